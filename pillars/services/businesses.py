"""Businesses of people and of groups: recorded, changed, handed over, withdrawn."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, write_entry
from desmigratif.core.scope import Actor, narrowed
from pillars.enums import BusinessKind, BusinessStatus, CapitalSource, Market, MemberCategory, TurnoverBand
from pillars.models import Aid, Business, BusinessOwner, Group, PillarLog
from pillars.services import keeping
from pillars.services.members import default_category, with_family
from workers.models import Person
from workers.services.cleaning import clean_date

NIB_DIGITS = 13
CLEANERS: dict[str, keeping.Cleaner] = {
    "name": keeping.line("name", "Nama usaha", 120, required=True, message="Isi nama usahanya."),
    "kind": keeping.code("kind", "Jenis usaha", BusinessKind),
    "commodity": keeping.line("commodity", "Komoditas atau produk", 100),
    "started_on": lambda value: clean_date(value, field="started_on", label="Mulai usaha"),
    "status": keeping.code("status", "Keadaan usaha", BusinessStatus),
    "turnover_band": keeping.code("turnover_band", "Omzet sebulan", TurnoverBand, required=False),
    "market": keeping.code("market", "Pasar", Market, required=False),
    "capital_source": keeping.code("capital_source", "Asal modal", CapitalSource, required=False),
    "nib": lambda value: clean_nib(value),
    "workers_female": keeping.whole("workers_female", "Tenaga kerja perempuan"),
    "workers_male": keeping.whole("workers_male", "Tenaga kerja laki-laki"),
}
BUSINESS_FIELDS = tuple(CLEANERS)


def clean_nib(value: Any) -> str:
    """13 digits, typed with or without blanks; may be empty. Words never repeat what was typed: it may be a NIK."""
    digits = "".join(str(value or "").split()).replace(".", "").replace("-", "")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == NIB_DIGITS):
        raise DomainError("NIB terdiri dari 13 angka. Kalau belum ada, kosongkan.", field="nib")
    return digits


@transaction.atomic
def create_business(
    *,
    village_code: str,
    by: Actor,
    group: Group | None = None,
    person: Person | None = None,
    record_id: UUID | None = None,
    **details: Any,
) -> Business:
    """Record a business of one group or of one person; `details` are some of `BUSINESS_FIELDS`.

    Raises DomainError (field `owner`) without exactly one owner of this village. The same `record_id` again returns
    the business already made.
    """
    with narrowed(by, village_code) as actor:
        made = keeping.made_before(Business, record_id, by=actor)
        if made is not None:
            return made
        village = keeping.village_at(village_code, by=actor)
        own_group, own_person = _owner(village_code, group, person, by=actor)
        values = keeping.clean({"name": "", "kind": "", "status": BusinessStatus.JALAN, **details}, CLEANERS)
        key = {"id": record_id} if record_id else {}
        business = Business(**key, village=village, village_code=village_code, group=own_group, **values)
        keeping.insert(business, by=by)
        if own_person is not None:
            _own(business, own_person, by=by)
        write_entry(PillarLog, business, kind=JournalKind.BUAT, by=by)
        return business


@transaction.atomic
def change_business(
    *,
    business: Business,
    version: int,
    by: Actor,
    owner: Group | Person | None = None,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Any,
) -> Business:
    """Change some of `BUSINESS_FIELDS`; `owner` hands it over to another group or person.

    Raises Http404, StaleVersion, DomainError as `create_business`.
    """
    with keeping.locked(business, version=version, by=by) as (found, actor):
        values = keeping.clean(details, CLEANERS)
        also: list[Change] = []
        if owner is not None:
            group, person = _owner(
                found.village_code,
                owner if isinstance(owner, Group) else None,
                owner if isinstance(owner, Person) else None,
                by=actor,
            )
            values["group"] = group
            if _hand_over(found, person, actor=actor, by=by):
                also.append(keeping.change_told(found, "group", label="Pemilik"))
        return keeping.save_change(found, values, by=by, kind=entry, comment=comment, also=also)


def owner_of(business: Business, *, by: Actor) -> BusinessOwner | None:
    """The person who owns it now; only for those who may see persons."""
    rows = BusinessOwner.objects.all().visible_to(by).filter(business=business, withdrawn_at=None)
    return rows.select_related("person").first()


@transaction.atomic
def correct_owner(*, owner: BusinessOwner, version: int, by: Actor, category: str, reason: str) -> BusinessOwner:
    """Put right what the owner is to migration. Raises Http404, StaleVersion."""
    with narrowed(by, owner.village_code) as actor:
        row = BusinessOwner.objects.all().visible_to(actor).lock(pk=owner.pk, version=version)
        row.category = keeping.code("category", "Kategori", MemberCategory)(category)
        row.save_changed(by=by)
        business = Business.objects.visible_to(actor).get(pk=row.business_id)
        words = f"Kategori pemilik dibetulkan. {reason}".strip()
        write_entry(PillarLog, business, kind=JournalKind.KOREKSI, by=by, comment=words)
        return row


@transaction.atomic
def withdraw_business(*, business: Business, version: int, reason: str, by: Actor) -> Business:
    """Take a business recorded by mistake out of the lists. Raises DomainError while aid names it."""
    with keeping.locked(business, version=version, by=by) as (found, actor):
        aids = Aid.objects.visible_to(actor).current().filter(business=found).count()
        if aids:
            raise DomainError(f"Usaha ini masih tercatat menerima {aids} bantuan. Tarik atau pindahkan itu dulu.")
        return keeping.withdraw(found, reason=reason, by=by)


def _owner(
    village_code: str, group: Group | None, person: Person | None, *, by: Actor
) -> tuple[Group | None, Person | None]:
    """Owners read again in the actor's scope and of the same village."""
    if (group is None) == (person is None):
        raise DomainError("Pilih pemiliknya: satu kelompok atau satu orang.", field="owner")
    if group is not None:
        own = Group.objects.visible_to(by).current().filter(pk=group.pk, village_code=village_code).first()
        if own is None:
            raise DomainError("Kelompok ini tidak tercatat di desa ini.", field="owner")
        return own, None
    assert person is not None
    people = Person.objects.visible_to(by).current().filter(pk=person.pk, village_code=village_code)
    someone = with_family(people).first()
    if someone is None:
        raise DomainError("Orang ini tidak tercatat di desa ini.", field="owner")
    return None, someone


def _own(business: Business, person: Any, *, by: Actor) -> BusinessOwner:
    row = BusinessOwner(
        business=business,
        village_code=business.village_code,
        person=person,
        category=default_category(person),
    )
    return keeping.insert(row, by=by)


def _hand_over(business: Business, person: Any, *, actor: Actor, by: Actor) -> bool:
    """Give a locked business to a person, or take it from its person; returns whether a person changed."""
    row = BusinessOwner.objects.all().visible_to(actor).select_for_update().filter(business=business).first()
    if person is None:
        if row is None or row.withdrawn_at is not None:
            return False
        row.withdrawn_at = timezone.now()
    elif row is None:
        _own(business, person, by=by)
        return True
    elif row.person_id == person.pk and row.withdrawn_at is None:
        return False
    else:
        row.person, row.category, row.withdrawn_at = person, default_category(person), None
    row.save_changed(by=by)
    return True
