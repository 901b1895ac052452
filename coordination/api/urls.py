"""Addresses below /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("coordination.api.chain_urls")),
    path("", include("coordination.api.action_urls")),
]
