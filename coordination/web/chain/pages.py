"""What the pages of the chain share: lists with names, forms about one record, what an address names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from coordination.models import ActionItem, CoordinationLog
from coordination.web.action.rows import ActionRow
from coordination.web.chain.fields import WithdrawForm
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor, Reach
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import CHUNK, MOST_ROWS_IN_A_FILE, ListPage
from desmigratif.core.web.records import RecordAdd, RecordForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Institution, Region

FORM = "coordination/meeting/form.html"
INSTITUTIONS = {"participant_ids": "participants", "addressee_ids": "addressees"}


def short_name(region: Region) -> str:
    """Tunggangri, Kalidawir: a third of all village names repeat."""
    above = region.place.split(",")[0]
    return f"{region.name}, {above}" if above else region.name


def with_names(records: Iterable[Any]) -> list[Any]:
    """The same, each with `villages` (regions), `place` (their short names), and `participants` or `addressees` in
    words: two queries for all."""
    rows = list(records)
    codes, ids = set(), set()
    for row in rows:
        codes.update(_codes_of(row))
        ids.update(pk for name in INSTITUTIONS for pk in getattr(row, name, []))
    regions = {region.pk: region for region in Region.objects.filter(pk__in=codes)}
    names = dict(Institution.objects.filter(pk__in=ids).values_list("pk", "short_name"))
    for row in rows:
        row.villages = sorted((regions[code] for code in _codes_of(row) if code in regions), key=lambda it: it.name)
        row.place_words = "; ".join(short_name(region) for region in row.villages)
        for name, words in INSTITUTIONS.items():
            setattr(row, words, ", ".join(sorted(names.get(pk, "") for pk in getattr(row, name, []))))
    return rows


def _codes_of(row: Any) -> list[str]:
    if hasattr(row, "village_codes"):
        return list(row.village_codes)
    return [row.village_code] if getattr(row, "village_code", "") else []


def sees_all(actor: Actor) -> bool:
    """Whether "there is none" is a fact: for others it only means that nothing was shared with them."""
    return actor.reach is Reach.ALL


def row_named(model: Any, request: HttpRequest, name: str) -> Any:
    """The row that a parameter of the address names, if the actor may see it; None for whatever else stands there."""
    try:
        pk = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    return model.objects.all().visible_to(request.actor).filter(pk=pk, withdrawn_at=None).first()


def if_seen(model: Any, pk: Any, actor: Actor) -> Any:
    """The row that a record points to, if there is one and the actor may see it."""
    return model.objects.all().visible_to(actor).filter(pk=pk).first() if pk else None


def actions_that(actor: Actor, **answer: Any) -> list[ActionRow]:
    """The actions in the plan that the actor sees and that `answer` something, by their last day."""
    rows = ActionItem.objects.all().visible_to(actor).current().filter(**answer).with_names()
    return [ActionRow(action, today().year) for action in rows.order_by("ends_on", "number")]


class ChainList(ListPage):
    """A list of records that were not withdrawn. `dress` adds what a page or a piece of the file shows besides."""

    permission_required = Perm.ACTION_VIEW

    def get_queryset(self) -> Any:
        return super().get_queryset().current()

    def dress(self, rows: list[Any]) -> None:
        """Add to the rows what they show besides their own columns."""
        with_names(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self.dress(context["page"].rows)
        return {**context, "sees_all": sees_all(self.request.actor)}

    def in_order(self, rows: QuerySet) -> QuerySet:
        """The order of the file."""
        return rows.order_by("-seq")

    def _chunks(self, rows: QuerySet) -> Iterator[list[list[str]]]:
        found = list(self.in_order(rows)[:MOST_ROWS_IN_A_FILE])
        for start in range(0, max(len(found), 1), CHUNK):
            part = found[start : start + CHUNK]
            self.dress(part)
            yield [[str(column.text(row)) for column in self.columns] for row in part]


class ChainDetail(ScopedDetail):
    """One record, with its journal and what the actor may do."""

    permission_required = Perm.ACTION_VIEW
    comment_name: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Actor = self.request.actor
        may_comment = actor.may(Perm.ACTION_COMMENT)
        with_names([self.object])
        return super().get_context_data(
            lines=lines_of(CoordinationLog, self.object, actor),
            may_change=actor.may(Perm.ACTION_CHANGE) and not self.object.is_withdrawn,
            sees_all=sees_all(actor),
            comment_url=reverse(self.comment_name, args=[self.object.pk]) if may_comment else "",
            **kwargs,
        )


class ChainAdd(RecordAdd):
    """A form that makes a record."""

    permission_required = Perm.ACTION_CHANGE
    template_name = FORM

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}


class ChainForm(RecordForm):
    """A form about a record that was not withdrawn."""

    permission_required = Perm.ACTION_CHANGE
    template_name = FORM
    needs_actor: ClassVar[bool] = True  # whether the form offers what the actor may see

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(withdrawn_at=None)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "by": self.request.actor, "record": self.object} if self.needs_actor else kwargs


class ChainMove(ChainForm):
    """Takes a record a step on, or back; the page says where it stands."""

    needs_actor = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"lead": f"Sekarang: {self.object.get_status_display()}.", **kwargs})


class ChainWithdraw(ChainForm):
    """Takes a record out, with a reason."""

    form_class = WithdrawForm
    lead = "Catatan yang ditarik tidak tampil di daftar dan tidak dihitung. Tidak ada yang dihapus."
    submit_label = "Tarik catatan ini"
    success_message = "Catatan ditarik."
    needs_actor = False


class ChainComment(CommentOn):
    """A comment on a record, read by all who see it."""

    permission_required = Perm.ACTION_COMMENT
    journal = CoordinationLog


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    """Rows by a column."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
