"""Addresses of activities, services and letters."""

from django.urls import path

from pillars.web.care import activities, desk, documents

ONE = "kegiatan/<slug:pillar>/<uuid:pk>/"

urlpatterns = [
    path("pilar/", desk.PillarHome.as_view(), name="pillar-home"),
    path("kegiatan/", activities.ActivityList.as_view(), name="activity-list"),
    path("kegiatan/<slug:pillar>/", activities.ActivityList.as_view(), name="activity-list-of"),
    path("kegiatan/<slug:pillar>/tambah/", activities.ActivityAdd.as_view(), name="activity-add"),
    path(ONE, activities.ActivityDetail.as_view(), name="activity-detail"),
    path(f"{ONE}riwayat/", activities.ActivityHistory.as_view(), name="activity-history"),
    path(f"{ONE}ubah/", activities.ActivityEdit.as_view(), name="activity-edit"),
    path(f"{ONE}kirim/", activities.ActivitySubmit.as_view(), name="activity-submit"),
    path(f"{ONE}verifikasi/", activities.ActivityVerify.as_view(), name="activity-verify"),
    path(f"{ONE}kembalikan/", activities.ActivityReturn.as_view(), name="activity-return"),
    path(f"{ONE}tarik/", activities.ActivityWithdraw.as_view(), name="activity-withdraw"),
    path(f"{ONE}komentar/", activities.ActivityComment.as_view(), name="activity-comment"),
    path(f"{ONE}foto/tambah/", documents.ActivityDocumentAdd.as_view(), name="activity-document-add"),
    path(f"{ONE}hadir/", activities.ActivityAttendance.as_view(), name="activity-attendance"),
    path("layanan/", desk.ServiceList.as_view(), name="service-list"),
    path("layanan/catat/", desk.ServiceAdd.as_view(), name="service-add"),
    path("layanan/<uuid:pk>/", desk.ServiceDetail.as_view(), name="service-detail"),
    path("layanan/<uuid:pk>/ubah/", desk.ServiceEdit.as_view(), name="service-edit"),
    path("layanan/<uuid:pk>/tarik/", desk.ServiceWithdraw.as_view(), name="service-withdraw"),
    path("layanan/<uuid:pk>/komentar/", desk.ServiceComment.as_view(), name="service-comment"),
    path("orang/<uuid:pk>/layanan/", desk.PersonServices.as_view(), name="person-services"),
    path("surat-izin/", desk.LetterList.as_view(), name="letter-list"),
    path("surat-izin/catat/", desk.LetterAdd.as_view(), name="letter-add"),
    path("surat-izin/<uuid:pk>/", desk.LetterDetail.as_view(), name="letter-detail"),
    path("surat-izin/<uuid:pk>/ubah/", desk.LetterEdit.as_view(), name="letter-edit"),
    path("surat-izin/<uuid:pk>/tarik/", desk.LetterWithdraw.as_view(), name="letter-withdraw"),
    path("surat-izin/<uuid:pk>/komentar/", desk.LetterComment.as_view(), name="letter-comment"),
]
