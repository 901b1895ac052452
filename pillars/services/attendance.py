"""Who was at an activity: tapped on a list of the village's people."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor
from pillars.models import Activity, Attendance, ParentingSession, PillarLog
from pillars.services import keeping
from workers.enums import RecordStatus, Sex
from workers.models import Child, Person

MISSED = 2  # sessions in a row after which somebody should ask (product.md 38)


def attendances_of(activity: Activity, actor: Actor) -> QuerySet[Attendance]:
    """Those known to have been there, by name."""
    rows = Attendance.objects.visible_to(actor).of(activity)
    return rows.select_related("person").order_by("person__full_name", "seq")


@transaction.atomic
def set_attendance(*, activity: Activity, people: Collection[Person], version: int, by: Actor) -> Activity:
    """Exactly these people of the village were there. Heads counted in the room rise to at least as many.

    Raises Http404, StaleVersion, DomainError (field `people`).
    """
    with keeping.locked(activity, version=version, by=by) as (found, actor):
        if found.held_on is None:
            raise DomainError("Isi dulu tanggal pelaksanaannya, baru catat siapa yang hadir.", field="people")
        wanted = _known(people, found, actor)
        rows = {row.person_id: row for row in Attendance.objects.visible_to(actor).of(found)}
        for pk in rows.keys() - wanted.keys():
            rows[pk].delete()
        for pk in wanted.keys() - rows.keys():
            keeping.insert(Attendance.at(found, wanted[pk]), by=by)
        changed = rows.keys() != wanted.keys()
        raised = _raise_heads(found, list(wanted.values()))
        if changed or raised:
            if found.record_status == RecordStatus.VERIF:
                found.record_status = RecordStatus.KIRIM
            found.save_changed(by=by)
            words = f"{len(wanted)} orang dicatat hadir." + (" Jumlah peserta ikut dinaikkan." if raised else "")
            write_entry(PillarLog, found, kind=JournalKind.UBAH, by=by, comment=words)
        return found


def _known(people: Collection[Person], activity: Activity, by: Actor) -> dict[UUID, Person]:
    keys = {person.pk for person in people}
    rows = Person.objects.visible_to(by).current().filter(village_code=activity.village_code).in_bulk(keys)
    if len(rows) != len(keys):
        raise DomainError("Ada orang yang bukan dari desa ini. Muat ulang halaman, lalu centang lagi.", field="people")
    return rows


def _raise_heads(activity: Activity, people: Sequence[Person]) -> bool:
    raised = False
    for sex, name in ((Sex.PEREMPUAN, "participants_female"), (Sex.LAKI, "participants_male")):
        tapped = sum(person.sex == sex for person in people)
        if (getattr(activity, name) or 0) < tapped:
            setattr(activity, name, tapped)
            raised = True
    return raised


def missed_twice(session: ParentingSession, actor: Actor) -> list[Child]:
    """Children of the village who were at none of its last two sessions, this one and the one before.

    Computed, never stored; without two sessions held nobody has missed two.
    """
    if session.held_on is None:
        return []
    rows = ParentingSession.objects.visible_to(actor).counted().filter(village_code=session.village_code)
    last = list(rows.filter(held_on__lte=session.held_on).order_by("-held_on", "-seq")[:MISSED])
    if len(last) < MISSED:
        return []
    present = Attendance.objects.visible_to(actor).filter(parenting_session__in=last).values("person")
    children = Child.objects.visible_to(actor).current().filter(village_code=session.village_code).with_names()
    return list(children.exclude(person__in=present).order_by("person__full_name"))
