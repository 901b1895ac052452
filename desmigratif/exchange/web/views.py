"""Pages of agreements and clients, and the public page for integrators."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.core.rest.queries import DEFAULT_LIMIT, MAX_LIMIT
from desmigratif.core.web.views import ObjectServiceForm, ScopedDetail, ScopedPage, ServiceForm
from desmigratif.exchange import services
from desmigratif.exchange.catalogue import CODE_LISTS, DATASETS, UNDER_AGREEMENT
from desmigratif.exchange.enums import AgreementStatus
from desmigratif.exchange.limiting import DAY, subject_of
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.exchange.web.forms import AgreementForm, ApproveForm, ClientForm, EndForm, StopForm
from desmigratif.limits.services import used_in_window

LISTED = 200


def _datasets(agreement: Agreement) -> list[dict[str, Any]]:
    """What an agreement opens, in words."""
    return [
        {"label": dataset.label, "path": dataset.path, "fields": dataset.fields_for(agreement.datasets[name])}
        for name, dataset in UNDER_AGREEMENT.items()
        if name in agreement.datasets
    ]


class AgreementList(ScopedPage):
    """All agreements, those that wait for approval first."""

    permission_required = Perm.AGREEMENT_VIEW
    template_name = "exchange/agreement/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(Agreement.objects.with_names().order_by("-seq")[:LISTED])
        rows.sort(key=lambda row: row.status != AgreementStatus.DRAF)
        return super().get_context_data(agreements=rows, **kwargs)


class AgreementMixin:
    """Agreements have no village: who may see one sees all."""

    model = Agreement

    def get_queryset(self) -> QuerySet:
        return Agreement.objects.with_names()


class AgreementDetail(AgreementMixin, ScopedDetail):
    """One agreement: terms, what it opens, clients."""

    permission_required = Perm.AGREEMENT_VIEW
    template_name = "exchange/agreement/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        clients = self.object.clients.annotate(last_token=Max("accesstoken__created")).order_by("-is_active", "-pk")
        is_own = self.object.drafted_by_id == self.request.actor.user_id
        used = used_in_window(subjects=[subject_of(client.pk) for client in clients], seconds=DAY)
        for client in clients:
            client.used_today = used.get(subject_of(client.pk), 0)
        (a_minute, _), (a_day, _) = settings.API_LIMITS
        return super().get_context_data(
            clients=clients,
            datasets=_datasets(self.object),
            active_clients=sum(client.is_in_force for client in clients),
            most_clients=services.MAX_CLIENTS,
            most_a_minute=a_minute,
            most_a_day=a_day,
            is_own_draft=is_own,
            **kwargs,
        )


class AgreementDraft(ServiceForm):
    """Write a new agreement."""

    permission_required = Perm.AGREEMENT_DRAFT
    form_class = AgreementForm
    template_name = "exchange/agreement/draft.html"
    success_message = "Draf tersimpan. Pimpinan perlu menyetujuinya."

    def perform(self, data: dict[str, Any]) -> Agreement:
        return services.draft_agreement(terms=data["terms"], record_id=data["record_id"], by=self.request.actor)


class AgreementEdit(AgreementMixin, ObjectServiceForm):
    """Correct a draft."""

    permission_required = Perm.AGREEMENT_DRAFT
    form_class = AgreementForm
    template_name = "exchange/agreement/draft.html"
    success_message = "Draf diperbarui."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "agreement": self.object}

    def perform(self, data: dict[str, Any]) -> Agreement:
        return services.change_draft(
            agreement=self.object, version=data["version"], terms=data["terms"], by=self.request.actor
        )


class AgreementApprove(FreshSecondFactor, AgreementMixin, ObjectServiceForm):
    """The second person's decision, with everything that will be opened on the page."""

    permission_required = Perm.AGREEMENT_APPROVE
    form_class = ApproveForm
    template_name = "exchange/agreement/approve.html"
    success_message = "Perjanjian disetujui."

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(datasets=_datasets(self.object), **kwargs)

    def perform(self, data: dict[str, Any]) -> Agreement:
        return services.approve_agreement(agreement=self.object, version=data["version"], by=self.request.actor)


class AgreementEnd(AgreementMixin, ObjectServiceForm):
    """End an agreement before its day."""

    permission_required = Perm.AGREEMENT_DRAFT
    form_class = EndForm
    template_name = "exchange/agreement/end.html"
    success_message = "Perjanjian diakhiri. Semua kliennya tidak bisa masuk lagi."

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, data: dict[str, Any]) -> Agreement:
        return services.end_agreement(
            agreement=self.object, version=data["version"], reason=data["reason"], by=self.request.actor
        )


class ClientCreate(FreshSecondFactor, AgreementMixin, ObjectServiceForm):
    """Make a client. The answer to the form is the only page that ever shows its secret."""

    permission_required = Perm.AGREEMENT_DRAFT
    form_class = ClientForm
    template_name = "exchange/client/create.html"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.made: tuple[ApiClient, str] | None = None
        response = super().post(request, *args, **kwargs)
        if self.made is None:
            return response
        client, secret = self.made
        self.template_name = "exchange/client/secret.html"
        return self.render_to_response(
            self.get_context_data(
                client=client, secret=secret, token_url=request.build_absolute_uri(reverse("oauth2-token"))
            )
        )

    def perform(self, data: dict[str, Any]) -> Agreement:
        self.made = services.create_client(agreement=self.object, name=data["name"], by=self.request.actor)
        return self.object


class ClientStop(ObjectServiceForm):
    """Stop a client for good."""

    permission_required = Perm.AGREEMENT_DRAFT
    model = ApiClient
    form_class = StopForm
    template_name = "exchange/client/stop.html"
    success_message = "Klien dihentikan. Tokennya ditolak mulai sekarang."

    def get_queryset(self) -> QuerySet:
        return ApiClient.objects.select_related("agreement__institution")

    def perform(self, data: dict[str, Any]) -> Agreement:
        return services.deactivate_client(client=self.object, by=self.request.actor).agreement


@method_decorator(login_not_required, name="dispatch")
class ApiDocs(TemplateView):
    """For integrators, who have no account: how to get an agreement, a token and the data. Holds no data itself."""

    template_name = "exchange/docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            datasets=DATASETS.values(),
            code_lists=sorted(CODE_LISTS),
            base=self.request.build_absolute_uri("/").rstrip("/"),
            default_limit=DEFAULT_LIMIT,
            max_limit=MAX_LIMIT,
            **kwargs,
        )
