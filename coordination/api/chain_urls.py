"""Addresses of meetings, visits, findings, recommendations, good practices."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
