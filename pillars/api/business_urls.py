"""Addresses of businesses and cooperatives."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
