"""Groups: recorded, changed, withdrawn. Who is in them stands in `members`."""

from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor, narrowed
from pillars.enums import GroupKind
from pillars.models import Aid, Business, Group, PillarLog
from pillars.services import keeping
from workers.services.cleaning import clean_date, clean_name

CLEANERS: dict[str, keeping.Cleaner] = {
    "name": keeping.line("name", "Nama kelompok", 120, required=True, message="Isi nama kelompoknya."),
    "kind": keeping.code("kind", "Jenis kelompok", GroupKind),
    "decree_number": keeping.line("decree_number", "Nomor SK", 80),
    "hamlet": keeping.line("hamlet", "Dusun", 60),
    "leader_name": lambda value: clean_name(value, field="leader_name", label="Ketua", required=False),
    "founded_on": lambda value: clean_date(value, field="founded_on", label="Berdiri"),
    "commodity": keeping.line("commodity", "Komoditas", 100),
    "is_active": bool,
}
GROUP_FIELDS = tuple(CLEANERS)
PERSONAL = ("leader_name",)  # the journal is read by those who may not see persons


@transaction.atomic
def create_group(*, village_code: str, by: Actor, record_id: UUID | None = None, **details: Any) -> Group:
    """Record a group of a village; `details` are some of `GROUP_FIELDS`.

    Raises DomainError for a name the village already has. The same `record_id` again returns the group already made.
    """
    with narrowed(by, village_code) as actor:
        made = keeping.made_before(Group, record_id, by=actor)
        if made is not None:
            return made
        village = keeping.village_at(village_code, by=actor)
        values = keeping.clean({"name": "", "kind": "", **details}, CLEANERS)
        _refuse_double(values["name"], village_code=village_code, by=actor)
        key = {"id": record_id} if record_id else {}
        group = keeping.insert(Group(**key, village=village, village_code=village_code, **values), by=by)
        write_entry(PillarLog, group, kind=JournalKind.BUAT, by=by)
        return group


@transaction.atomic
def change_group(
    *,
    group: Group,
    version: int,
    by: Actor,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Any,
) -> Group:
    """Change some of `GROUP_FIELDS`. Raises Http404, StaleVersion, DomainError as `create_group`."""
    with keeping.locked(group, version=version, by=by) as (found, actor):
        values = keeping.clean(details, CLEANERS)
        if "name" in values:
            _refuse_double(values["name"], village_code=found.village_code, by=actor, besides=found)
        return keeping.save_change(found, values, by=by, kind=entry, comment=comment, untold=PERSONAL)


@transaction.atomic
def withdraw_group(*, group: Group, version: int, reason: str, by: Actor) -> Group:
    """Take a group recorded by mistake out of the lists.

    Raises DomainError while businesses or aid name it: they would lose their owner.
    """
    with keeping.locked(group, version=version, by=by) as (found, actor):
        businesses = Business.objects.visible_to(actor).current().filter(group=found).count()
        aids = Aid.objects.visible_to(actor).current().filter(group=found).count()
        if businesses or aids:
            held = [f"{businesses} usaha"] * bool(businesses) + [f"{aids} bantuan"] * bool(aids)
            raise DomainError(f"Kelompok ini masih punya {' dan '.join(held)}. Tarik atau pindahkan itu dulu.")
        return keeping.withdraw(found, reason=reason, by=by)


def _refuse_double(name: str, *, village_code: str, by: Actor, besides: Group | None = None) -> None:
    same = Group.objects.visible_to(by).current().filter(village_code=village_code, name__iexact=name)
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise DomainError("Kelompok ini sudah tercatat di desa ini.", field="name")
