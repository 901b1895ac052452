"""Everything held about one person, from the field catalogue: what, why, on which basis, how long (UU 27/2022 Ps 32).

What would reveal somebody else, or put a child in danger, is held back and named (Ps 33).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model
from django.utils.timezone import localdate

from desmigratif.accounts.roles import Perm, Role
from desmigratif.audit.services import reads_of
from desmigratif.core.catalogue import DataClass, entries_of
from desmigratif.core.journal import in_words
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Region
from desmigratif.rights.models import EmergencyAccess, RequestLog, Reveal, SubjectRequest
from pillars.models import (
    Attendance,
    BusinessOwner,
    CooperativeMember,
    GroupMember,
    PermissionLetter,
    ServiceClient,
)
from workers.models import (
    Child,
    Consent,
    Family,
    FamilyMembership,
    MigrationEpisode,
    NikReview,
    Person,
    PersonLog,
)

# Model -> how its rows are found from the person.
HELD: dict[type[Model], str] = {
    Person: "pk",
    MigrationEpisode: "person",
    Family: "memberships__person",
    FamilyMembership: "person",
    Child: "person",
    Consent: "subject",
    ServiceClient: "person",
    PermissionLetter: "person",
    Attendance: "person",
    GroupMember: "person",
    CooperativeMember: "person",
    BusinessOwner: "person",
    SubjectRequest: "person",
}
# Told as the trail of processing instead, without what others wrote.
TRAIL: dict[type[Model], str] = {PersonLog: "person", Reveal: "person", EmergencyAccess: "person"}
# Links to a person that are no data of that person's own page.
ELSEWHERE = {
    NikReview: "asks whether two records are one person, so it would tell of another one",
    RequestLog: "stands with the request",
}
WITHHELD = {
    (Child, "risks"): "Tanda risiko anak tidak dicetak, demi keselamatan anak.",
    (Child, "exception_reason"): "Alasan mencatat tanpa persetujuan tidak dicetak, demi keselamatan anak.",
    (Child, "exception_by"): "",
}
DISTRICT_ONLY = {
    (MigrationEpisode, "route"): "Jalur keberangkatan hanya dicetak di kabupaten, oleh koordinator yang memeriksanya.",
}
HIDDEN = {
    "search_name", "kec_code", "kab_code", "prov_code", "nik_sealed", "nik_hash", "kk_sealed", "kk_hash", "person",
    "subject",
}  # fmt: skip
LAST = {"village_code", "created_at", "created_by", "updated_at", "updated_by"}
MOST_ROWS = 200


@dataclass(frozen=True)
class Group:
    """Fields of one record that are held for the same purpose: (label, value)."""

    purpose: str
    legal_basis: str
    retention: str
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The rows of one table."""

    title: str
    rows: list[list[Group]] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One act on the data."""

    at: object
    what: str
    who: str


@dataclass(frozen=True)
class Look:
    """How often one role, or one institution's program, saw the record on one day."""

    day: date
    who: str
    times: int


@dataclass(frozen=True)
class OwnData:
    """Everything, what is held back in words, the trail, and who looked."""

    sections: list[Section]
    withheld: list[str]
    trail: list[Step]
    looks: list[Look]


def data_of(person: Person, by: Actor) -> OwnData:
    """What the actor's region holds about the person."""
    held_back = WITHHELD if by.may(Perm.PERSON_VERIFY) else WITHHELD | DISTRICT_ONLY
    sections, words = [], []
    for model, path in HELD.items():
        rows = model._default_manager.all().visible_to(by).filter(**{path: person.pk})  # type: ignore[attr-defined]
        found = list(rows.order_by("seq").distinct()[:MOST_ROWS])
        if not found:
            continue
        names = [
            name
            for name, entry in entries_of(model).items()
            if entry.data_class is not DataClass.NONE and name not in HIDDEN and (model, name) not in held_back
        ]
        words += [text for (owner, _name), text in held_back.items() if owner is model and text]
        title = str(model._meta.verbose_name)
        sections.append(Section(title[:1].upper() + title[1:], [_groups(row, names) for row in found]))
    return OwnData(sections, words, _trail(person, by), _looks(person))


def _groups(row: Model, names: list[str]) -> list[Group]:
    """The fields by purpose, in the order of the model; who wrote the record comes last."""
    values, listed = in_words(row, names), entries_of(type(row))
    order = {item.name: place for place, item in enumerate(row._meta.local_fields)}
    found: dict[tuple[str, str, str], Group] = {}
    for name in sorted(names, key=lambda name: (name in LAST, order[name])):
        entry = listed[name]
        value = _place(values[name]) if name == "village_code" else values[name]
        label = "Desa" if name == "village_code" else entry.label[:1].upper() + entry.label[1:]
        key = (entry.purpose, entry.legal_basis, entry.retention)
        found.setdefault(key, Group(*key)).lines.append((label, value or "belum diisi"))
    return list(found.values())


def _place(code: str) -> str:
    region = Region.objects.filter(pk=code).first()
    return region.full_name if region else code


def _trail(person: Person, by: Actor) -> list[Step]:
    """Who did what, by role: officers are named to their own office, not on a paper that leaves it."""
    labels = dict(Role.choices)
    logs = PersonLog.objects.visible_to(by).filter(person=person).order_by("-seq")[:MOST_ROWS]
    found = [Step(row.at, row.get_kind_display(), str(labels.get(row.by_role, "Sistem"))) for row in logs]
    reveals = Reveal.objects.visible_to(by).filter(person=person).order_by("-seq")[:MOST_ROWS]
    found += [
        Step(
            row.at,
            f"{row.get_field_display()} dibuka utuh: {row.get_reason_code_display().lower()}",
            labels[row.by_role],
        )
        for row in reveals
    ]
    emergencies = EmergencyAccess.objects.all().visible_to(by).filter(person=person).order_by("-seq")[:MOST_ROWS]
    found += [
        Step(row.created_at, f"Akses darurat: {row.get_reason_code_display().lower()}", "Kabupaten lain")
        for row in emergencies
    ]
    return sorted(found, key=lambda step: step.at, reverse=True)  # type: ignore[arg-type, return-value]


def _looks(person: Person) -> list[Look]:
    """The newest looks at the record, from the access log: by role and day, no officer by name."""
    labels = dict(Role.choices)
    rows = reads_of(Person._meta.label, person.pk, most=MOST_ROWS)
    found = Counter((localdate(row.at), str(labels.get(row.role, row.party or "Sistem"))) for row in rows)
    return [Look(day, who, times) for (day, who), times in found.items()]
