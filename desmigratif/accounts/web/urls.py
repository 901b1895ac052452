"""URLs of log-in and account."""

from django.urls import path

from desmigratif.accounts.web import views

urlpatterns = [
    path("masuk/", views.Login.as_view(), name="login"),
    path("keluar/", views.Logout.as_view(), name="logout"),
    path("sesi/", views.SessionState.as_view(), name="session-state"),
    path("akun/", views.Account.as_view(), name="account"),
    path("akun/penugasan/", views.SwitchAssignment.as_view(), name="assignment-switch"),
]
