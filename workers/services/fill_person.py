"""A row of a file about somebody who is recorded already: what it would add, adding it, and taking that back."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import label_of
from desmigratif.core.scope import Actor
from desmigratif.core.security import access_of
from workers.models import MigrationEpisode, NikReview, Person, PersonLog
from workers.services.add_episode import add_episode
from workers.services.correct_episode import cancel_episode, correct_episode
from workers.services.correct_person import correct_person
from workers.services.import_person import Draft
from workers.services.withdraw_person import withdraw_person

FILLABLE = ("birth_date", "phone", "hamlet", "rt", "rw", "status", "business_interest")
COMPARED = ("full_name", "sex", *FILLABLE)
STAY = ("country", "departed_on", "returned_on", "return_reason")
OWN_TABLES = (MigrationEpisode, PersonLog, NikReview)


@dataclass
class Comparison:
    """What a row adds to a person, and where it says something else; that is never written over what stands there."""

    fills: dict[str, Any] = field(default_factory=dict)
    stay: MigrationEpisode | None = None  # the one the row tells of, as it is stored
    stay_fills: dict[str, Any] = field(default_factory=dict)
    adds_stay: bool = False
    different: list[str] = field(default_factory=list)
    is_other_name: bool = False

    @property
    def adds(self) -> bool:
        """Whether anything empty would be filled."""
        return bool(self.fills or self.stay_fills or self.adds_stay)


def known_person(*, draft: Draft, by: Actor) -> Person | None:
    """The current record of the same village with the row's NIK; without NIK, that of the same name and birth date."""
    here = Person.objects.visible_to(by).current().filter(village_code=draft.person.village_code)
    if draft.nik:
        return here.with_nik(draft.nik.number).first()
    same = here.filter(nik_hash=None, birth_date=draft.person.birth_date, full_name__iexact=draft.person.full_name)
    return same.order_by("seq").first()


def compare_person(*, person: Person, draft: Draft, by: Actor) -> Comparison:
    """Compare what the row filled in with what is recorded."""
    found = Comparison()
    for name in COMPARED:
        new, old = getattr(draft.person, name), getattr(person, name)
        if name not in draft.given or _is_same(name, new, old):
            continue
        if name in FILLABLE and not old:
            found.fills[name] = new
        else:
            found.different.append(label_of(Person, name))
            found.is_other_name = found.is_other_name or name == "full_name"
    if draft.stay is not None:
        _compare_stay(found, person, draft.stay, by)
    return found


def _is_same(name: str, new: Any, old: Any) -> bool:
    if name == "full_name":
        return str(new).casefold() == str(old).casefold()
    if name == "birth_date" and new and old:
        return str(old).startswith(str(new))
    return bool(new == old) or str(new or "") == str(old or "")


def _compare_stay(found: Comparison, person: Person, stay: MigrationEpisode, by: Actor) -> None:
    stored = list(MigrationEpisode.objects.visible_to(by).filter(person=person).current().select_related("country"))
    found.stay = next((one for one in stored if _agrees(one, stay)), None)
    if found.stay is not None:
        fills = {name: getattr(stay, name) for name in STAY if getattr(stay, name) and not getattr(found.stay, name)}
        if not fills or _status_fits(person, stay):
            found.stay_fills = fills
            return
    elif not stored and _status_fits(person, stay):
        found.adds_stay = True
        return
    found.different.append("Riwayat migrasi")


def _status_fits(person: Person, stay: MigrationEpisode) -> bool:
    """Whether the person has the status the row names, or none as a mere member of a family: else the stay would
    change it."""
    return person.status in {"", stay.person.status}


def _agrees(one: MigrationEpisode, two: MigrationEpisode) -> bool:
    """Whether two stays may be one: nothing that both know is different."""
    for name in STAY:
        mine, other = getattr(one, name), getattr(two, name)
        if mine and other and not (mine == other or str(mine).startswith(str(other))):
            return False
    return True


@transaction.atomic
def fill_person(*, person: Person, draft: Draft, reason: str, by: Actor) -> tuple[Person, dict[str, Any]]:
    """Fill the empty fields of a person from a row; returns the person and what undo needs to know.

    Raises DomainError when nothing is empty any more, and whatever the corrections raise.
    """
    current = Person.objects.visible_to(by).current().filter(pk=person.pk).first()
    if current is None:
        raise Http404
    found = compare_person(person=current, draft=draft, by=by)
    if found.is_other_name or not found.adds:
        raise DomainError("Tidak ada lagi yang bisa dilengkapi.", field="full_name")
    undo: dict[str, Any] = {"fields": sorted(found.fills)}
    if found.fills:
        current = correct_person(person=current, version=current.version, reason=reason, changes=found.fills, by=by)
    if found.adds_stay and draft.stay is not None:
        values = {name: getattr(draft.stay, name) for name in STAY}
        undo["added"] = str(add_episode(person=current, reason=reason, by=by, **values).pk)
    elif found.stay is not None and found.stay_fills:
        undo["stay"], undo["stay_fields"] = str(found.stay.pk), sorted(found.stay_fills)
        correct_episode(episode=found.stay, version=found.stay.version, reason=reason, changes=found.stay_fills, by=by)
    return Person.objects.visible_to(by).get(pk=current.pk), undo


def _untouched(person_id: Any, version: int, by: Actor) -> Person:
    """The person as the import left it. Raises DomainError in words when somebody touched it since."""
    found = Person.objects.visible_to(by).filter(pk=person_id).first()
    if found is None or found.is_withdrawn:
        raise DomainError("Sudah ditarik sesudah impor.")
    if found.version != version:
        raise DomainError("Sudah diubah atau diperiksa sesudah impor.")
    return found


@transaction.atomic
def withdraw_imported(*, person_id: Any, version: int, reason: str, by: Actor) -> Person:
    """Withdraw a person that an import made. Raises DomainError in words when it was touched or is used elsewhere."""
    person = _untouched(person_id, version, by)
    used = used_in(person)
    if used:
        raise DomainError(f"Sudah dipakai di catatan lain: {', '.join(used)}.")
    return withdraw_person(person=person, version=version, reason=reason, by=by)


@transaction.atomic
def empty_again(*, person_id: Any, version: int, undo: dict[str, Any], reason: str, by: Actor) -> None:
    """Empty the fields that an import filled. Raises DomainError in words when the person was touched since."""
    person = _untouched(person_id, version, by)
    try:
        stays = MigrationEpisode.objects.visible_to(by).select_related("person")
        if "added" in undo:
            stay = stays.get(pk=undo["added"])
            cancel_episode(episode=stay, version=stay.version, reason=reason, by=by)
        elif "stay" in undo:
            stay = stays.get(pk=undo["stay"])
            changes = {name: _nothing(MigrationEpisode, name) for name in undo["stay_fields"]}
            correct_episode(episode=stay, version=stay.version, reason=reason, changes=changes, by=by)
        if undo["fields"]:
            now = Person.objects.visible_to(by).get(pk=person.pk)
            changes = {name: _nothing(Person, name) for name in undo["fields"]}
            correct_person(person=now, version=now.version, reason=reason, changes=changes, by=by)
    except DomainError:
        raise
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _nothing(model: type[Any], name: str) -> Any:
    return None if model._meta.get_field(name).null else ""


def used_in(person: Person) -> list[str]:
    """The tables of other parts that name a person, by their Indonesian names; asked as the present actor."""
    found = []
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        access = access_of(model)
        if model in OWN_TABLES or access is None or access.app in {"none", "insert_only"}:
            continue
        if model._default_manager.filter(**{relation.field.name: person}).exists():
            found.append(str(model._meta.verbose_name))
    return sorted(set(found))
