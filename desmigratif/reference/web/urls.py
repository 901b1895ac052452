"""URLs of reference data."""

from django.urls import path

from desmigratif.reference.web.views import RegionSearch

urlpatterns = [path("wilayah/cari/", RegionSearch.as_view(), name="region-search")]
