"""URLs of the home page, dashboards, published figures, indicators and downloads."""

from django.urls import path

from desmigratif.reporting.web import exports, published_figures
from desmigratif.reporting.web.dashboard import Dashboard, DashboardFigure
from desmigratif.reporting.web.home import Home
from desmigratif.reporting.web.indicators import IndicatorDetail, IndicatorList
from desmigratif.reporting.web.missing import DashboardMissing
from desmigratif.reporting.web.village_pillars import VillagePillars
from desmigratif.reporting.web.village_summary import VillageSummary
from desmigratif.reporting.web.villages import VillagePeopleSummary

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("ikhtisar/", Dashboard.as_view(), name="dashboard"),
    path("ikhtisar/rincian/", DashboardFigure.as_view(), name="dashboard-figure"),
    path("ikhtisar/tanpa/", DashboardMissing.as_view(), name="dashboard-missing"),
    path("ikhtisar/<str:code>/", Dashboard.as_view(), name="dashboard-region"),
    path("desa/<uuid:pk>/orang/", VillagePeopleSummary.as_view(), name="village-people-summary"),
    path("desa/<uuid:pk>/pilar/", VillagePillars.as_view(), name="village-pillars"),
    path("desa/<uuid:pk>/ringkasan/", VillageSummary.as_view(), name="village-summary"),
    path("angka/", published_figures.FigureList.as_view(), name="published-figure-list"),
    path("angka/baru/", published_figures.FigureAdd.as_view(), name="published-figure-add"),
    path("angka/<uuid:pk>/", published_figures.FigureDetail.as_view(), name="published-figure-detail"),
    path("angka/<uuid:pk>/ubah/", published_figures.FigureEdit.as_view(), name="published-figure-edit"),
    path("angka/<uuid:pk>/tarik/", published_figures.FigureWithdraw.as_view(), name="published-figure-withdraw"),
    path("angka/<uuid:pk>/komentar/", published_figures.FigureComment.as_view(), name="published-figure-comment"),
    path("indikator/", IndicatorList.as_view(), name="indicator-list"),
    path("indikator/<str:code>/", IndicatorDetail.as_view(), name="indicator-detail"),
    path("unduhan/", exports.ExportList.as_view(), name="export-list"),
    path("unduhan/baru/", exports.ExportCreate.as_view(), name="export-create"),
    path("unduhan/<uuid:pk>/", exports.ExportDetail.as_view(), name="export-detail"),
    path("unduhan/<uuid:pk>/kemajuan/", exports.ExportProgress.as_view(), name="export-progress"),
    path("unduhan/<uuid:pk>/ambil/", exports.ExportDownload.as_view(), name="export-download"),
    path("unduhan/<uuid:pk>/ulang/", exports.ExportRetry.as_view(), name="export-retry"),
    path("unduhan/<uuid:pk>/setujui/", exports.ExportApprove.as_view(), name="export-approve"),
    path("unduhan/<uuid:pk>/tolak/", exports.ExportRefuse.as_view(), name="export-refuse"),
]
