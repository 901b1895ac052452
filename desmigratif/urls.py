"""All addresses. Pages are Indonesian, the API is English."""

from django.contrib import admin
from django.urls import include, path

from desmigratif.core.web import pages

urlpatterns = [
    path("", include("desmigratif.accounts.web.urls")),
    path("", include("desmigratif.reporting.web.urls")),
    path("", include("desmigratif.audit.web.urls")),
    path("", include("desmigratif.notifications.web.urls")),
    path("", include("desmigratif.reference.web.urls")),
    path("", include("desmigratif.documents.web.urls")),
    path("", include("villages.web.urls")),
    path("", include("workers.web.urls")),
    path("", include("pillars.web.urls")),
    path("", include("coordination.web.urls")),
    path("", include("desmigratif.rights.web.urls")),
    path("", include("desmigratif.imports.web.urls")),
    path("", include("desmigratif.exchange.web.urls")),
    path("", include("desmigratif.exchange.api.urls")),
    path("", include("desmigratif.devdata.web.urls")),
    path("", include("desmigratif.core.web.urls")),
    path("kelola/", admin.site.urls),
]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
