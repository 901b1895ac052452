"""Addresses of migration services and parenting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
