"""Addresses below /api/v1/."""

from django.urls import path

from workers.api.viewsets import PersonViewSet

urlpatterns = [
    path("persons/", PersonViewSet.as_view({"get": "list"}), name="api-persons"),
    path("persons/<str:key>/", PersonViewSet.as_view({"get": "retrieve"}), name="api-person"),
]
