"""Change a person, change or add a stay abroad, withdraw a record."""

from typing import Any

from django.http import HttpResponse

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.web.views import ObjectServiceForm
from workers import services
from workers.enums import RecordStatus
from workers.models import MigrationEpisode, Person
from workers.web.forms.correct import EpisodeAddForm, EpisodeForm, PersonForm, episode_values, person_values
from workers.web.forms.decide import EpisodeCancelForm, ResubmitForm, VersionForm, WithdrawForm
from workers.web.timeline import moment
from workers.web.views.profile import sees_the_route

REOPENED = "Perubahan tersimpan. Data terkirim ke kabupaten untuk diperiksa lagi."
SAVED = "Perubahan tersimpan."


class PersonEdit(ObjectServiceForm):
    """Change a person's data."""

    permission_required = Perm.PERSON_CHANGE
    model = Person
    form_class = PersonForm
    template_name = "workers/person/edit.html"
    existing: Person | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        wanted = services.needs_reason(person=self.object, by=self.request.actor)
        return {**super().get_form_kwargs(), "person": self.object, "by": self.request.actor, "needs_reason": wanted}

    def perform(self, data: dict[str, Any]) -> Person:
        before = self.object.record_status
        try:
            person = services.correct_person(
                person=self.object,
                version=data["version"],
                reason=data["reason"],
                changes=self.bound_form.changes,
                by=self.request.actor,
            )
        except DomainError as error:
            self.existing = getattr(error, "existing", None)
            raise
        self.success_message = SAVED if person.record_status == before else REOPENED
        return person

    def get_form(self, form_class: Any = None) -> PersonForm:
        self.bound_form = super().get_form(form_class)
        return self.bound_form

    def refused(self, form: PersonForm, **context: Any) -> HttpResponse:
        """After a conflict the page is about the record as it is now, with everything typed."""
        if "conflict" in context:
            current = context["conflict"]
            form.rebase(values=person_values(current), version=current.version)
            context["conflict_at"] = moment(current.updated_at)
        return super().refused(form, existing=self.existing, **context)


class EpisodeEdit(ObjectServiceForm):
    """Change one stay abroad."""

    permission_required = Perm.PERSON_CHANGE
    model = MigrationEpisode
    form_class = EpisodeForm
    template_name = "workers/episode/edit.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("person", "country")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "episode": self.object,
            "sees_route": sees_the_route(self.request.actor),
            "needs_reason": services.needs_reason(person=self.object.person, by=self.request.actor),
        }

    def get_form(self, form_class: Any = None) -> EpisodeForm:
        self.bound_form = super().get_form(form_class)
        return self.bound_form

    def perform(self, data: dict[str, Any]) -> MigrationEpisode:
        before = self.object.person.record_status
        episode = services.correct_episode(
            episode=self.object,
            version=data["version"],
            reason=data["reason"],
            changes=self.bound_form.changes,
            by=self.request.actor,
        )
        self.success_message = REOPENED if before == RecordStatus.VERIF else SAVED
        return episode

    def refused(self, form: EpisodeForm, **context: Any) -> HttpResponse:
        if "conflict" in context:
            current = context["conflict"]
            form.rebase(values=episode_values(current), version=current.version)
            context["conflict_at"] = moment(current.updated_at)
        return super().refused(form, **context)


class EpisodeAdd(ObjectServiceForm):
    """Record another stay abroad of a person."""

    permission_required = Perm.PERSON_CHANGE
    model = Person
    form_class = EpisodeAddForm
    template_name = "workers/episode/add.html"
    success_message = "Riwayat bekerja di luar negeri ditambahkan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "sees_route": sees_the_route(self.request.actor),
            "needs_reason": services.needs_reason(person=self.object, by=self.request.actor),
        }

    def perform(self, data: dict[str, Any]) -> Any:
        return services.add_episode(person=self.object, by=self.request.actor, **data)

    def get_success_url(self, _done: Any = None) -> str:
        return self.object.get_absolute_url()


class VersionedDecision(ObjectServiceForm):
    """A decision about a record as it was shown; after a conflict it is shown again, with everything typed."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.object.version}

    def refused(self, form: VersionForm, **context: Any) -> HttpResponse:
        if "conflict" in context:
            form.show_again(context["conflict"].version)
        return super().refused(form, **context)


class EpisodeCancel(VersionedDecision):
    """Take back a stay abroad that was recorded by mistake."""

    permission_required = Perm.PERSON_CHANGE
    model = MigrationEpisode
    form_class = EpisodeCancelForm
    template_name = "workers/episode/cancel.html"
    success_message = "Riwayat bekerja dibatalkan."

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("person", "country")

    def perform(self, data: dict[str, Any]) -> MigrationEpisode:
        return services.cancel_episode(episode=self.object, by=self.request.actor, **data)


class PersonResubmit(VersionedDecision):
    """Send a returned record to the district again without a change: the officer checked, and it is right."""

    permission_required = Perm.PERSON_CHANGE
    model = Person
    form_class = ResubmitForm
    template_name = "workers/person/resubmit.html"
    success_message = "Data terkirim lagi ke kabupaten untuk diperiksa."

    def perform(self, data: dict[str, Any]) -> Person:
        return services.resubmit_person(person=self.object, by=self.request.actor, **data)


class PersonWithdraw(VersionedDecision):
    """Take a wrong record out of lists and counts, with a reason."""

    permission_required = Perm.PERSON_WITHDRAW
    model = Person
    form_class = WithdrawForm
    template_name = "workers/person/withdraw.html"
    success_message = "Catatan ditarik. Riwayatnya tetap tersimpan."

    def perform(self, data: dict[str, Any]) -> Person:
        return services.withdraw_person(person=self.object, by=self.request.actor, **data)
