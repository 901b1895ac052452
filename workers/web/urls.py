"""Addresses of the screens about people; no name and no number of a person stands in any of them."""

from django.urls import path

from workers.web.views.changes import ChildHistory, FamilyHistory, PersonHistory
from workers.web.views.child import (
    ChildAdd,
    ChildComment,
    ChildDetail,
    ChildEdit,
    ChildList,
    ChildWithdraw,
    ConsentWithdraw,
)
from workers.web.views.correct import (
    EpisodeAdd,
    EpisodeCancel,
    EpisodeEdit,
    PersonEdit,
    PersonResubmit,
    PersonWithdraw,
)
from workers.web.views.document import ChildDocumentAdd
from workers.web.views.family import (
    FamilyAdd,
    FamilyComment,
    FamilyDetail,
    FamilyEdit,
    FamilyList,
    FamilyReturn,
    FamilyVerify,
    FamilyWithdraw,
    HeadChange,
    MemberAdd,
    MemberEnd,
    PersonComment,
    PersonFamily,
)
from workers.web.views.people import PersonFindNik, PersonList
from workers.web.views.profile import PersonDetail
from workers.web.views.queue import NikReviewDecide, PersonQueue, PersonReturn, PersonVerify
from workers.web.views.readers import ChildReaders, FamilyReaders, PersonReaders
from workers.web.views.register import PersonRegister

urlpatterns = [
    path("orang/", PersonList.as_view(), name="person-list"),
    path("orang/daftar-purna/", PersonRegister.as_view(), name="person-register"),
    path("orang/cari-nik/", PersonFindNik.as_view(), name="person-find-nik"),
    path("orang/<uuid:pk>/", PersonDetail.as_view(), name="person-detail"),
    path("orang/<uuid:pk>/riwayat/", PersonHistory.as_view(), name="person-history"),
    path("orang/<uuid:pk>/dilihat/", PersonReaders.as_view(), name="person-readers"),
    path("orang/<uuid:pk>/ubah/", PersonEdit.as_view(), name="person-edit"),
    path("orang/<uuid:pk>/tarik/", PersonWithdraw.as_view(), name="person-withdraw"),
    path("orang/<uuid:pk>/kirim-lagi/", PersonResubmit.as_view(), name="person-resubmit"),
    path("orang/<uuid:pk>/verifikasi/", PersonVerify.as_view(), name="person-verify"),
    path("orang/<uuid:pk>/kembalikan/", PersonReturn.as_view(), name="person-return"),
    path("orang/<uuid:pk>/penempatan/", EpisodeAdd.as_view(), name="episode-add"),
    path("penempatan/<uuid:pk>/ubah/", EpisodeEdit.as_view(), name="episode-edit"),
    path("penempatan/<uuid:pk>/batal/", EpisodeCancel.as_view(), name="episode-cancel"),
    path("periksa/", PersonQueue.as_view(), name="person-queue"),
    path("periksa/nik/<uuid:pk>/", NikReviewDecide.as_view(), name="nik-review-decide"),
    path("orang/<uuid:pk>/keluarga/", PersonFamily.as_view(), name="person-family"),
    path("orang/<uuid:pk>/komentar/", PersonComment.as_view(), name="person-comment"),
    path("orang/<uuid:pk>/anak/", ChildAdd.as_view(), name="child-add"),
    path("keluarga/<uuid:pk>/dilihat/", FamilyReaders.as_view(), name="family-readers"),
    path("anak/<uuid:pk>/dilihat/", ChildReaders.as_view(), name="child-readers"),
    path("keluarga/", FamilyList.as_view(), name="family-list"),
    path("keluarga/tambah/", FamilyAdd.as_view(), name="family-add"),
    path("keluarga/<uuid:pk>/", FamilyDetail.as_view(), name="family-detail"),
    path("keluarga/<uuid:pk>/riwayat/", FamilyHistory.as_view(), name="family-history"),
    path("keluarga/<uuid:pk>/ubah/", FamilyEdit.as_view(), name="family-edit"),
    path("keluarga/<uuid:pk>/anggota/tambah/", MemberAdd.as_view(), name="family-member-add"),
    path("keluarga/anggota/<uuid:pk>/selesai/", MemberEnd.as_view(), name="family-member-end"),
    path("keluarga/<uuid:pk>/kepala/", HeadChange.as_view(), name="family-head"),
    path("keluarga/<uuid:pk>/tarik/", FamilyWithdraw.as_view(), name="family-withdraw"),
    path("keluarga/<uuid:pk>/verifikasi/", FamilyVerify.as_view(), name="family-verify"),
    path("keluarga/<uuid:pk>/kembalikan/", FamilyReturn.as_view(), name="family-return"),
    path("keluarga/<uuid:pk>/komentar/", FamilyComment.as_view(), name="family-comment"),
    path("anak/", ChildList.as_view(), name="child-list"),
    path("anak/<uuid:pk>/", ChildDetail.as_view(), name="child-detail"),
    path("anak/<uuid:pk>/riwayat/", ChildHistory.as_view(), name="child-history"),
    path("anak/<uuid:pk>/ubah/", ChildEdit.as_view(), name="child-edit"),
    path("anak/<uuid:pk>/cabut-persetujuan/", ConsentWithdraw.as_view(), name="child-consent-withdraw"),
    path("anak/<uuid:pk>/tarik/", ChildWithdraw.as_view(), name="child-withdraw"),
    path("anak/<uuid:pk>/berkas/tambah/", ChildDocumentAdd.as_view(), name="child-document-add"),
    path("anak/<uuid:pk>/komentar/", ChildComment.as_view(), name="child-comment"),
]
