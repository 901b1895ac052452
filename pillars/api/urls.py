"""Addresses below /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("pillars.api.care_urls")),
    path("", include("pillars.api.business_urls")),
]
