"""URLs of jobs and notifications."""

from django.urls import path

from desmigratif.notifications.web.digest import DigestSwitch
from desmigratif.notifications.web.inbox import (
    NotificationList,
    NotificationOpen,
    NotificationRead,
    NotificationReadAll,
)
from desmigratif.notifications.web.jobs import JobDiscard, JobPage, JobRetry

urlpatterns = [
    path("pemberitahuan/", NotificationList.as_view(), name="notification-list"),
    path("pemberitahuan/semua-dibaca/", NotificationReadAll.as_view(), name="notification-read-all"),
    path("pemberitahuan/<uuid:pk>/buka/", NotificationOpen.as_view(), name="notification-open"),
    path("pemberitahuan/<uuid:pk>/dibaca/", NotificationRead.as_view(), name="notification-read"),
    path("akun/surel-ringkasan/", DigestSwitch.as_view(), name="digest-switch"),
    path("pekerjaan/", JobPage.as_view(), name="job-list"),
    path("pekerjaan/<uuid:pk>/coba-lagi/", JobRetry.as_view(), name="job-retry"),
    path("pekerjaan/<uuid:pk>/buang/", JobDiscard.as_view(), name="job-discard"),
]
