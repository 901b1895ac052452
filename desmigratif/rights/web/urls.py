"""Addresses of reveals, emergency views and requests; no name and no number of a person stands in any of them."""

from django.urls import path

from desmigratif.rights.web.emergency import (
    EmergencyEnd,
    EmergencyOpen,
    EmergencyReview,
    EmergencyReviewList,
    EmergencyView,
)
from desmigratif.rights.web.requests import (
    RequestAdd,
    RequestComment,
    RequestDecide,
    RequestDetail,
    RequestLink,
    RequestList,
    RequestPrint,
    RequestTake,
)
from desmigratif.rights.web.reveal import FamilyReveals, PersonReveals, RevealKk, RevealList, RevealNik

urlpatterns = [
    path("orang/<uuid:pk>/buka-nik/", RevealNik.as_view(), name="nik-reveal"),
    path("orang/<uuid:pk>/nomor-dibuka/", PersonReveals.as_view(), name="person-reveals"),
    path("keluarga/<uuid:pk>/buka-kk/", RevealKk.as_view(), name="kk-reveal"),
    path("keluarga/<uuid:pk>/nomor-dibuka/", FamilyReveals.as_view(), name="family-reveals"),
    path("nomor-dibuka/", RevealList.as_view(), name="reveal-list"),
    path("permintaan-data/", RequestList.as_view(), name="subject-request-list"),
    path("permintaan-data/catat/", RequestAdd.as_view(), name="subject-request-add"),
    path("permintaan-data/<uuid:pk>/", RequestDetail.as_view(), name="subject-request-detail"),
    path("permintaan-data/<uuid:pk>/tangani/", RequestTake.as_view(), name="subject-request-take"),
    path("permintaan-data/<uuid:pk>/hubungkan/", RequestLink.as_view(), name="subject-request-link"),
    path("permintaan-data/<uuid:pk>/putuskan/", RequestDecide.as_view(), name="subject-request-decide"),
    path("permintaan-data/<uuid:pk>/komentar/", RequestComment.as_view(), name="subject-request-comment"),
    path("permintaan-data/<uuid:pk>/data-saya/", RequestPrint.as_view(), name="subject-request-print"),
    path("akses-darurat/", EmergencyOpen.as_view(), name="emergency-open"),
    path("akses-darurat/tinjauan/", EmergencyReviewList.as_view(), name="emergency-review-list"),
    path("akses-darurat/<uuid:pk>/", EmergencyView.as_view(), name="emergency-view"),
    path("akses-darurat/<uuid:pk>/akhiri/", EmergencyEnd.as_view(), name="emergency-end"),
    path("akses-darurat/<uuid:pk>/tinjau/", EmergencyReview.as_view(), name="emergency-review"),
]
