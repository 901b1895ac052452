"""Addresses of activities, services, letters and attendance."""

from django.urls import URLPattern, path

from pillars.api import care_viewsets as viewsets

LIST, ONE = {"get": "list"}, {"get": "retrieve"}
SETS = (
    ("services", "service", viewsets.ServiceViewSet),
    ("migration-activities", "migration-activity", viewsets.MigrationActivityViewSet),
    ("business-activities", "business-activity", viewsets.BusinessActivityViewSet),
    ("parenting-sessions", "parenting-session", viewsets.ParentingSessionViewSet),
    ("cooperative-activities", "cooperative-activity", viewsets.CooperativeActivityViewSet),
    ("permission-letters", "permission-letter", viewsets.PermissionLetterViewSet),
    ("attendances", "attendance", viewsets.AttendanceViewSet),
)

urlpatterns: list[URLPattern] = [
    entry
    for many, one, viewset in SETS
    for entry in (
        path(f"{many}/", viewset.as_view(LIST), name=f"api-{many}"),
        path(f"{many}/<str:key>/", viewset.as_view(ONE), name=f"api-{one}"),
    )
]
