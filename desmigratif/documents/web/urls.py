"""Addresses of files. Those of the forms that add one stand with the records they hang on."""

from django.urls import path

from desmigratif.documents.web import views

urlpatterns = [
    path("berkas/<uuid:pk>/", views.DocumentOpen.as_view(), name="document-open"),
    path("berkas/<uuid:pk>/tarik/", views.DocumentWithdraw.as_view(), name="document-withdraw"),
]
