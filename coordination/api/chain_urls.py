"""Addresses of meetings, visits, findings, recommendations, good practices."""

from django.urls import path

from coordination.api.chain_viewsets import (
    FieldVisitViewSet,
    FindingViewSet,
    GoodPracticeViewSet,
    MeetingViewSet,
    RecommendationViewSet,
)

LIST, ONE = {"get": "list"}, {"get": "retrieve"}
urlpatterns = [
    path("meetings/", MeetingViewSet.as_view(LIST), name="api-meetings"),
    path("meetings/<str:key>/", MeetingViewSet.as_view(ONE), name="api-meeting"),
    path("field-visits/", FieldVisitViewSet.as_view(LIST), name="api-field-visits"),
    path("field-visits/<str:key>/", FieldVisitViewSet.as_view(ONE), name="api-field-visit"),
    path("findings/", FindingViewSet.as_view(LIST), name="api-findings"),
    path("findings/<str:key>/", FindingViewSet.as_view(ONE), name="api-finding"),
    path("recommendations/", RecommendationViewSet.as_view(LIST), name="api-recommendations"),
    path("recommendations/<str:key>/", RecommendationViewSet.as_view(ONE), name="api-recommendation"),
    path("good-practices/", GoodPracticeViewSet.as_view(LIST), name="api-good-practices"),
    path("good-practices/<str:key>/", GoodPracticeViewSet.as_view(ONE), name="api-good-practice"),
]
