"""Addresses of actions, their dates and their progress."""

from django.urls import path

from coordination.api.action_viewsets import (
    ActionItemViewSet,
    DateRevisionViewSet,
    MilestoneViewSet,
    ProgressReportViewSet,
    ReportingPeriodViewSet,
)

LIST, ONE = {"get": "list"}, {"get": "retrieve"}
urlpatterns = [
    path("action-items/", ActionItemViewSet.as_view(LIST), name="api-action-items"),
    path("action-items/<str:key>/", ActionItemViewSet.as_view(ONE), name="api-action-item"),
    path("milestones/", MilestoneViewSet.as_view(LIST), name="api-milestones"),
    path("milestones/<str:key>/", MilestoneViewSet.as_view(ONE), name="api-milestone"),
    path("progress-reports/", ProgressReportViewSet.as_view(LIST), name="api-progress-reports"),
    path("progress-reports/<str:key>/", ProgressReportViewSet.as_view(ONE), name="api-progress-report"),
    path("date-revisions/", DateRevisionViewSet.as_view(LIST), name="api-date-revisions"),
    path("date-revisions/<str:key>/", DateRevisionViewSet.as_view(ONE), name="api-date-revision"),
    path("reporting-periods/", ReportingPeriodViewSet.as_view(LIST), name="api-reporting-periods"),
    path("reporting-periods/<str:key>/", ReportingPeriodViewSet.as_view(ONE), name="api-reporting-period"),
]
