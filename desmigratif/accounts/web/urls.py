"""URLs of log-in, one's own account, and the accounts one looks after."""

from django.urls import path

from desmigratif.accounts.web import accounts, passwords, second_factor, views

urlpatterns = [
    path("masuk/", views.Login.as_view(), name="login"),
    path("masuk/kode/", passwords.LoginCode.as_view(), name="login-code"),
    path("masuk/kata-sandi/", passwords.NewPassword.as_view(), name="login-new-password"),
    path("masuk/lupa/", passwords.Forgotten.as_view(), name="login-forgotten"),
    path("masuk/kode-kedua/", second_factor.LoginSecondStep.as_view(), name="login-second-step"),
    path("keluar/", views.Logout.as_view(), name="logout"),
    path("sesi/", views.SessionState.as_view(), name="session-state"),
    path("akun/", views.Account.as_view(), name="account"),
    path("akun/penugasan/", views.SwitchAssignment.as_view(), name="assignment-switch"),
    path("akun/kata-sandi/", views.ChangePassword.as_view(), name="password-change"),
    path("akun/sesi/keluarkan/", views.EndSession.as_view(), name="session-end"),
    path("akun/kode-kedua/", second_factor.OwnSecondFactor.as_view(), name="second-factor"),
    path("akun/kode-kedua/mulai/", second_factor.StartSecondFactor.as_view(), name="second-factor-start"),
    path("akun/kode-kedua/lagi/", second_factor.SecondFactorAgain.as_view(), name="second-factor-again"),
    path("pengguna/", accounts.AccountList.as_view(), name="account-list"),
    path("pengguna/baru/", accounts.AccountNew.as_view(), name="account-new"),
    path("pengguna/<uuid:pk>/", accounts.AccountDetail.as_view(), name="account-detail"),
    path("pengguna/<uuid:pk>/kontak/", accounts.AccountContact.as_view(), name="account-contact"),
    path("pengguna/<uuid:pk>/kode/", accounts.AccountCode.as_view(), name="account-code"),
    path("pengguna/<uuid:pk>/nonaktifkan/", accounts.AccountDeactivate.as_view(), name="account-deactivate"),
    path("pengguna/<uuid:pk>/aktifkan/", accounts.AccountReactivate.as_view(), name="account-reactivate"),
    path("pengguna/<uuid:pk>/penugasan/", accounts.AccountAssign.as_view(), name="account-assign"),
    path("pengguna/<uuid:pk>/keluarkan/", accounts.AccountSessionsEnd.as_view(), name="account-sessions-end"),
    path(
        "pengguna/<uuid:pk>/kode-kedua/",
        accounts.AccountSecondFactorRemove.as_view(),
        name="account-second-factor-remove",
    ),
    path("penugasan/<uuid:pk>/akhiri/", accounts.AssignmentEnd.as_view(), name="assignment-end"),
    path("penugasan/<uuid:pk>/pengganti/", accounts.AssignmentStandIn.as_view(), name="assignment-stand-in"),
]
