"""What every record of the chain shares: that it is locked, described in words, and withdrawn with a reason."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar, cast

from django.utils import timezone

from coordination.models import CoordinationLog
from coordination.models.places import CoordinationRecord
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, in_words, label_of, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution, Region

Record = TypeVar("Record", bound=CoordinationRecord)


def locked(record: Record, *, by: Actor, version: int | None = None) -> Record:
    """The record, locked for a change. Raises Http404, StaleVersion, and DomainError when it was withdrawn."""
    found = type(record)._default_manager.all().visible_to(by).lock(pk=record.pk, version=version)
    if found.is_withdrawn:
        name = str(record._meta.verbose_name)
        raise DomainError(f"{name[:1].upper()}{name[1:]} ini sudah ditarik, jadi tidak bisa diubah.")
    return cast("Record", found)


def known(model: type[Record], given: Record | None, *, by: Actor, field: str) -> Record | None:
    """A record that another one names, read again in the actor's scope: foreign keys ignore row security.

    Raises DomainError when the actor doesn't see it or it was withdrawn.
    """
    if given is None:
        return None
    found = model._default_manager.all().visible_to(by).filter(pk=given.pk, withdrawn_at=None).first()
    if found is None:
        raise DomainError(f"Pilih {model._meta.verbose_name} dari daftar.", field=field)
    return cast("Record", found)


def known_villages(codes: Iterable[str], *, besides: Collection[str] = (), field: str = "village_codes") -> list[str]:
    """Codes in order, once each. `besides` may stay although their region has ended. Raises DomainError."""
    wanted = set(codes)
    found = set(Region.objects.villages().filter(pk__in=wanted).values_list("pk", flat=True)) | set(besides)
    if not wanted <= found:
        raise DomainError("Pilih desa dari daftar.", field=field)
    return sorted(wanted)


def ids_of(institutions: Iterable[Institution]) -> list[Any]:
    """Ids in order, once each."""
    return sorted({institution.pk for institution in institutions})


def reason_of(text: str, *, field: str = "reason", words: str = "Tulis alasannya.") -> str:
    """The text without spaces around it. Raises DomainError when nothing is left."""
    if not text.strip():
        raise DomainError(words, field=field)
    return text.strip()


def _institutions(ids: Any) -> str:
    rows = Institution.objects.filter(pk__in=ids).order_by("short_name")
    return ", ".join(rows.values_list("short_name", flat=True))


def _villages(codes: Any) -> str:
    wanted = [codes] if isinstance(codes, str) else list(codes)
    return ", ".join(Region.objects.filter(pk__in=wanted).order_by("name", "pk").values_list("name", flat=True))


IN_WORDS: dict[str, Callable[[Any], str]] = {
    "participant_ids": _institutions,
    "addressee_ids": _institutions,
    "village_codes": _villages,
    "village_code": _villages,
}


def words_of(record: CoordinationRecord, names: Iterable[str]) -> dict[str, str]:
    """The fields as a reader sees them, villages and institutions by name."""
    names = list(names)
    found = in_words(record, [name for name in names if name not in IN_WORDS])
    return found | {name: IN_WORDS[name](getattr(record, name)) for name in names if name in IN_WORDS}


def changed_words(before: dict[str, str], record: CoordinationRecord) -> list[Change]:
    """What differs from `before`, made by `words_of`."""
    now = words_of(record, before)
    return [
        {"field": name, "label": label_of(type(record), name), "old": old, "new": now[name]}
        for name, old in before.items()
        if old != now[name]
    ]


def save_change(
    record: Record, before: dict[str, str], *, by: Actor, kind: JournalKind, comment: str, more: Iterable[Change] = ()
) -> Record:
    """Save what was changed and write the journal. Raises DomainError when nothing was."""
    changes = [*changed_words(before, record), *more]
    if not changes:
        raise DomainError("Belum ada isian yang diubah.")
    record.save_changed(by=by)
    write_entry(CoordinationLog, record, kind=kind, by=by, comment=comment, changes=changes)
    return record


def take_out(record: Record, *, reason: str, by: Actor) -> Record:
    """Withdraw a locked record; the journal keeps the reason. Raises DomainError without one."""
    words = reason_of(reason)
    record.withdrawn_at = timezone.now()
    record.save_changed(by=by)
    write_entry(CoordinationLog, record, kind=JournalKind.TARIK, by=by, comment=words)
    return record
