"""Who is in a family: joining, leaving, another head."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.journal import JournalKind
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.enums import Relation
from workers.models import Family, FamilyMembership
from workers.services.cleaning import clean_code, clean_date
from workers.services.families import NewMember, insert_membership, locked_family, person_of, reopen
from workers.services.saving import saving


@transaction.atomic
def add_member(
    *,
    family: Family,
    member: NewMember,
    by: Actor,
    record_id: UUID | None = None,
    starts_on: PartialDate | None = None,
) -> FamilyMembership:
    """One more person in a family. Errors as `register_family`; the head is changed by `change_head` only."""
    if record_id is not None:
        accept_client_id(record_id)
    with locked_family(family=family, version=None, by=by) as (locked, actor):
        if record_id is not None:
            made = FamilyMembership.objects.visible_to(actor).filter(pk=record_id, family=locked).first()
            if made is not None:
                return made
        if member.relation == Relation.KEPALA and locked.head_id:
            raise DomainError(
                "Keluarga ini sudah punya kepala. Gantinya lewat “Ganti kepala keluarga”.",
                field=f"{member.key}-relation",
            )
        begun = clean_date(starts_on, field=f"{member.key}-starts_on", label="Sejak kapan")
        person, warnings = person_of(member, locked, by=actor)
        membership = insert_membership(
            locked, member, person, warnings=warnings, by=by, record_id=record_id, starts_on=begun
        )
        reopen(locked, by=by, kind=JournalKind.UBAH, comment=f"{person.full_name} masuk keluarga ini.")
        return membership


@transaction.atomic
def end_membership(*, membership: FamilyMembership, ends_on: PartialDate | None, version: int, by: Actor) -> Family:
    """A person leaves a family: married, moved, died. The head can't leave before another is named."""
    family = Family.objects.visible_to(by).filter(pk=membership.family_id).first()
    if family is None:
        raise Http404
    with locked_family(family=family, version=None, by=by) as (locked, actor):
        row = FamilyMembership.objects.visible_to(actor).lock(pk=membership.pk, version=version)
        if row.ended:
            raise DomainError("Keanggotaan ini sudah berakhir.")
        others = FamilyMembership.objects.visible_to(actor).current().filter(family=locked).exclude(pk=row.pk)
        if row.relation == Relation.KEPALA and others.exists():
            raise DomainError("Kepala keluarga tidak bisa keluar. Ganti dulu kepala keluarganya.", field="ends_on")
        day = clean_date(ends_on, field="ends_on", label="Sejak kapan")
        if day and row.starts_on and day < row.starts_on:
            raise DomainError(
                f"Harus sama dengan atau sesudah {row.starts_on.display()}, tanggal masuknya.", field="ends_on"
            )
        row.ended, row.ends_on = True, day
        row.save_changed(by=by)
        if row.relation == Relation.KEPALA:
            locked.head = None
        return reopen(
            locked, by=by, kind=JournalKind.UBAH, comment=f"{row.person.full_name} keluar dari keluarga ini."
        )


@transaction.atomic
def change_head(*, family: Family, new_head: FamilyMembership, old_relation: str, version: int, by: Actor) -> Family:
    """Another member becomes the head. Both keep their earlier membership as history and begin a new one today.

    `old_relation` is what the former head is to the new one; empty when the former head is gone.
    """
    with locked_family(family=family, version=version, by=by) as (locked, actor):
        rows = FamilyMembership.objects.visible_to(actor).current().filter(family=locked).select_related("person")
        wanted = rows.filter(pk=new_head.pk).first()
        if wanted is None:
            raise DomainError("Pilih anggota keluarga ini.", field="new_head")
        former = rows.filter(relation=Relation.KEPALA).first()
        if former is not None and former.pk == wanted.pk:
            raise DomainError("Orang ini sudah kepala keluarga.", field="new_head")
        if old_relation == Relation.KEPALA:
            raise DomainError("Kepala yang lama butuh hubungan lain.", field="old_relation")
        relation = clean_code(
            old_relation, Relation, field="old_relation", label="Hubungan kepala yang lama", required=False
        )
        day = PartialDate.of(today())
        for row in filter(None, (former, wanted)):
            row.ended, row.ends_on = True, day
            row.save_changed(by=by)
        for person, now in ((wanted.person, Relation.KEPALA), (former.person if former else None, relation)):
            if person is not None and now:
                with saving():
                    FamilyMembership(
                        village_code=locked.village_code, family=locked, person=person, relation=now, starts_on=day
                    ).save_new(by=by)
        locked.head = wanted.person
        words = f"Kepala keluarga sekarang {wanted.person.full_name}."
        return reopen(locked, by=by, kind=JournalKind.UBAH, comment=words)
