"""Addresses of groups, businesses, aid and cooperatives below /api/v1/."""

from django.urls import path

from pillars.api import business_viewsets as views

LIST, ONE = {"get": "list"}, {"get": "retrieve"}

urlpatterns = [
    path("groups/", views.GroupViewSet.as_view(LIST), name="api-groups"),
    path("groups/<str:key>/", views.GroupViewSet.as_view(ONE), name="api-group"),
    path("group-members/", views.GroupMemberViewSet.as_view(LIST), name="api-group-members"),
    path("group-members/<str:key>/", views.GroupMemberViewSet.as_view(ONE), name="api-group-member"),
    path("businesses/", views.BusinessViewSet.as_view(LIST), name="api-businesses"),
    path("businesses/<str:key>/", views.BusinessViewSet.as_view(ONE), name="api-business"),
    path("business-owners/", views.BusinessOwnerViewSet.as_view(LIST), name="api-business-owners"),
    path("business-owners/<str:key>/", views.BusinessOwnerViewSet.as_view(ONE), name="api-business-owner"),
    path("aids/", views.AidViewSet.as_view(LIST), name="api-aids"),
    path("aids/<str:key>/", views.AidViewSet.as_view(ONE), name="api-aid"),
    path("cooperatives/", views.CooperativeViewSet.as_view(LIST), name="api-cooperatives"),
    path("cooperatives/<str:key>/", views.CooperativeViewSet.as_view(ONE), name="api-cooperative"),
    path("cooperative-members/", views.CooperativeMemberViewSet.as_view(LIST), name="api-cooperative-members"),
    path("cooperative-members/<str:key>/", views.CooperativeMemberViewSet.as_view(ONE), name="api-cooperative-member"),
    path("cooperative-recaps/", views.CooperativeRecapViewSet.as_view(LIST), name="api-cooperative-recaps"),
    path("cooperative-recaps/<str:key>/", views.CooperativeRecapViewSet.as_view(ONE), name="api-cooperative-recap"),
]
