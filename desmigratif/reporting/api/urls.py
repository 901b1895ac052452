"""Addresses below /api/v1/."""

from django.urls import path

from desmigratif.reporting.api.viewsets import FigureViewSet, IndicatorViewSet

LIST, ONE = {"get": "list"}, {"get": "retrieve"}
urlpatterns = [
    path("figures/", FigureViewSet.as_view(LIST), name="api-figures"),
    path("figures/<str:key>/", FigureViewSet.as_view(ONE), name="api-figure"),
    path("indicators/", IndicatorViewSet.as_view(LIST), name="api-indicators"),
    path("indicators/<str:key>/", IndicatorViewSet.as_view(ONE), name="api-indicator"),
]
