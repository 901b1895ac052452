"""Who is in a group or a cooperative. The counts `members_*` always follow from the rows of those who are in it now.

The journal of a group is read by those who may not see persons, so it tells how many came and went, never who.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor
from pillars.enums import MemberCategory
from pillars.models import Cooperative, CooperativeMember, Group, GroupMember, PillarLog
from pillars.services import keeping
from workers.enums import PmiStatus, Sex
from workers.models import FamilyMembership, Person

Body = Group | Cooperative
Member = GroupMember | CooperativeMember

MOST_AT_ONCE = 60
BEFORE_LEAVING = (PmiStatus.MINAT, PmiStatus.CALON, PmiStatus.PROSES)
NOT_MIGRATING = ("", PmiStatus.BATAL)
PARENT: dict[type[Any], tuple[str, type[Any]]] = {
    GroupMember: ("group", Group),
    CooperativeMember: ("cooperative", Cooperative),
}
CLEANERS: dict[str, keeping.Cleaner] = {
    "category": keeping.code("category", "Kategori", MemberCategory),
    "position": keeping.line("position", "Jabatan", 60),
    "starts_on": keeping.day("starts_on", "Mulai", required=True),
    "member_number": keeping.line("member_number", "Nomor anggota", 30),
}


@dataclass(frozen=True)
class NewMember:
    """Somebody who joins; `category` is empty for the one that follows from the person's status."""

    person: Person
    category: str = ""


def with_family(people: QuerySet) -> QuerySet:
    """Adds `has_migrant_family`: whether somebody else of the family migrates or did."""
    own = FamilyMembership.objects.filter(person=OuterRef(OuterRef("pk")), ended=False).values("family_id")
    others = FamilyMembership.objects.filter(family_id__in=own, ended=False).exclude(person=OuterRef("pk"))
    migrants = others.filter(person__withdrawn_at=None).exclude(person__status__in=NOT_MIGRATING)
    return people.annotate(has_migrant_family=Exists(migrants))


def default_category(person: Any) -> str:
    """What a person of `with_family` is to migration."""
    if person.status == PmiStatus.PURNA:
        return MemberCategory.PURNA
    if person.status in BEFORE_LEAVING:
        return MemberCategory.CALON
    return MemberCategory.KELUARGA if person.has_migrant_family else MemberCategory.UMUM


def may_join(body: Body, *, by: Actor) -> QuerySet:
    """People of the village who are not in it: neither withdrawn nor dead. With what `default_category` asks."""
    inside = body.members.all().visible_to(by).current().filter(person=OuterRef("pk"))
    people = Person.objects.visible_to(by).current().filter(village_code=body.village_code)
    return with_family(people.exclude(status=PmiStatus.WAFAT).exclude(Exists(inside)))


@transaction.atomic
def add_members(
    *,
    body: Body,
    members: Sequence[NewMember],
    starts_on: date,
    by: Actor,
    position: str = "",
    member_number: str = "",
) -> int:
    """People of the village join a group or a cooperative; returns how many came.

    Those who are in it already stay as they are: a double tap changes nothing. Raises DomainError when nobody was
    chosen, somebody is not of this village, or one member number is given for several people; Http404.
    """
    with keeping.locked(body, version=None, by=by) as (found, actor):
        if not members:
            raise DomainError("Pilih sedikitnya satu orang.", field="people")
        if len(members) > MOST_AT_ONCE:
            raise DomainError(f"Sekali simpan paling banyak {MOST_AT_ONCE} orang.", field="people")
        shared = {"position": position, "starts_on": starts_on}
        if isinstance(found, Cooperative):
            shared["member_number"] = member_number
            if member_number and len(members) > 1:
                raise DomainError("Nomor anggota hanya untuk satu orang. Pilih satu saja.", field="member_number")
        values = keeping.clean(shared, CLEANERS)
        people = _people(found, members, by=actor)
        model = type(found.members.model())
        name, _ = PARENT[model]
        for member in members:
            person = people.get(member.person.pk)
            if person is None:
                continue
            category = CLEANERS["category"](member.category or default_category(person))
            row = model(**{name: found}, village_code=found.village_code, person=person, category=category, **values)
            keeping.insert(row, by=by)
        if people:
            recount(found, actor=actor, by=by, comment=f"{len(people)} anggota masuk.")
        return len(people)


def _people(body: Body, members: Sequence[NewMember], *, by: Actor) -> dict[Any, Any]:
    """Those who join, read again in the actor's scope, without those who are in it already."""
    wanted = {member.person.pk for member in members}
    here = Person.objects.visible_to(by).current().filter(village_code=body.village_code, pk__in=wanted)
    if here.count() != len(wanted):
        raise DomainError("Ada yang dipilih tetapi tidak tercatat di desa ini. Muat ulang halaman.", field="people")
    return {person.pk: person for person in may_join(body, by=by).filter(pk__in=wanted)}


@transaction.atomic
def correct_member(
    *,
    member: Member,
    version: int,
    by: Actor,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Any,
) -> Member:
    """Put category, position, beginning or member number (of a cooperative) right. Raises Http404, StaleVersion."""
    body = _body_of(member, by=by)
    with keeping.locked(body, version=None, by=by) as (found, actor):
        row = type(member).objects.all().visible_to(actor).lock(pk=member.pk, version=version)
        values = keeping.clean(details, CLEANERS)
        starts_on = values.get("starts_on", row.starts_on)
        if row.ends_on and starts_on > row.ends_on:
            raise DomainError("Tanggal mulai harus sebelum tanggal selesainya.", field="starts_on")
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if not changed:
            return row
        for name in changed:
            setattr(row, name, values[name])
        row.save_changed(by=by)
        told = "Keterangan satu anggota dibetulkan."
        recount(found, actor=actor, by=by, comment=f"{told} {comment}".strip(), entry=entry)
        return row


@transaction.atomic
def end_member(*, member: Member, ends_on: date, version: int, by: Actor) -> Member:
    """A member leaves. Raises DomainError when it is over already or the day lies before the beginning."""
    body = _body_of(member, by=by)
    with keeping.locked(body, version=None, by=by) as (found, actor):
        row = type(member).objects.all().visible_to(actor).lock(pk=member.pk, version=version)
        if row.ends_on is not None:
            raise DomainError("Keanggotaan ini sudah selesai.", field="ends_on")
        last = keeping.day("ends_on", "Selesai", required=True)(ends_on)
        if last < row.starts_on:
            raise DomainError("Tanggal selesai harus sama dengan atau sesudah tanggal mulai.", field="ends_on")
        row.ends_on = last
        row.save_changed(by=by)
        recount(found, actor=actor, by=by, comment="1 anggota keluar.")
        return row


def counts_of(body: Body, *, by: Actor) -> dict[str, int]:
    """How many are in it now, by category and by sex, counted from the rows."""
    columns: Mapping[str, Q] = {
        "members_purna": Q(category=MemberCategory.PURNA),
        "members_family": Q(category=MemberCategory.KELUARGA),
        "members_candidate": Q(category=MemberCategory.CALON),
        "members_general": Q(category=MemberCategory.UMUM),
        "members_female": Q(person__sex=Sex.PEREMPUAN),
        "members_male": Q(person__sex=Sex.LAKI),
    }
    rows = body.members.all().visible_to(by).current()
    return rows.aggregate(**{name: Count("pk", filter=test) for name, test in columns.items()})


def recount(body: Body, *, actor: Actor, by: Actor, comment: str, entry: JournalKind = JournalKind.UBAH) -> Body:
    """Write the counts of a locked group or cooperative, and into its journal what happened."""
    for name, value in counts_of(body, by=actor).items():
        setattr(body, name, value)
    body.save_changed(by=by)
    write_entry(PillarLog, body, kind=entry, by=by, comment=comment)
    return body


def _body_of(member: Member, *, by: Actor) -> Body:
    """What the person is a member of; foreign keys ignore row security."""
    name, model = PARENT[type(member)]
    found: Body | None = model.objects.visible_to(by).filter(pk=getattr(member, f"{name}_id")).first()
    if found is None:
        raise Http404
    return found
