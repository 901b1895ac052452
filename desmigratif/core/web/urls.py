"""URLs of the pages without rows."""

from django.urls import path

from desmigratif.core.web.pages import PublicPage, ServiceWorker
from desmigratif.core.web.reports import PolicyReport

urlpatterns = [
    path("bantuan/", PublicPage.as_view(template_name="pages/help.html"), name="help"),
    path("data-pribadi/", PublicPage.as_view(template_name="pages/privacy.html"), name="privacy"),
    path("aksesibilitas/", PublicPage.as_view(template_name="pages/accessibility.html"), name="accessibility"),
    path("luring/", PublicPage.as_view(template_name="offline.html"), name="offline"),
    path("laporan-peramban/", PolicyReport.as_view(), name="policy-report"),
    path("sw.js", ServiceWorker.as_view(), name="service-worker"),
]
