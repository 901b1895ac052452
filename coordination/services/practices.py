"""Good practices: told, looked over, published, and taken over by other villages."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from coordination.enums import PRACTICE_MOVES, AdoptionStatus, PracticeStatus
from coordination.models import CoordinationLog, Finding, GoodPractice, PracticeAdoption
from coordination.services.making import insert, made_before
from coordination.services.records import known, known_villages, locked, reason_of, save_change, take_out, words_of
from coordination.services.sharing import share
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, changes_since, in_words, label_of, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Region

TOLD_BEFORE_PUBLISHING = ("result", "preconditions")
OVER = {AdoptionStatus.BERHASIL, AdoptionStatus.GAGAL}


class Story(TypedDict, total=False):
    """What a practice is; a key that is absent stays as it is."""

    title: str
    village_code: str
    pillar: str
    finding: Finding | None
    problem: str
    solution: str
    result: str
    preconditions: str
    cost: int | None
    actors: str
    key_to_success: str
    evidence: str
    contact: str


class Adoption(TypedDict, total=False):
    """How far a village is; a key that is absent stays as it is."""

    status: str
    started_on: date | None
    result: str


STORY = tuple(Story.__annotations__)
ADOPTION = tuple(Adoption.__annotations__)


@transaction.atomic
def propose_practice(
    *, by: Actor, is_example: bool = False, record_id: UUID | None = None, **story: Unpack[Story]
) -> GoodPractice:
    """Tell of something a village does well. Its village sees it; everybody once it is published.

    Raises DomainError for a village or a finding that isn't known.
    """
    made = made_before(GoodPractice, record_id, by=by)
    if made is not None:
        return made
    story["finding"] = known(Finding, story.get("finding"), by=by, field="finding")
    known_villages([story.get("village_code", "")], field="village_code")
    practice = GoodPractice(**({"id": record_id} if record_id else {}), is_example=is_example, **story)
    insert(practice, by=by)
    write_entry(CoordinationLog, practice, kind=JournalKind.BUAT, by=by)
    share(practice, regions=[practice.village_code])
    return practice


@transaction.atomic
def change_practice(
    *,
    practice: GoodPractice,
    version: int,
    by: Actor,
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **story: Unpack[Story],
) -> GoodPractice:
    """Tell it anew. Raises DomainError when nothing was changed, or a published one would lose what it has to tell."""
    row = locked(practice, by=by, version=version)
    before = words_of(row, STORY)
    if "finding" in story:
        story["finding"] = known(Finding, story["finding"], by=by, field="finding")
    if "village_code" in story:
        known_villages([story["village_code"]], besides=[row.village_code], field="village_code")
    for name, value in story.items():
        setattr(row, name, value)
    if row.status == PracticeStatus.TERBIT:
        _refuse_untold(row)
    save_change(row, before, by=by, kind=kind_of_change, comment=comment)
    share(row, regions=[row.village_code])
    return row


@transaction.atomic
def move_practice(
    *, practice: GoodPractice, status: PracticeStatus, version: int, by: Actor, note: str = ""
) -> GoodPractice:
    """Take a proposal up, publish it, or send it back (PRACTICE_MOVES). Published: everybody sees it, for good.

    Raises DomainError for a move that isn't one, for one sent back without a word, and for a practice that doesn't
    tell its result and its preconditions.
    """
    row = locked(practice, by=by, version=version)
    now, status = PracticeStatus(row.status), PracticeStatus(status)
    if status not in PRACTICE_MOVES[now]:
        words = f"Praktik baik yang “{now.label}” tidak bisa menjadi “{status.label}”."
        raise DomainError(words, field="status")
    if status is PracticeStatus.USUL:
        note = reason_of(note, field="note", words="Tulis apa yang masih kurang.")
    if status is PracticeStatus.TERBIT:
        _refuse_untold(row)
    before = words_of(row, ["status"])
    row.status = status
    save_change(row, before, by=by, kind=JournalKind.UBAH, comment=note.strip())
    if status is PracticeStatus.TERBIT:
        share(row, everybody=True)
    return row


@transaction.atomic
def withdraw_practice(*, practice: GoodPractice, reason: str, version: int, by: Actor) -> GoodPractice:
    """Take a practice out, a published one too; its page then says so. Raises DomainError without a reason."""
    return take_out(locked(practice, by=by, version=version), reason=reason, by=by)


@transaction.atomic
def add_adoption(
    *,
    practice: GoodPractice,
    village_code: str,
    by: Actor,
    record_id: UUID | None = None,
    **adoption: Unpack[Adoption],
) -> PracticeAdoption:
    """Note that a village takes a published practice over.

    Raises DomainError for the village it comes from, one that is noted already, and a practice not published yet.
    """
    made = made_before(PracticeAdoption, record_id, by=by)
    if made is not None:
        return made
    above = locked(practice, by=by)
    if above.status != PracticeStatus.TERBIT:
        raise DomainError("Terbitkan dulu praktik baiknya. Sesudah itu desa lain bisa menerapkannya.")
    known_villages([village_code], field="village_code")
    if village_code == above.village_code:
        raise DomainError("Ini desa asal praktiknya. Pilih desa lain.", field="village_code")
    if above.adoptions.filter(village_code=village_code).exists():
        raise DomainError("Desa ini sudah tercatat menerapkan praktik ini.", field="village_code")
    row = PracticeAdoption(
        **({"id": record_id} if record_id else {}),
        practice=above,
        village_code=village_code,
        shared_with=above.shared_with,
        **adoption,
    )
    _check_adoption(row)
    insert(row, by=by)
    words = f"{_village(village_code)}: {row.get_status_display().lower()}."
    write_entry(CoordinationLog, above, kind=JournalKind.BUAT, by=by, comment=f"Penerapan di {words}")
    return row


@transaction.atomic
def change_adoption(
    *,
    adoption: PracticeAdoption,
    version: int,
    by: Actor,
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **changes: Unpack[Adoption],
) -> PracticeAdoption:
    """Note how far a village is. Raises DomainError when nothing was changed, or an end has no result told."""
    above = locked(adoption.practice, by=by)
    row = PracticeAdoption.objects.all().visible_to(by).lock(pk=adoption.pk, version=version)
    before = in_words(row, ADOPTION)
    for name, value in changes.items():
        setattr(row, name, value)
    told = changes_since(before, row)
    if not told:
        raise DomainError("Belum ada isian yang diubah.")
    _check_adoption(row)
    row.save_changed(by=by)
    words = f"Penerapan di {_village(row.village_code)}. {comment}".strip()
    write_entry(CoordinationLog, above, kind=kind_of_change, by=by, comment=words, changes=told)
    return row


def _village(code: str) -> str:
    return Region.objects.filter(pk=code).values_list("name", flat=True).first() or code


def _refuse_untold(practice: GoodPractice) -> None:
    missing = _missing(practice, TOLD_BEFORE_PUBLISHING)
    if missing:
        raise DomainError(f"Sebelum terbit, isi dulu: {', '.join(missing)}.")


def _missing(practice: GoodPractice, names: Collection[str]) -> list[str]:
    return [label_of(GoodPractice, name).lower() for name in names if not getattr(practice, name)]


def _check_adoption(adoption: PracticeAdoption) -> None:
    if adoption.started_on is not None and adoption.started_on > today():
        raise DomainError("Isi tanggal hari ini atau sebelumnya.", field="started_on")
    if adoption.status != AdoptionStatus.MINAT and adoption.started_on is None:
        raise DomainError("Isi tanggal mulainya.", field="started_on")
    if adoption.status in OVER and not adoption.result:
        raise DomainError("Tulis hasilnya, juga kalau tidak berhasil.", field="result")
