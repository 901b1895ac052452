"""Addresses of the access log; pages about one record are named by the app of the record."""

from django.urls import path

from desmigratif.audit.web.pack import AccessPack
from desmigratif.audit.web.views import AccessLogPage

urlpatterns = [
    path("audit/akses/", AccessLogPage.as_view(), name="access-log"),
    path("audit/akses/paket/", AccessPack.as_view(), name="access-pack"),
]
