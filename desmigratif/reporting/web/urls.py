"""URLs of the home page, figures and downloads."""

from django.urls import path

from desmigratif.reporting.web import exports
from desmigratif.reporting.web.dashboard import Dashboard, DashboardFigure
from desmigratif.reporting.web.home import Home
from desmigratif.reporting.web.villages import VillagePeopleSummary

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("ikhtisar/", Dashboard.as_view(), name="dashboard"),
    path("ikhtisar/rincian/", DashboardFigure.as_view(), name="dashboard-figure"),
    path("ikhtisar/<str:code>/", Dashboard.as_view(), name="dashboard-region"),
    path("desa/<uuid:pk>/orang/", VillagePeopleSummary.as_view(), name="village-people-summary"),
    path("unduhan/", exports.ExportList.as_view(), name="export-list"),
    path("unduhan/baru/", exports.ExportCreate.as_view(), name="export-create"),
    path("unduhan/<uuid:pk>/", exports.ExportDetail.as_view(), name="export-detail"),
    path("unduhan/<uuid:pk>/kemajuan/", exports.ExportProgress.as_view(), name="export-progress"),
    path("unduhan/<uuid:pk>/ambil/", exports.ExportDownload.as_view(), name="export-download"),
    path("unduhan/<uuid:pk>/ulang/", exports.ExportRetry.as_view(), name="export-retry"),
    path("unduhan/<uuid:pk>/setujui/", exports.ExportApprove.as_view(), name="export-approve"),
    path("unduhan/<uuid:pk>/tolak/", exports.ExportRefuse.as_view(), name="export-refuse"),
]
