"""Published figures: taken up with their source, put right, taken out. Each change says why."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, in_words, label_of, write_entry
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Region
from desmigratif.reporting.models import Figure, FigureLog

WITHDRAWN = "Angka ini sudah ditarik, jadi tidak bisa diubah."
TAKEN = "Data ini baru saja disimpan dari tempat lain. Muat ulang halaman, lalu periksa."


class Published(TypedDict, total=False):
    """What was published and where; a key that is absent stays as it is."""

    subject: str
    label: str
    value: Decimal
    decimals: int
    unit: str
    definition: str
    region: Region | None
    period_label: str
    period_start: date
    period_end: date
    source: str
    publisher: str
    url: str
    published_on: PartialDate | None
    accessed_on: date
    note: str


WRITTEN = tuple(Published.__annotations__)


@transaction.atomic
def publish_figure(*, by: Actor, record_id: UUID | None = None, **published: Unpack[Published]) -> Figure:
    """Take a number up with its source. A second post of the same form returns the figure already made.

    Raises DomainError for dates that cannot be and decimals that are not shown, ValidationError {field: errors}.
    """
    if record_id is not None:
        made = Figure.objects.filter(pk=record_id, created_by_id=by.user_id).first()
        if made is not None:
            return made
    figure = Figure(**({"id": record_id} if record_id else {}), **published)
    _check(figure)
    try:
        with transaction.atomic():
            figure.save_new(by=by)
    except IntegrityError as error:
        raise DomainError(TAKEN) from error
    write_entry(FigureLog, figure, kind=JournalKind.BUAT, by=by)
    return figure


@transaction.atomic
def correct_figure(
    *,
    figure: Figure,
    version: int,
    reason: str,
    by: Actor,
    kind: JournalKind = JournalKind.UBAH,
    **published: Unpack[Published],
) -> Figure:
    """Put a figure right; the journal keeps what stood there before and why it was changed.

    Raises Http404, StaleVersion, and DomainError when it was withdrawn, nothing was changed or no reason is given.
    """
    row = _locked(figure, version=version)
    words = _reason(reason)
    before = _words_of(row)
    for name, value in published.items():
        setattr(row, name, value)
    changes = _changes(before, row)
    if not changes:
        raise DomainError("Belum ada isian yang diubah.")
    _check(row)
    row.save_changed(by=by)
    write_entry(FigureLog, row, kind=kind, by=by, comment=words, changes=changes)
    return row


@transaction.atomic
def withdraw_figure(*, figure: Figure, version: int, reason: str, by: Actor) -> Figure:
    """Take a figure out of the lists; its page stays and says so. Raises DomainError without a reason."""
    row = _locked(figure, version=version)
    words = _reason(reason)
    row.withdrawn_at = timezone.now()
    row.save_changed(by=by)
    write_entry(FigureLog, row, kind=JournalKind.TARIK, by=by, comment=words)
    return row


def _locked(figure: Figure, *, version: int) -> Figure:
    row = Figure.objects.lock(pk=figure.pk, version=version)
    assert isinstance(row, Figure)
    if row.is_withdrawn:
        raise DomainError(WITHDRAWN)
    return row


def _words_of(figure: Figure) -> dict[str, str]:
    """The fields as a reader sees them; the number as it is printed, with its decimals."""
    names = [name for name in WRITTEN if name not in {"value", "decimals"}]
    return {"value": figure.value_words} | in_words(figure, names)


def _changes(before: dict[str, str], figure: Figure) -> list[Change]:
    now = _words_of(figure)
    return [
        {"field": name, "label": label_of(Figure, name), "old": old, "new": now[name]}
        for name, old in before.items()
        if old != now[name]
    ]


def _reason(text: str) -> str:
    if not text.strip():
        raise DomainError("Tulis alasannya.", field="reason")
    return text.strip()


def _check(figure: Figure) -> None:
    """What can't be said of one column alone."""
    if figure.value is not None and figure.value != round(Decimal(figure.value), figure.decimals):
        words = f"Angkanya punya lebih dari {figure.decimals} angka di belakang koma."
        raise DomainError(words, field="decimals")
    if figure.period_start and figure.period_end and figure.period_end < figure.period_start:
        raise DomainError("Akhir periode harus sama dengan atau sesudah awalnya.", field="period_end")
    if figure.accessed_on and figure.accessed_on > today():
        raise DomainError("Tanggal dibaca: isi hari ini atau sebelumnya.", field="accessed_on")
    if figure.published_on and figure.accessed_on and figure.published_on > PartialDate.of(figure.accessed_on):
        raise DomainError("Tanggal terbit tidak mungkin sesudah tanggal dibaca.", field="published_on")
