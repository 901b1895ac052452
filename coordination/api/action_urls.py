"""Addresses of actions, their dates and their progress."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
