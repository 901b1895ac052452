"""Recommendations: what a meeting or a visit asks of institutions, and which findings that answers."""

from collections.abc import Collection
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import connection, transaction

from coordination.models import CoordinationLog, FieldVisit, Finding, Meeting, Recommendation, RecommendationFinding
from coordination.services.audience import tell_of_recommendation
from coordination.services.making import insert, made_before
from coordination.services.records import ids_of, known, locked, save_change, take_out, words_of
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution

NUMBERING = 771_206  # key of the lock under which numbers are given
DIGITS = 3


class Request(TypedDict, total=False):
    """What is asked; a key that is absent stays as it is."""

    text: str
    pillar: str
    priority: str


DETAILS = tuple(Request.__annotations__)


@transaction.atomic
def create_recommendation(
    *,
    by: Actor,
    meeting: Meeting | None = None,
    visit: FieldVisit | None = None,
    findings: Collection[Finding] = (),
    addressees: Collection[Institution] = (),
    number: str = "",
    is_example: bool = False,
    record_id: UUID | None = None,
    **details: Unpack[Request],
) -> Recommendation:
    """Put down what a meeting or a visit asks. Addressees see it, and all that stands above it.

    Raises DomainError without an origin the actor may see, and for a finding that isn't known.
    """
    made = made_before(Recommendation, record_id, by=by)
    if made is not None:
        return made
    meeting = known(Meeting, meeting, by=by, field="origin")
    visit = known(FieldVisit, visit, by=by, field="origin")
    origin = meeting or visit
    if origin is None:
        raise DomainError("Pilih rapat atau tinjauan asal rekomendasi ini.", field="origin")
    recommendation = Recommendation(
        **({"id": record_id} if record_id else {}),
        meeting=meeting,
        visit=visit,
        number=" ".join(number.split()) or _number(origin.starts_on.year, by),
        addressee_ids=ids_of(addressees),
        is_example=is_example,
        **details,
    )
    insert(recommendation, by=by)
    _link(recommendation, findings, by=by)
    write_entry(CoordinationLog, recommendation, kind=JournalKind.BUAT, by=by)
    tell_of_recommendation(recommendation)
    return recommendation


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    version: int,
    by: Actor,
    findings: Collection[Finding] | None = None,
    addressees: Collection[Institution] | None = None,
    number: str = "",
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Unpack[Request],
) -> Recommendation:
    """Change what is asked, of whom, and which findings it answers. An empty number stays as it is.

    Raises DomainError when nothing was changed, StaleVersion when someone saved it since `version` was read.
    """
    row = locked(recommendation, by=by, version=version)
    before = words_of(row, [*DETAILS, "number", "addressee_ids"])
    for name, value in details.items():
        setattr(row, name, value)
    row.number = " ".join(number.split()) or row.number
    if addressees is not None:
        row.addressee_ids = ids_of(addressees)
    more = _relink(row, findings, by=by) if findings is not None else []
    save_change(row, before, by=by, kind=kind_of_change, comment=comment, more=more)
    tell_of_recommendation(row)
    return row


@transaction.atomic
def withdraw_recommendation(*, recommendation: Recommendation, reason: str, version: int, by: Actor) -> Recommendation:
    """Take out one that was entered by mistake. Raises DomainError while actions answer it."""
    row = locked(recommendation, by=by, version=version)
    if row.actions.filter(withdrawn_at=None).exists():
        raise DomainError("Rekomendasi ini sudah menjadi rencana aksi. Tarik dulu rencana aksinya.")
    return take_out(row, reason=reason, by=by)


def _number(year: int, by: Actor) -> str:
    """The next number of the year, given under a lock."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [NUMBERING])
    start = f"RK-{year}-"
    taken = Recommendation.objects.all().visible_to(by).filter(number__regex=rf"^{start}[0-9]{{1,9}}$")
    last = max((int(number.removeprefix(start)) for number in taken.values_list("number", flat=True)), default=0)
    return f"{start}{last + 1:0{DIGITS}d}"


def _link(recommendation: Recommendation, findings: Collection[Finding], *, by: Actor) -> None:
    for finding in sorted(findings, key=lambda row: row.pk):
        found = known(Finding, finding, by=by, field="findings")
        shared = recommendation.shared_with
        insert(RecommendationFinding(recommendation=recommendation, finding=found, shared_with=shared), by=by)


def _relink(recommendation: Recommendation, findings: Collection[Finding], *, by: Actor) -> list[Change]:
    """Make the links those of `findings`. A link is no record of its own: one that is wrong is deleted."""
    stored = {link.finding_id: link for link in recommendation.answers.select_related("finding")}
    wanted = {finding.pk: finding for finding in findings}
    gone, new = stored.keys() - wanted.keys(), wanted.keys() - stored.keys()
    if not gone and not new:
        return []
    RecommendationFinding.objects.filter(pk__in=[stored[pk].pk for pk in gone]).delete()
    _link(recommendation, [wanted[pk] for pk in new], by=by)
    words = [
        "; ".join(str(row) for row in rows)
        for rows in ([link.finding for link in stored.values()], list(wanted.values()))
    ]
    return [{"field": "findings", "label": "Temuan yang dijawab", "old": words[0], "new": words[1]}]
