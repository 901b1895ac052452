"""Addresses of meetings, visits, findings, recommendations, good practices, and the chain they make."""

from django.urls import path

from coordination.web.chain import findings, meetings, practices, recommendations, tracing, visits

urlpatterns = [
    path("rapat/", meetings.MeetingList.as_view(), name="meeting-list"),
    path("rapat/tambah/", meetings.MeetingAdd.as_view(), name="meeting-add"),
    path("rapat/<uuid:pk>/", meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path("rapat/<uuid:pk>/ubah/", meetings.MeetingEdit.as_view(), name="meeting-edit"),
    path("rapat/<uuid:pk>/selesai/", meetings.MeetingFinish.as_view(), name="meeting-finish"),
    path("rapat/<uuid:pk>/kunci-notulen/", meetings.MeetingFinal.as_view(), name="meeting-final"),
    path("rapat/<uuid:pk>/daftar-hadir/", meetings.MeetingAttend.as_view(), name="meeting-attendance"),
    path("rapat/<uuid:pk>/tarik/", meetings.MeetingWithdraw.as_view(), name="meeting-withdraw"),
    path("rapat/<uuid:pk>/komentar/", meetings.MeetingComment.as_view(), name="meeting-comment"),
    path("tinjauan/", visits.VisitList.as_view(), name="visit-list"),
    path("tinjauan/tambah/", visits.VisitAdd.as_view(), name="visit-add"),
    path("tinjauan/<uuid:pk>/", visits.VisitDetail.as_view(), name="visit-detail"),
    path("tinjauan/<uuid:pk>/ubah/", visits.VisitEdit.as_view(), name="visit-edit"),
    path("tinjauan/<uuid:pk>/temuan/", findings.FindingAdd.as_view(), name="finding-add"),
    path("tinjauan/<uuid:pk>/tarik/", visits.VisitWithdraw.as_view(), name="visit-withdraw"),
    path("tinjauan/<uuid:pk>/komentar/", visits.VisitComment.as_view(), name="visit-comment"),
    path("temuan/", findings.FindingList.as_view(), name="finding-list"),
    path("temuan/<uuid:pk>/", findings.FindingDetail.as_view(), name="finding-detail"),
    path("temuan/<uuid:pk>/ubah/", findings.FindingEdit.as_view(), name="finding-edit"),
    path("temuan/<uuid:pk>/keadaan/", findings.FindingMove.as_view(), name="finding-move"),
    path("temuan/<uuid:pk>/tarik/", findings.FindingWithdraw.as_view(), name="finding-withdraw"),
    path("temuan/<uuid:pk>/komentar/", findings.FindingComment.as_view(), name="finding-comment"),
    path("rekomendasi/", recommendations.RecommendationList.as_view(), name="recommendation-list"),
    path("rekomendasi/tambah/", recommendations.RecommendationAdd.as_view(), name="recommendation-add"),
    path("rekomendasi/<uuid:pk>/", recommendations.RecommendationDetail.as_view(), name="recommendation-detail"),
    path("rekomendasi/<uuid:pk>/ubah/", recommendations.RecommendationEdit.as_view(), name="recommendation-edit"),
    path(
        "rekomendasi/<uuid:pk>/tarik/",
        recommendations.RecommendationWithdraw.as_view(),
        name="recommendation-withdraw",
    ),
    path(
        "rekomendasi/<uuid:pk>/komentar/",
        recommendations.RecommendationComment.as_view(),
        name="recommendation-comment",
    ),
    path("jejak/<uuid:pk>/", tracing.TracePage.as_view(), name="trace"),
    path("praktik-baik/", practices.PracticeList.as_view(), name="practice-list"),
    path("praktik-baik/tambah/", practices.PracticeAdd.as_view(), name="practice-add"),
    path("praktik-baik/<uuid:pk>/", practices.PracticeDetail.as_view(), name="practice-detail"),
    path("praktik-baik/<uuid:pk>/ubah/", practices.PracticeEdit.as_view(), name="practice-edit"),
    path("praktik-baik/<uuid:pk>/terbit/", practices.PracticePublish.as_view(), name="practice-publish"),
    path("praktik-baik/<uuid:pk>/tarik/", practices.PracticeWithdraw.as_view(), name="practice-withdraw"),
    path("praktik-baik/<uuid:pk>/komentar/", practices.PracticeComment.as_view(), name="practice-comment"),
    path("praktik-baik/<uuid:pk>/penerapan/", practices.AdoptionAdd.as_view(), name="adoption-add"),
    path("penerapan/<uuid:pk>/ubah/", practices.AdoptionEdit.as_view(), name="adoption-edit"),
]
