"""Invented people on their way through the system: registered, checked, sent back, corrected, withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from random import Random

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, acting_as
from desmigratif.devdata import pilot
from desmigratif.devdata.accounts import BETAK, TUNGGANGRI
from desmigratif.devdata.people import COUNTRIES, REASONS, Invented, invent
from desmigratif.reference.models import Country
from workers import services
from workers.enums import Route
from workers.models import Person

BATCH = 30  # people registered between two days at the district's desk
FEWEST = 30  # below it, not every path below would be walked
WAITING_SHARE = 0.12


class Path(Enum):
    """What becomes of a record."""

    VERIFIED = auto()
    WAITING = auto()
    RETURNED = auto()
    RESUBMITTED = auto()  # returned, and sent again because it was right
    REOPENED = auto()  # verified, then corrected by the village
    WITHDRAWN = auto()
    EARLIER_STAY = auto()  # verified, with a stay before the last one
    ABROAD_AGAIN = auto()  # verified, and gone again since
    ROUTE_KNOWN = auto()  # the district records the route, a colleague verifies


# By place in the village's row of people, again every fifty; all others are verified, the last of a village wait.
PATHS = {
    0: Path.ABROAD_AGAIN,
    1: Path.EARLIER_STAY,
    2: Path.RETURNED,
    3: Path.ROUTE_KNOWN,
    4: Path.WITHDRAWN,
    5: Path.REOPENED,
    6: Path.RESUBMITTED,
    13: Path.EARLIER_STAY,
    18: Path.RETURNED,
    21: Path.ABROAD_AGAIN,
    24: Path.ROUTE_KNOWN,
    29: Path.RETURNED,
    34: Path.EARLIER_STAY,
    41: Path.ABROAD_AGAIN,
}
CHECKED = frozenset({Path.VERIFIED, Path.REOPENED, Path.EARLIER_STAY, Path.ABROAD_AGAIN})


@dataclass
class Record:
    """An invented person in a village, and the record once there is one."""

    village: pilot.PilotVillage
    someone: Invented
    path: Path
    person: Person | None = None


@dataclass(frozen=True)
class Desks:
    """Who works on the records: the officer of each village, the coordinator and a colleague."""

    officers: dict[str, Actor]
    district: Actor
    second: Actor


def plan(*, people: int, seed: int) -> list[Record]:
    """Who is registered where, in which order, with which end. One NIK stands in two villages."""
    found = list(invent(count=people, seed=seed, today=today(), nik_region=pilot.NIK_REGION))
    turns = [village for village in pilot.PILOT for _ in range(village.share)]
    Random(seed).shuffle(turns)  # noqa: S311  repeatable, not secret
    records = [Record(turns[i % len(turns)], someone, Path.VERIFIED) for i, someone in enumerate(found)]
    for village in pilot.PILOT:
        own = [record for record in records if record.village is village]
        waiting = max(2, round(len(own) * WAITING_SHARE))
        for place, record in enumerate(own):
            is_last = place >= len(own) - waiting
            record.path = Path.WAITING if is_last else PATHS.get(place % 50, Path.VERIFIED)
    _plant_twin(records)
    return records


def _plant_twin(records: list[Record]) -> None:
    """The newest record of Betak is somebody whom Tunggangri has registered too: the district has to look into it."""
    known = [record.someone for record in records if record.village.code == TUNGGANGRI and record.someone.nik][-1]
    copy = [record for record in records if record.village.code == BETAK][-1]
    copy.someone = replace(known, phone="", rt=copy.someone.rt, rw=copy.someone.rw)


def make_people(*, records: list[Record], desks: Desks, seed: int) -> None:
    """Register and work through the records, a batch at a time. Call it inside `acting_as(SYSTEM)`."""
    random = Random(seed)  # noqa: S311  repeatable, not secret
    countries = {country.pk: country for country in Country.objects.all()}
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        for record in _each(desks.officers, batch):
            _register(record, random, countries, desks.officers[record.village.code])
        with acting_as(desks.district):
            for record in batch:
                _check(record, random, desks.district)
        with acting_as(desks.second):
            for record in batch:
                _confirm(record, desks.second)
        for record in _each(desks.officers, batch):
            _answer(record, random, desks.officers[record.village.code])


def _each(officers: dict[str, Actor], batch: list[Record]) -> Iterator[Record]:
    """The records village by village, each handed out in the context of its officer."""
    for code, officer in officers.items():
        with acting_as(officer):
            yield from (record for record in batch if record.village.code == code)


def _now(record: Record) -> int:
    """The version to change; call it in the context of whoever changes it."""
    record.person = Person.objects.get(pk=record.person.pk)
    return record.person.version


def _register(record: Record, random: Random, countries: dict[str, Country], officer: Actor) -> None:
    someone = record.someone
    record.person = services.register_returnee(
        record_id=uuid7(),
        full_name=someone.full_name,
        sex=someone.sex,
        birth_date=PartialDate.of(someone.birth),
        nik=someone.nik,
        no_nik_reason=someone.no_nik_reason,
        phone=someone.phone,
        hamlet=random.choice(record.village.hamlets),
        rt=someone.rt,
        rw=someone.rw,
        country=countries[someone.country],
        job_title=someone.job_title,
        departed_on=someone.departed_on,
        returned_on=someone.returned_on,
        return_reason=someone.return_reason,
        business_interest=someone.business_interest,
        has_minor_children=someone.has_minor_children,
        needs_help=someone.needs_help,
        by=officer,
    )
    if record.path is Path.EARLIER_STAY:
        home = someone.departed_on.year - random.randint(1, 2)
        services.add_episode(
            person=record.person,
            country=countries[random.choice(COUNTRIES)],
            departed_on=PartialDate(str(home - random.randint(2, 3))),
            returned_on=PartialDate(str(home)),
            return_reason=random.choice(REASONS),
            by=officer,
        )
    elif record.path is Path.ABROAD_AGAIN:
        services.add_episode(
            person=record.person,
            country=countries[random.choice(COUNTRIES)],
            departed_on=PartialDate(str(min(someone.returned_on.year + 1, today().year))),
            by=officer,
        )


def _check(record: Record, random: Random, district: Actor) -> None:
    if record.path in CHECKED:
        services.verify_person(person=record.person, version=_now(record), by=district)
    elif record.path in {Path.RETURNED, Path.RESUBMITTED}:
        comment = random.choice([*pilot.RETURN_COMMENTS, *([pilot.PHONE_COMMENT] if record.someone.phone else [])])
        services.return_person(person=record.person, version=_now(record), comment=comment, by=district)
    elif record.path is Path.ROUTE_KNOWN:
        episode = record.person.episodes.get()
        services.correct_episode(
            episode=episode,
            version=episode.version,
            reason=pilot.ROUTE_REASON,
            changes={"route": random.choice([Route.PROS, Route.PROS, Route.NONPROS])},
            by=district,
        )


def _confirm(record: Record, second: Actor) -> None:
    if record.path is Path.ROUTE_KNOWN:
        services.verify_person(person=record.person, version=_now(record), by=second)


def _answer(record: Record, random: Random, officer: Actor) -> None:
    if record.path is Path.RESUBMITTED:
        comment = random.choice(pilot.RESUBMIT_COMMENTS)
        services.resubmit_person(person=record.person, version=_now(record), comment=comment, by=officer)
    elif record.path is Path.REOPENED:
        services.correct_person(
            person=record.person,
            version=_now(record),
            reason=pilot.REOPEN_REASON,
            changes={"phone": f"0813{random.randint(30000000, 39999999)}"},
            by=officer,
        )
    elif record.path is Path.WITHDRAWN:
        reason = random.choice(pilot.WITHDRAW_REASONS)
        services.withdraw_person(person=record.person, version=_now(record), reason=reason, by=officer)
