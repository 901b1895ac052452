"""Addresses below /api/v1/."""

from django.urls import path

from villages.api.viewsets import VillageViewSet

urlpatterns = [
    path("villages/", VillageViewSet.as_view({"get": "list"}), name="api-villages"),
    path("villages/<str:key>/", VillageViewSet.as_view({"get": "retrieve"}), name="api-village"),
]
