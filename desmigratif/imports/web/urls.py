"""Addresses of imports; nothing of a person stands in any of them."""

from django.urls import path

from desmigratif.imports.web.views import (
    ImportApply,
    ImportDetail,
    ImportDiscard,
    ImportList,
    ImportProgress,
    ImportRejected,
    ImportRetry,
    ImportTemplate,
    ImportUndo,
    ImportUpload,
)

urlpatterns = [
    path("impor/", ImportList.as_view(), name="import-list"),
    path("impor/template/ambil/", ImportTemplate.as_view(), name="import-template"),
    path("impor/unggah/", ImportUpload.as_view(), name="import-upload"),
    path("impor/<uuid:pk>/", ImportDetail.as_view(), name="import-detail"),
    path("impor/<uuid:pk>/kemajuan/", ImportProgress.as_view(), name="import-progress"),
    path("impor/<uuid:pk>/terapkan/", ImportApply.as_view(), name="import-apply"),
    path("impor/<uuid:pk>/ditolak/ambil/", ImportRejected.as_view(), name="import-rejected"),
    path("impor/<uuid:pk>/lanjutkan/", ImportRetry.as_view(), name="import-retry"),
    path("impor/<uuid:pk>/batalkan/", ImportUndo.as_view(), name="import-undo"),
    path("impor/<uuid:pk>/buang/", ImportDiscard.as_view(), name="import-discard"),
]
