"""Who is in a group or a cooperative: picked from the people of the village by tapping, put right, ended."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, TextField
from desmigratif.core.web.forms import CodeListField, DomainForm, VersionField
from desmigratif.core.web.views import ObjectServiceForm
from pillars.enums import MemberCategory
from pillars.models import Cooperative, CooperativeMember, Group, GroupMember
from pillars.services import members
from pillars.web.business.pages import PillarForm
from workers.models import Person

PICK, CATEGORY = "pilih-", "kategori-"
MOST_ENDED_SHOWN = 50
MOST_SENT = 200


@dataclass(frozen=True)
class Members:
    """Those in it now, and those who were; None for those who may not see persons."""

    now: list[Any]
    former: list[Any]


def members_of(body: Group | Cooperative, actor: Actor) -> Members | None:
    """Members by name, for those who may see persons."""
    if not actor.may(Perm.PERSON_NAMES):
        return None
    rows = body.members.all().visible_to(actor).select_related("person")
    return Members(
        list(rows.current().order_by("person__search_name", "seq")),
        list(rows.exclude(ends_on=None).order_by("-ends_on", "-seq")[:MOST_ENDED_SHOWN]),
    )


@dataclass(frozen=True)
class Pick:
    """One person of the list, with the two inputs."""

    person: Person
    pick: BoundField
    category: BoundField


class MemberAddForm(DomainForm):
    """People of the village, each with a tick and a category."""

    starts_on = DayField(label="Menjadi anggota sejak", initial=today, help_text="Contoh: 14-5-2026")
    position = TextField(
        label="Jabatan (boleh kosong)",
        required=False,
        max_length=60,
        help_text="Berlaku untuk semua yang dipilih di sini. Contoh: Bendahara",
    )

    def __init__(self, *args: Any, people: list[Any], has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        if has_number:
            self.fields["member_number"] = TextField(
                label="Nomor anggota (boleh kosong)",
                required=False,
                max_length=30,
                help_text="Hanya kalau memilih satu orang.",
            )
        for person in people:
            self.fields[f"{PICK}{person.pk.hex}"] = forms.BooleanField(label=person.full_name, required=False)
            self.fields[f"{CATEGORY}{person.pk.hex}"] = CodeListField(
                MemberCategory,
                label=f"Kategori {person.full_name}",
                required=False,
                empty="Menurut status",
                initial=members.default_category(person),
            )

    @property
    def picks(self) -> list[Pick]:
        """The list, for the template."""
        return [
            Pick(person, self[f"{PICK}{person.pk.hex}"], self[f"{CATEGORY}{person.pk.hex}"]) for person in self.people
        ]

    @property
    def shared(self) -> list[BoundField]:
        """The inputs that count for all who are picked."""
        return [self[name] for name in ("starts_on", "position", "member_number") if name in self.fields]


def _sent(data: Any) -> list[UUID]:
    """Ids of the people whose inputs were sent."""
    found = []
    for name in list(data)[:MOST_SENT]:
        text = name.removeprefix(PICK)
        if name.startswith(PICK) and len(text) == len(UUID(int=0).hex):
            try:
                found.append(UUID(hex=text))
            except ValueError:
                continue
    return found


class MemberAdd(ObjectServiceForm):
    """Pick members by tapping. Whoever is in already is not offered; a name can be looked for."""

    permission_required = Perm.PILLAR_CHANGE
    form_class = MemberAddForm
    template_name = "pillars/group/member_add.html"

    @property
    def words(self) -> str:
        """The name looked for."""
        return self.request.GET.get("q", "")[:100]

    @cached_property
    def offered(self) -> tuple[list[Any], bool]:
        """The first ones by name, with those whose inputs were sent, and whether there are more."""
        body, actor = self.object, self.request.actor
        rows = members.may_join(body, by=actor).search(self.words)
        found = list(rows.order_by("search_name", "seq")[: members.MOST_AT_ONCE + 1])
        shown, has_more = found[: members.MOST_AT_ONCE], len(found) > members.MOST_AT_ONCE
        if self.request.method == "POST":
            here = Person.objects.visible_to(actor).current().filter(village_code=body.village_code)
            shown = list(members.with_family(here.filter(pk__in=_sent(self.request.POST))).order_by("search_name"))
        return shown, has_more

    def get_form_kwargs(self) -> dict[str, Any]:
        has_number = isinstance(self.object, Cooperative)
        return {**super().get_form_kwargs(), "people": self.offered[0], "has_number": has_number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            has_more=self.offered[1],
            words=self.words,
            most=members.MOST_AT_ONCE,
            title=f"Tambah anggota {self.object}",
            back_url=self.object.get_absolute_url(),
        )

    def perform(self, data: dict[str, Any]) -> Any:
        chosen = [
            members.NewMember(person, data.get(f"{CATEGORY}{person.pk.hex}") or "")
            for person in self.offered[0]
            if data.get(f"{PICK}{person.pk.hex}")
        ]
        shared = {name: data[name] for name in ("starts_on", "position", "member_number") if name in data}
        count = members.add_members(body=self.object, members=chosen, by=self.request.actor, **shared)
        self.success_message = f"{count} anggota ditambahkan." if count else "Yang dipilih sudah menjadi anggota."
        return self.object


class MemberForm(DomainForm):
    """What a member is."""

    version = VersionField()
    category = CodeListField(
        MemberCategory, label="Kategori", help_text="Keluarga PMI: serumah atau sekeluarga dengan PMI."
    )
    position = TextField(label="Jabatan (boleh kosong)", required=False, max_length=60, help_text="Contoh: Ketua")
    starts_on = DayField(label="Menjadi anggota sejak", help_text="Contoh: 14-5-2026")


class CooperativeMemberForm(MemberForm):
    """What a member of a cooperative is."""

    member_number = TextField(label="Nomor anggota (boleh kosong)", required=False, max_length=30)


class MemberEndForm(DomainForm):
    """The last day."""

    version = VersionField()
    ends_on = DayField(label="Selesai menjadi anggota", initial=today, help_text="Contoh: 14-5-2026")


class OfMember(PillarForm):
    """A form about one member; it leads back to the group or cooperative."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"back_words": "Kembali ke daftar anggota", **kwargs})


class MemberEdit(OfMember):
    """Put a member's category, position or beginning right."""

    form_class = MemberForm
    names = ("category", "position", "starts_on")
    success_message = "Keterangan anggota tersimpan."

    @property
    def title(self) -> str:
        """Whose."""
        return f"Ubah anggota: {self.object.person.full_name}"

    def perform(self, data: dict[str, Any]) -> Any:
        return members.correct_member(member=self.object, by=self.request.actor, **data)


class MemberEnd(OfMember):
    """A member leaves."""

    form_class = MemberEndForm
    submit_label = "Akhiri keanggotaan"
    lead = "Namanya pindah ke daftar mantan anggota. Jumlah anggota dihitung ulang."
    success_message = "Keanggotaan diakhiri."

    @property
    def title(self) -> str:
        """Whose."""
        return f"Akhiri keanggotaan {self.object.person.full_name}"

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, data: dict[str, Any]) -> Any:
        return members.end_member(member=self.object, by=self.request.actor, **data)


class GroupMemberAdd(MemberAdd):
    """Into a group."""

    model = Group


class GroupMemberEdit(MemberEdit):
    """Of a group."""

    model = GroupMember


class GroupMemberEnd(MemberEnd):
    """Out of a group."""

    model = GroupMember


class CooperativeMemberAdd(MemberAdd):
    """Into a cooperative."""

    model = Cooperative


class CooperativeMemberEdit(MemberEdit):
    """Of a cooperative."""

    model = CooperativeMember
    form_class = CooperativeMemberForm
    names = (*MemberEdit.names, "member_number")


class CooperativeMemberEnd(MemberEnd):
    """Out of a cooperative."""

    model = CooperativeMember
