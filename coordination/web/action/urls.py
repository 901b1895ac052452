"""Addresses of actions, their dates and their progress."""

from django.urls import path

from coordination.web.action import changing, detail, documents, late, matrix, mine, progress, revision

urlpatterns = [
    path("rencana-aksi/", matrix.Matrix.as_view(), name="action-matrix"),
    path("rencana-aksi/terlambat/", late.LateFirst.as_view(), name="action-late"),
    path("rencana-aksi/saya/", mine.Mine.as_view(), name="action-mine"),
    path("rencana-aksi/tambah/", changing.ActionAdd.as_view(), name="action-add"),
    path("rencana-aksi/<uuid:pk>/", detail.ActionDetail.as_view(), name="action-detail"),
    path("rencana-aksi/<uuid:pk>/riwayat/", detail.ActionHistory.as_view(), name="action-history"),
    path("rencana-aksi/<uuid:pk>/ubah/", changing.ActionEdit.as_view(), name="action-edit"),
    path("rencana-aksi/<uuid:pk>/tarik/", changing.ActionWithdraw.as_view(), name="action-withdraw"),
    path("rencana-aksi/<uuid:pk>/komentar/", changing.ActionComment.as_view(), name="action-comment"),
    path("rencana-aksi/<uuid:pk>/tonggak/", changing.MilestoneAdd.as_view(), name="milestone-add"),
    path("rencana-aksi/<uuid:pk>/lapor/", progress.ProgressAdd.as_view(), name="progress-add"),
    path("rencana-aksi/<uuid:pk>/ubah-jadwal/", revision.RevisionRequest.as_view(), name="revision-request"),
    path("tonggak/<uuid:pk>/selesai/", changing.MilestoneDone.as_view(), name="milestone-done"),
    path("laporan-capaian/<uuid:pk>/periksa/", progress.ProgressCheck.as_view(), name="progress-check"),
    path(
        "laporan-capaian/<uuid:pk>/berkas/tambah/",
        documents.ProgressDocumentAdd.as_view(),
        name="progress-document-add",
    ),
    path("perubahan-jadwal/", revision.RevisionList.as_view(), name="revision-list"),
    path("perubahan-jadwal/<uuid:pk>/putuskan/", revision.RevisionDecide.as_view(), name="revision-decide"),
    path("desa/<uuid:pk>/rencana-aksi/", detail.VillageActions.as_view(), name="village-actions"),
]
