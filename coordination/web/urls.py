"""Addresses of the coordination."""

from django.urls import include, path

urlpatterns = [
    path("", include("coordination.web.chain.urls")),
    path("", include("coordination.web.action.urls")),
]
