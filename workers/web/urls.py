"""Addresses of the screens about people; no name and no number of a person stands in any of them."""

from django.urls import path

from workers.web.views.correct import (
    EpisodeAdd,
    EpisodeCancel,
    EpisodeEdit,
    PersonEdit,
    PersonResubmit,
    PersonWithdraw,
)
from workers.web.views.people import PersonFindNik, PersonList
from workers.web.views.profile import PersonDetail
from workers.web.views.queue import NikReviewDecide, PersonQueue, PersonReturn, PersonVerify
from workers.web.views.register import PersonRegister

urlpatterns = [
    path("orang/", PersonList.as_view(), name="person-list"),
    path("orang/daftar-purna/", PersonRegister.as_view(), name="person-register"),
    path("orang/cari-nik/", PersonFindNik.as_view(), name="person-find-nik"),
    path("orang/<uuid:pk>/", PersonDetail.as_view(), name="person-detail"),
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
]
