"""A person, with the last stay abroad, from a row of a file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import Nik
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.enums import LogKind, NoNikReason, PmiStatus, RecordStatus, Route, Source
from workers.models import MigrationEpisode, Person
from workers.services.cleaning import clean_code
from workers.services.episode_rules import check_episode, clean_episode
from workers.services.follow_episodes import set_from_episodes
from workers.services.history import record_event
from workers.services.nik import disagreements, read_nik, refuse_duplicate, report_duplicate, seal_nik
from workers.services.person_rules import check_no_nik_reason, clean_person
from workers.services.problems import Problems
from workers.services.register_returnee import NOT_A_RETURN
from workers.services.saving import saving

OWN = ("full_name", "sex", "birth_date", "phone", "hamlet", "rt", "rw", "status", "business_interest")
STAY = ("country", "departed_on", "returned_on", "return_reason")
NOT_YET_AWAY = frozenset({PmiStatus.MINAT, PmiStatus.CALON, PmiStatus.PROSES, PmiStatus.BATAL})
STILL_AWAY = frozenset({PmiStatus.AKTIF, PmiStatus.HILANG})


@dataclass
class Draft:
    """A person as a row says, checked but not saved. `given` names what the row itself filled in."""

    person: Person
    stay: MigrationEpisode | None
    nik: Nik | None
    warnings: list[str]
    given: frozenset[str]


def draft_person(
    *, record_id: UUID, village_code: str, values: dict[str, Any], by: Actor, problems: Problems
) -> Draft | None:
    """Check the values of a row and make the records of them. Writes nothing.

    A value that could not even be read is left out of `values` and stands in `problems` already; it is not missed
    twice. None when anything is wrong. Sex and birth date left empty are taken from the NIK, as in registering; what
    is unusual but possible comes back as warnings.
    """
    nik = _nik(values, by, problems)
    person = Person(
        id=record_id,
        village_code=village_code,
        no_nik_reason="" if nik else values.get("no_nik_reason") or "",
        record_status=RecordStatus.KIRIM,
        source=Source.IMPOR,
        **clean_person(_own(values, nik, problems), problems),
    )
    if nik is None:
        with problems.gather():
            check_no_nik_reason(person.no_nik_reason, person.birth_date)
    stay = _stay(person, values, problems)
    if problems.found:
        return None
    warnings = list(disagreements(nik, sex=person.sex, birth_date=person.birth_date)) if nik else []
    if stay is not None and person.status:  # a status that could not be read is no contradiction
        with problems.gather():
            warnings += check_episode(stay, person=person, others=())
        _follow(person, stay, problems)
    if nik and values.get("no_nik_reason"):
        warnings.append("Alasan tanpa NIK tidak dipakai, karena NIK terisi.")
    given = frozenset(name for name, value in values.items() if value not in (None, ""))
    return None if problems.found else Draft(person, stay, nik, warnings, given)


def _nik(values: dict[str, Any], by: Actor, problems: Problems) -> Nik | None:
    if "nik" not in values:
        return None
    with problems.gather():
        if values["nik"]:
            return read_nik(values["nik"], by=by)
        if "no_nik_reason" in values:
            if not values["no_nik_reason"]:
                raise DomainError("NIK kosong. Isi NIK, atau pilih Alasan tanpa NIK.", field="nik")
            clean_code(values["no_nik_reason"], NoNikReason, field="no_nik_reason", label="Alasan tanpa NIK")
    return None


def _own(values: dict[str, Any], nik: Nik | None, problems: Problems) -> dict[str, Any]:
    own = {name: values[name] for name in OWN if name in values}
    with problems.gather():
        if "status" in values and not values["status"]:  # a person without status is no migrant
            raise DomainError("Isi dulu: Status.", field="status")
    if nik:
        own["sex"] = own["sex"] if own.get("sex") else nik.sex
        own["birth_date"] = own["birth_date"] if own.get("birth_date") else PartialDate.of(nik.birth)
        return own
    is_asked = "nik" in values and "nik" not in problems.fields
    if not own.get("sex"):
        own.pop("sex", None)  # it would have come from the NIK
        with problems.gather():
            if is_asked and "sex" in values:
                raise DomainError("Tanpa NIK, isi dulu: Jenis kelamin.", field="sex")
    with problems.gather():
        if is_asked and "birth_date" in values and not values["birth_date"]:
            raise DomainError("Tanpa NIK, isi dulu: Tanggal lahir. Tahunnya saja pun boleh.", field="birth_date")
    return own


def _stay(person: Person, values: dict[str, Any], problems: Problems) -> MigrationEpisode | None:
    """The stay abroad, where the row tells of one; whether it fits the status."""
    cleaned = clean_episode({name: values[name] for name in STAY if values.get(name)}, problems)
    _fits_status(person.status, values, problems)
    if not cleaned:
        return None
    return MigrationEpisode(person=person, village_code=person.village_code, route=Route.BLM, **cleaned)


def _fits_status(status: str, values: dict[str, Any], problems: Problems) -> None:
    """What a status asks of the stay. Only cells that could be read are asked about."""

    def has(name: str) -> bool:
        return bool(values.get(name))

    def lacks(name: str) -> bool:
        return name in values and not values[name]

    label = PmiStatus(status).label if status else ""
    rules = (
        (status == PmiStatus.PURNA and lacks("country"), "country", "Status Purna perlu negara terakhirnya."),
        (
            status == PmiStatus.PURNA and lacks("returned_on"),
            "returned_on",
            "Status Purna perlu tanggal pulang. Tahunnya saja pun boleh.",
        ),
        (
            status == PmiStatus.PURNA and values.get("return_reason") in NOT_A_RETURN,
            "return_reason",
            "Alasan ini bukan kepulangan PMI Purna. Pilih alasan lain.",
        ),
        (status == PmiStatus.AKTIF and lacks("country"), "country", f"Status {label} perlu negaranya."),
        (
            status == PmiStatus.AKTIF and lacks("departed_on"),
            "departed_on",
            f"Status {label} perlu tanggal berangkat. Tahunnya saja pun boleh.",
        ),
        (
            status in STILL_AWAY and has("returned_on"),
            "returned_on",
            f"Tanggal pulang terisi, tetapi statusnya {label}. Kosongkan, atau ganti statusnya.",
        ),
        (
            has("return_reason") and lacks("returned_on"),
            "returned_on",
            "Alasan pulang terisi, tetapi Tanggal pulang kosong. Isi tahunnya, atau kosongkan alasannya.",
        ),
        (
            has("country") and lacks("departed_on") and lacks("returned_on") and status not in {"PURNA", "AKTIF"},
            "departed_on",
            "Negara terisi tanpa tanggal. Isi tahun berangkat atau pulang, atau kosongkan negaranya.",
        ),
        (
            (has("departed_on") or has("returned_on"))
            and lacks("country")
            and status not in {PmiStatus.PURNA, PmiStatus.AKTIF},
            "country",
            "Ada tanggal berangkat atau pulang. Pilih juga negaranya.",
        ),
    )
    for is_broken, field, message in rules:
        if is_broken:
            with problems.gather():
                raise DomainError(message, field=field)


def _follow(person: Person, stay: MigrationEpisode, problems: Problems) -> None:
    """Let the stay set what follows from it; a status it contradicts is a mistake of the row, not to be moved."""
    status = PmiStatus(person.status)
    is_planned = stay.departed_on is not None and stay.departed_on > PartialDate.of(today())
    with problems.gather():
        if is_planned and status not in NOT_YET_AWAY:
            message = f"Tanggal berangkat belum lewat, tetapi statusnya {status.label}. Periksa keduanya."
            raise DomainError(message, field="departed_on")
        if stay.departed_on and not stay.returned_on and not is_planned and status in NOT_YET_AWAY:
            message = f"Sudah berangkat dan belum pulang, tetapi statusnya {status.label}. Periksa keduanya."
            raise DomainError(message, field="status")
    set_from_episodes(person, [stay])
    with problems.gather():
        if person.status != status:
            message = f"Status {status.label} tidak cocok dengan tanggal berangkat dan pulangnya."
            raise DomainError(message, field="status")


@transaction.atomic
def import_person(*, draft: Draft, origin: str, by: Actor) -> Person:
    """Save a person from a file, submitted to the district; `origin` stands in the history.

    The id comes from the row, so a job that runs twice makes one person. Raises DomainError out of the actor's region,
    DuplicateNikError when the NIK stands in the village. Whether other villages know the NIK shows nowhere.
    """
    person = draft.person
    if not by.covers(person.village_code):
        raise DomainError("Desa ini di luar wilayah Anda.", field="village")
    made = Person.objects.visible_to(by).filter(pk=person.pk).first()
    if made is not None:
        return made
    if draft.nik:
        refuse_duplicate(number=draft.nik.number, village_code=person.village_code, actor=by)
        seal_nik(person, draft.nik.number)
    with saving():
        _insert(person, by)
    if draft.stay is not None:
        draft.stay.person = person
        with saving():
            _insert(draft.stay, by)
    record_event(person=person, kind=LogKind.DAFTAR, by=by, comment="\n".join([origin, *draft.warnings]))
    if person.has_nik:
        report_duplicate(person)
    return person


def _insert(record: Any, by: Actor) -> None:
    """Insert without asking the database about each constraint first, as a form does: it holds them anyway."""
    assert isinstance(record, Model)
    record.created_by_id = record.updated_by_id = by.user_id  # type: ignore[attr-defined]
    record.clean_fields(exclude=["created_by", "updated_by", "last_country", "country", "person"])
    record.save(force_insert=True)
