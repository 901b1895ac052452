"""The main job: an officer registers a worker who came home."""

from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.nik import Nik
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, Level
from desmigratif.reference.models import Country
from workers.enums import LogKind, NoNikReason, PmiStatus, RecordStatus, ReturnReason, Route, Source
from workers.models import MigrationEpisode, Person
from workers.services.cleaning import clean_code
from workers.services.episode_rules import check_episode, clean_episode
from workers.services.follow_episodes import set_from_episodes
from workers.services.history import record_event
from workers.services.nik import disagreements, read_nik, refuse_duplicate, report_duplicate, seal_nik
from workers.services.person_rules import check_no_nik_reason, clean_person
from workers.services.problems import Problems
from workers.services.saving import TakenIdError, saving

# Leave is no return for good, and the dead are recorded otherwise.
NOT_A_RETURN = frozenset({ReturnReason.CUTI, ReturnReason.MENINGGAL})


@transaction.atomic
def register_returnee(
    *,
    record_id: UUID,
    full_name: str,
    sex: str,
    birth_date: PartialDate | None,
    nik: str,
    no_nik_reason: str,
    phone: Any,
    hamlet: str,
    country: Country | None,
    returned_on: PartialDate | None,
    return_reason: str,
    business_interest: str,
    has_minor_children: bool | None,
    needs_help: bool | None,
    by: Actor,
    nickname: str = "",
    rt: str = "",
    rw: str = "",
    departed_on: PartialDate | None = None,
    city: str = "",
    job_title: str = "",
    scheme: str = "",
    source: Source = Source.FORM,
) -> Person:
    """Register a returned worker of the officer's own village, submitted to the district.

    The same `record_id` sent again (a double tap, a phone that lost its connection) returns the person already made
    and writes nothing. Sex and birth date left empty are taken from the NIK; where they differ from it the record is
    saved and the history says so. Raises DomainError for a broken rule, ValidationError when there are several,
    DuplicateNikError when the NIK stands in the own village. Whether other villages know the NIK shows nowhere.
    """
    if by.level is not Level.DESA:
        raise DomainError("Orang didaftarkan oleh petugas desanya.")
    accept_client_id(record_id)
    made = _made_before(record_id, by)
    if made is not None:
        return made

    problems = Problems()
    checked = None
    with problems.gather():
        checked = _checked_nik(nik, no_nik_reason, by)
    given = {
        "full_name": full_name,
        "nickname": nickname,
        "sex": sex or (checked.sex if checked else ""),
        "birth_date": birth_date or (PartialDate.of(checked.birth) if checked else None),
        "phone": phone,
        "hamlet": hamlet,
        "rt": rt,
        "rw": rw,
        "business_interest": business_interest,
        "has_minor_children": has_minor_children,
        "needs_help": needs_help,
    }
    if "nik" in problems.fields and not sex:
        del given["sex"]  # it would have come from the NIK, which has an error of its own
    person = Person(
        id=record_id,
        village_code=by.code,
        no_nik_reason=no_nik_reason or "",
        status=PmiStatus.PURNA,
        record_status=RecordStatus.KIRIM,
        source=source,
        **clean_person(given, problems),
    )
    if checked is None:
        with problems.gather():
            check_no_nik_reason(person.no_nik_reason, person.birth_date)
    episode = _returned_episode(
        person,
        {
            "country": country,
            "city": city,
            "job_title": job_title,
            "scheme": scheme,
            "departed_on": departed_on,
            "returned_on": returned_on,
            "return_reason": return_reason,
        },
        problems,
    )
    problems.raise_any()

    warnings = check_episode(episode, person=person, others=())
    if checked:
        warnings = [*disagreements(checked, sex=person.sex, birth_date=person.birth_date), *warnings]
        refuse_duplicate(number=checked.number, village_code=by.code, actor=by)
        seal_nik(person, checked.number)
    set_from_episodes(person, [episode])
    return _insert(person, episode, warnings=warnings, by=by)


def _made_before(record_id: UUID, by: Actor) -> Person | None:
    return Person.objects.visible_to(by).filter(pk=record_id).first()


def _checked_nik(nik: str, no_nik_reason: str, by: Actor) -> Nik | None:
    """The NIK, or None with a reason why there is none."""
    if nik:
        return read_nik(nik, by=by)
    if not no_nik_reason:
        raise DomainError("Isi NIK. Kalau belum ada, pilih alasannya.", field="nik")
    clean_code(no_nik_reason, NoNikReason, field="no_nik_reason", label="Alasan belum ada NIK")
    return None


def _returned_episode(person: Person, values: dict[str, Any], problems: Problems) -> MigrationEpisode:
    cleaned = clean_episode(values, problems)
    with problems.gather():
        if "returned_on" in cleaned and cleaned["returned_on"] is None:
            raise DomainError("Isi dulu: Tahun pulang.", field="returned_on")
    with problems.gather():
        if cleaned.get("return_reason") in NOT_A_RETURN:
            raise DomainError("Alasan ini bukan kepulangan PMI Purna. Pilih alasan lain.", field="return_reason")
    return MigrationEpisode(village_code=person.village_code, route=Route.BLM, **cleaned)


def _insert(person: Person, episode: MigrationEpisode, *, warnings: list[str], by: Actor) -> Person:
    try:
        with saving():
            person.save_new(by=by)
    except TakenIdError:
        made = _made_before(person.pk, by)  # the other tap of a double tap, a moment ago
        if made is None:
            raise
        return made
    episode.person = person
    with saving():
        episode.save_new(by=by)
    record_event(person=person, kind=LogKind.DAFTAR, by=by, comment="\n".join(warnings))
    if person.has_nik:
        report_duplicate(person)
    return person
