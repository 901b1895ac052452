"""Addresses below /api/v1/."""

from django.urls import path

from workers.api.viewsets import ChildViewSet, FamilyMemberViewSet, FamilyViewSet, PersonViewSet

LIST, ONE = {"get": "list"}, {"get": "retrieve"}

urlpatterns = [
    path("persons/", PersonViewSet.as_view(LIST), name="api-persons"),
    path("persons/<str:key>/", PersonViewSet.as_view(ONE), name="api-person"),
    path("families/", FamilyViewSet.as_view(LIST), name="api-families"),
    path("families/<str:key>/", FamilyViewSet.as_view(ONE), name="api-family"),
    path("family-members/", FamilyMemberViewSet.as_view(LIST), name="api-family-members"),
    path("family-members/<str:key>/", FamilyMemberViewSet.as_view(ONE), name="api-family-member"),
    path("children/", ChildViewSet.as_view(LIST), name="api-children"),
    path("children/<str:key>/", ChildViewSet.as_view(ONE), name="api-child"),
]
