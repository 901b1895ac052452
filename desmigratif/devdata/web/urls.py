"""URLs of the demo."""

from django.urls import path

from desmigratif.devdata.web import views

urlpatterns = [path("kotak-surat-contoh/", views.DemoMailbox.as_view(), name="demo-mailbox")]
