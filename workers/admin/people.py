"""People in the admin: the data steward corrects them by the services, with a reason that stands in their history.

The NIK is shown masked; to change it, it is typed anew. Nothing about people goes into the admin's own log, which has
no row security: their history is `PersonLog`.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import LONGEST_SEARCH, ReadOnlyAdmin, ScopedAdmin
from desmigratif.core.admin_forms import CorrectionForm
from desmigratif.core.journal import author_of
from desmigratif.reference.admin import VillagePlaceMixin
from desmigratif.reference.models import Country
from workers import services
from workers.models import MigrationEpisode, NikReview, Person, PersonLog

WRITTEN = ("created_at", "created_by", "updated_at", "updated_by")
SEARCH_HELP = "Kata dari nama, atau kode wilayah. Jangan menulis NIK di sini."
NEWEST_SHOWN = 20
BREAK = mark_safe("<br>")


def _change_page(record: Model) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _links(records: Iterable[Model]) -> SafeString:
    return format_html_join(BREAK, '<a href="{}">{}</a>', ((_change_page(row), row) for row in records))


class PeopleAdmin(VillagePlaceMixin, ScopedAdmin):
    """Rows about people: nothing is written into the admin's log.

    They are listed by id, newest first: over the whole country only the primary key has an index. It is roughly the
    order of registration, which is enough for a list that is searched.
    """

    view_right = change_right = Perm.PERSON_CORRECT
    search_help_text = SEARCH_HELP
    ordering = ["-pk"]

    def log(self, request: HttpRequest, obj: Any, message: str, *, flag: int = 0) -> LogEntry | None:
        return None

    def person_id(self, record: Any) -> Any:
        """Whose history tells of the record."""
        return record.person_id

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What changed, field by field, and the way to what was done and said: the person's own log."""
        record = self.get_object(request, unquote(object_id))  # 403 without the right
        if record is None:
            raise Http404
        query = {"person__id__exact": self.person_id(record)}
        found = {"journal_url": reverse("admin:workers_personlog_changelist", query=query)}
        return super().history_view(request, object_id, {**(extra_context or {}), **found})


class PersonForm(CorrectionForm):
    """A person. The NIK that is stored never comes into the form."""

    nik = forms.CharField(
        label="NIK baru",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "numeric", "spellcheck": "false"}),
        help_text="Isi hanya kalau NIK yang tercatat salah atau belum ada.",
    )

    class Meta:
        help_texts = {"no_nik_reason": "Memilih alasan menghapus NIK yang tercatat."}


@admin.register(Person)
class PersonAdmin(PeopleAdmin):
    """People."""

    form = PersonForm
    context = ("village_shown", "nik_masked", "record_status", "record_comment", "withdrawn_at")
    correctable = (
        "full_name",
        "nickname",
        "nik",
        "no_nik_reason",
        "sex",
        "birth_date",
        "phone",
        "hamlet",
        "rt",
        "rw",
        "status",
        "status_on",
        "business_interest",
        "has_minor_children",
        "needs_help",
    )
    readonly_fields = (
        "nik_masked",
        "village_shown",
        "village_code",
        "record_status",
        "record_comment",
        "last_country",
        "last_return_year",
        "source",
        "withdrawn_at",
        "episodes_shown",
        "history_shown",
        *WRITTEN,
    )
    list_display = ["full_name", "village_shown", "sex", "status", "record_status", "nik_masked", "updated_at"]
    list_filter = ["status", "record_status", "sex"]
    search_fields = ["search_name"]

    def person_id(self, record: Person) -> Any:
        return record.pk

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """As in the officers' list: every word in the name, by its trigram index."""
        others = [word for word in search_term[:LONGEST_SEARCH].split() if not word[0].isdigit()]
        codes = [word for word in search_term[:LONGEST_SEARCH].split() if word[0].isdigit()]
        rows, duplicates = super().get_search_results(request, queryset, " ".join(codes))
        return rows.search(" ".join(others)), duplicates

    def correct(
        self, *, request: HttpRequest, record: Person, version: int, reason: str, changes: dict[str, Any]
    ) -> Person:
        if changes.get("no_nik_reason"):
            changes.setdefault("nik", "")  # a reason for having none takes the NIK off
        return services.correct_person(
            person=record, version=version, reason=reason, changes=changes, by=request.actor
        )

    @admin.display(description="riwayat migrasi")
    def episodes_shown(self, person: Person) -> SafeString:
        """Links to the stays abroad."""
        return _links(person.episodes.select_related("country").newest_first())

    @admin.display(description="riwayat data")
    def history_shown(self, person: Person) -> SafeString:
        """The newest rows of the history: when, what, by whom."""
        rows = person.logs.select_related("by").order_by("-seq")[:NEWEST_SHOWN]
        lines = ((_change_page(row), date_format(localtime(row.at), "j-n-Y H.i"), row, author_of(row)) for row in rows)
        return format_html_join(BREAK, '<a href="{}">{} WIB: {}</a>, oleh {}', lines)


@admin.register(MigrationEpisode)
class MigrationEpisodeAdmin(PeopleAdmin):
    """Stays abroad."""

    context = ("person", "village_shown", "cancelled_at")
    correctable = (
        "country",
        "city",
        "job_title",
        "scheme",
        "route",
        "departed_on",
        "returned_on",
        "return_reason",
    )
    readonly_fields = ("person", "village_shown", "village_code", "cancelled_at", *WRITTEN)
    list_display = ["person", "country", "departed_on", "returned_on", "return_reason", "village_shown"]
    list_filter = ["route", "scheme", "job_title", "return_reason"]
    list_select_related = ["person", "country"]
    linked_by = ("person",)
    search_fields = ["person__search_name__contains"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person", "country")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.upper())

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "country":
            kwargs["queryset"] = Country.objects.order_by("destination_order", "name")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def correct(
        self, *, request: HttpRequest, record: MigrationEpisode, version: int, reason: str, changes: dict[str, Any]
    ) -> MigrationEpisode:
        return services.correct_episode(
            episode=record, version=version, reason=reason, changes=changes, by=request.actor
        )


@admin.register(PersonLog)
class PersonLogAdmin(VillagePlaceMixin, ReadOnlyAdmin):
    """What happened to people's records; nobody changes it."""

    view_right = Perm.PERSON_CORRECT
    fields = ["person", "village_shown", "at", "kind", "by", "by_role", "by_deputy_of", "comment", "changes_listed"]
    list_display = ["at", "person", "kind", "by", "comment"]
    list_filter = ["kind"]
    list_select_related = ["person", "by"]
    linked_by = ("person",)
    search_fields = ["person__search_name__contains"]
    search_help_text = SEARCH_HELP
    ordering = ["-pk"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.upper())

    @admin.display(description="perubahan")
    def changes_listed(self, row: PersonLog) -> SafeString:
        """Old and new values, in words."""
        lines = ((change["label"], change["old"] or "(kosong)", change["new"] or "(kosong)") for change in row.changes)
        return format_html_join(BREAK, "{}: {} → {}", lines)


@admin.register(NikReview)
class NikReviewAdmin(ScopedAdmin):
    """NIKs found in two villages. The steward decides where the two records lie in different kabupaten."""

    view_right = change_right = Perm.PERSON_CORRECT
    context = ("person", "other_person", "kab_code")
    correctable = ("status",)
    readonly_fields = ("person", "other_person", "kab_code", "comment", *WRITTEN)
    list_display = ["person", "other_person", "kab_code", "status", "created_at"]
    list_filter = ["status"]
    list_select_related = ["person"]
    ordering = ["-pk"]

    @admin.display(description="catatan lain")
    def other_person(self, review: NikReview) -> SafeString | str:
        """A link to the other record."""
        other = Person.objects.filter(pk=review.other_person_id).first()
        return format_html('<a href="{}">{}</a>', _change_page(other), other) if other else ""

    def log(self, request: HttpRequest, obj: Any, message: str, *, flag: int = 0) -> LogEntry | None:
        """The row itself holds what was decided, by whom and why."""
        return None

    def correct(
        self, *, request: HttpRequest, record: NikReview, version: int, reason: str, changes: dict[str, Any]
    ) -> NikReview:
        return services.decide_nik_review(
            review=record, version=version, decision=changes["status"], comment=reason, by=request.actor
        )
