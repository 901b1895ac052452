"""Addresses below /api/v1/."""

from django.urls import path

from desmigratif.reference.api.viewsets import CountryViewSet, InstitutionViewSet, RegionViewSet

urlpatterns = [
    path("regions/", RegionViewSet.as_view({"get": "list"}), name="api-regions"),
    path("regions/<str:key>/", RegionViewSet.as_view({"get": "retrieve"}), name="api-region"),
    path("institutions/", InstitutionViewSet.as_view({"get": "list"}), name="api-institutions"),
    path("institutions/<str:key>/", InstitutionViewSet.as_view({"get": "retrieve"}), name="api-institution"),
    path("countries/", CountryViewSet.as_view({"get": "list"}), name="api-countries"),
    path("countries/<str:key>/", CountryViewSet.as_view({"get": "retrieve"}), name="api-country"),
]
