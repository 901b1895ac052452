"""Addresses of the pillars."""

from django.urls import include, path

urlpatterns = [
    path("", include("pillars.web.care.urls")),
    path("", include("pillars.web.business.urls")),
]
