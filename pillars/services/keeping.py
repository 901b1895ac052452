"""What the records of groups, businesses, aid and cooperatives share: making, changing, withdrawing, telling."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.enums import CodeList
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.journal import Change, JournalKind, changes_since, in_words, label_of, write_entry
from desmigratif.core.models import RegionalModel
from desmigratif.core.scope import Actor, narrowed
from pillars.models import PillarLog, PillarRecord
from villages.models import Village
from workers.services.cleaning import clean_code, clean_line, clean_reason
from workers.services.problems import Problems

Record = TypeVar("Record", bound=PillarRecord)
Row = TypeVar("Row", bound=RegionalModel)
Cleaner = Callable[[Any], Any]

NO_PAGE = "Desa ini belum punya halaman. Minta kabupaten membuatkannya dulu."
TAKEN = "Data ini baru saja disimpan dari tempat lain. Muat ulang halaman, lalu periksa."
WITHDRAWN = "Catatan ini sudah ditarik dan tidak bisa diubah lagi."
MOST_PEOPLE = 100_000
MOST_RUPIAH = 10**15  # a quarter of the state budget: a slip of the finger is caught


def village_at(village_code: str, *, by: Actor) -> Village:
    """The village, in the actor's scope. Raises DomainError (field `village_code`): it may have no page yet."""
    found = Village.objects.visible_to(by).filter(village_code=village_code).first()
    if found is None:
        raise DomainError(NO_PAGE, field="village_code")
    return found


def made_before(model: type[Row], record_id: UUID | None, *, by: Actor) -> Row | None:
    """The record that the same form of the same user already made (a double tap, a resend), else None."""
    if record_id is None:
        return None
    accept_client_id(record_id)
    rows = model._default_manager.all().visible_to(by)
    return cast("Row | None", rows.filter(pk=record_id, created_by_id=by.user_id).first())


def insert(record: Row, *, by: Actor) -> Row:
    """Validate and insert. Raises DomainError also when somebody just made the same record, or its id is taken."""
    try:
        with transaction.atomic():
            return record.save_new(by=by)
    except IntegrityError as error:
        raise DomainError(TAKEN) from error


@contextmanager
def locked(record: Record, *, version: int | None, by: Actor) -> Iterator[tuple[Record, Actor]]:
    """The record locked for a change, and the actor to write as; the steward writes inside its village.

    Raises Http404, StaleVersion, DomainError when it was withdrawn.
    """
    with narrowed(by, record.village_code) as actor:
        found = type(record)._default_manager.all().visible_to(actor).lock(pk=record.pk, version=version)
        if found.is_withdrawn:
            raise DomainError(WITHDRAWN)
        yield found, actor


def clean(values: Mapping[str, Any], cleaners: Mapping[str, Cleaner]) -> dict[str, Any]:
    """The values made fit to keep. Raises ValidationError with every error at once, TypeError for an unknown name."""
    unknown = values.keys() - cleaners.keys()
    if unknown:
        raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
    problems, found = Problems(), {}
    for name, value in values.items():
        with problems.gather():
            found[name] = cleaners[name](value)
    problems.raise_any()
    return found


def save_change(
    record: Record,
    values: Mapping[str, Any],
    *,
    by: Actor,
    kind: JournalKind = JournalKind.UBAH,
    comment: str = "",
    untold: Iterable[str] = (),
    also: Iterable[Change] = (),
) -> Record:
    """Set what differs, save and write the journal; nothing happens when nothing differs.

    Of the fields in `untold` the journal says only that they changed: everybody who sees the record reads it. `also`
    are changes of rows beside the record.
    """
    before = in_words(record, values)
    for name, value in values.items():
        setattr(record, name, value)
    changes = [*changes_since(before, record), *also]
    if not changes:
        return record
    hidden = set(untold)
    told = [{**row, "old": "", "new": "Diganti"} if row["field"] in hidden else row for row in changes]
    try:
        with transaction.atomic():
            record.save_changed(by=by)
    except IntegrityError as error:
        raise DomainError(TAKEN) from error
    write_entry(PillarLog, record, kind=kind, by=by, comment=comment, changes=told)
    return record


def change_told(record: PillarRecord, name: str, *, label: str = "") -> Change:
    """A change of which the journal only says that it happened."""
    return {"field": name, "label": label or label_of(type(record), name), "old": "", "new": "Diganti"}


def withdraw(record: Record, *, reason: str, by: Actor) -> Record:
    """Take a locked record out of lists and counts. Raises DomainError (field `reason`) without a reason."""
    words = clean_reason(reason, field="reason", required=True, message="Tulis alasan menarik catatan ini.")
    record.withdrawn_at = timezone.now()
    record.save_changed(by=by)
    write_entry(PillarLog, record, kind=JournalKind.TARIK, by=by, comment=words)
    return record


# ---- Cleaners ----------------------------------------------------------------------------------------------------


def line(field: str, label: str, length: int, *, required: bool = False, message: str = "") -> Cleaner:
    """One line of text."""

    def read(value: Any) -> str:
        text = clean_line(value, field=field, label=label, length=length)
        if required and not text:
            raise DomainError(message or f"Isi dulu: {label}.", field=field)
        return text

    return read


def code(field: str, label: str, codes: type[CodeList], *, required: bool = True) -> Cleaner:
    """A code of a coded list."""
    return lambda value: clean_code(value, codes, field=field, label=label, required=required)


def day(field: str, label: str, *, required: bool = False) -> Cleaner:
    """A whole date, not after today."""

    def read(value: Any) -> Any:
        if value is None and required:
            raise DomainError(f"Isi dulu: {label}.", field=field)
        if value is not None and value > today():
            raise DomainError(f"{label} harus hari ini atau sebelumnya.", field=field)
        return value

    return read


def whole(field: str, label: str, *, most: int = MOST_PEOPLE, required: bool = False) -> Cleaner:
    """A whole number from nought."""

    def read(value: Any) -> int | None:
        if value is None:
            if required:
                raise DomainError(f"Isi dulu: {label}. Kalau tidak ada, tulis 0.", field=field)
            return None
        if value < 0:
            raise DomainError(f"{label} tidak boleh kurang dari 0.", field=field)
        if value > most:
            raise DomainError(f"{label} terlalu besar. Periksa lagi angkanya.", field=field)
        return int(value)

    return read
