"""URLs of agreements and of the page for integrators."""

from django.urls import path

from desmigratif.exchange.web import views
from desmigratif.exchange.web.waiting import AgreementWaiting

urlpatterns = [
    path("perjanjian/", views.AgreementList.as_view(), name="agreement-list"),
    path("perjanjian/baru/", views.AgreementDraft.as_view(), name="agreement-draft"),
    path("perjanjian/menunggu/", AgreementWaiting.as_view(), name="agreement-waiting"),
    path("perjanjian/<uuid:pk>/", views.AgreementDetail.as_view(), name="agreement-detail"),
    path("perjanjian/<uuid:pk>/ubah/", views.AgreementEdit.as_view(), name="agreement-edit"),
    path("perjanjian/<uuid:pk>/setujui/", views.AgreementApprove.as_view(), name="agreement-approve"),
    path("perjanjian/<uuid:pk>/akhiri/", views.AgreementEnd.as_view(), name="agreement-end"),
    path("perjanjian/<uuid:pk>/klien/baru/", views.ClientCreate.as_view(), name="client-create"),
    path("perjanjian/klien/<int:pk>/hentikan/", views.ClientStop.as_view(), name="client-stop"),
    path("api/", views.ApiDocs.as_view(), name="api-docs"),
]
