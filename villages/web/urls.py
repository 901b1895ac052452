"""URLs of villages."""

from django.urls import path

from villages.web import views
from villages.web.adding import VillageAdd
from villages.web.changes import VillageHistory
from villages.web.documents import OfficerDocumentAdd, ProgrammeDocumentAdd

urlpatterns = [
    path("desa/", views.VillageList.as_view(), name="village-list"),
    path("desa/tambah/", VillageAdd.as_view(), name="village-add"),
    path("desa/<uuid:pk>/", views.VillageDetail.as_view(), name="village-detail"),
    path("desa/<uuid:pk>/riwayat/", VillageHistory.as_view(), name="village-history"),
    path("desa/<uuid:pk>/ubah/", views.VillageEdit.as_view(), name="village-edit"),
    path("desa/<uuid:pk>/program/tambah/", views.ProgrammeAdd.as_view(), name="village-programme-add"),
    path("desa/program/<uuid:pk>/ubah/", views.ProgrammeEdit.as_view(), name="village-programme-edit"),
    path("desa/<uuid:pk>/petugas/tambah/", views.OfficerAdd.as_view(), name="village-officer-add"),
    path("desa/petugas/<uuid:pk>/ubah/", views.OfficerEdit.as_view(), name="village-officer-edit"),
    path("desa/petugas/<uuid:pk>/selesai/", views.OfficerEnd.as_view(), name="village-officer-end"),
    path("desa/<uuid:pk>/dusun/tambah/", views.HamletAdd.as_view(), name="village-hamlet-add"),
    path("desa/dusun/<uuid:pk>/ubah/", views.HamletEdit.as_view(), name="village-hamlet-edit"),
    path(
        "desa/program/<uuid:pk>/berkas/tambah/",
        ProgrammeDocumentAdd.as_view(),
        name="village-programme-document-add",
    ),
    path("desa/petugas/<uuid:pk>/berkas/tambah/", OfficerDocumentAdd.as_view(), name="village-officer-document-add"),
]
