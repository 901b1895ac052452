"""A small country for the tests that walk every page: users of all roles, and in each of three villages a row of
every table that an address names."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.exchange.enums import AgreementStatus
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.exchange.services import make_client
from desmigratif.reference.models import Institution
from desmigratif.reporting.enums import ExportStatus
from desmigratif.reporting.models import Export
from tests.architecture import grids
from tests.conftest import BETAK, JAWA_TIMUR, KALIDAWIR, OUTSIDE, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.workers.registering import register
from villages import services as village_services
from villages.models import Hamlet, Programme, Village, VillageOfficer, VillageProgramme
from workers.models import MigrationEpisode, NikReview, Person

POSTS = {
    Role.PETUGAS: (Level.DESA, TUNGGANGRI, ""),
    Role.KADES: (Level.DESA, TUNGGANGRI, ""),
    Role.KECAMATAN: (Level.KEC, KALIDAWIR, ""),
    Role.DISNAKER: (Level.KAB, TULUNGAGUNG, ""),
    Role.OPD: (Level.KAB, TULUNGAGUNG, "DISTAN_TULUNGAGUNG"),
    Role.DISNAKER_PROV: (Level.PROV, JAWA_TIMUR, ""),
    Role.BP3MI: (Level.PROV, JAWA_TIMUR, "BP3MI_JATIM"),
    Role.KL: (Level.NATION, "", "KEMLU"),
    Role.ANALIS: (Level.NATION, "", ""),
    Role.PIMPINAN: (Level.NATION, "", ""),
    Role.PENANGAN: (Level.NONE, "", ""),
    Role.PENATA: (Level.NATION, "", ""),
    Role.WALIDATA: (Level.NATION, "", ""),
    Role.AUDITOR: (Level.NATION, "", ""),
    Role.ADMIN: (Level.NONE, "", ""),
}
NIKS = {TUNGGANGRI: "3504144411900011", BETAK: "3504145207870012", OUTSIDE: "3504140902840013"}
NAMES = {TUNGGANGRI: "Endang Lestari", BETAK: "Partinah Rahayu", OUTSIDE: "Slamet Widodo"}


@dataclass(frozen=True)
class Place:
    """One village and what lies in it."""

    code: str
    village: Village
    programme: VillageProgramme
    officer: VillageOfficer
    hamlet: Hamlet
    person: Person
    episode: MigrationEpisode
    review: NikReview
    ready: Export  # of the village's officer
    waiting: Export  # of the village's officer, for a decision
    more: dict[str, Any] = field(default_factory=dict)  # rows of the other parts, by name (tests/architecture/grids)


@dataclass(frozen=True)
class World:
    """Users by role, villages by code, agreements."""

    users: dict[Role, User]
    places: dict[str, Place]
    draft: Agreement
    agreement: Agreement
    client: ApiClient
    own_exports: dict[Role, Export]
    more: dict[str, Any] = field(default_factory=dict)  # rows that no village owns


def _actor(user: User) -> Actor:
    return user.assignments.select_related("user", "region", "institution").get().as_actor()


def users_of_all_roles() -> dict[Role, User]:
    """One user of each role, those of a region in and above Tunggangri."""
    return {
        role: make_user(role, level, code, institution=institution, username=f"uji-{role.replace('_', '-')}")
        for role, (level, code, institution) in POSTS.items()
    }


def _export(by: Actor, status: ExportStatus) -> Export:
    ready = {"file_name": "uji", "token_hash": "uji", "expires_at": timezone.now() + timedelta(hours=1)}
    return Export(
        assignment_id=by.assignment_id,
        code=by.code,
        place="Uji",
        filter_words="Semua",
        format="CSV",
        purpose="Rapat desa bulan ini",
        status=status,
        expected=1,
        **(ready if status is ExportStatus.SIAP else {}),
    ).save_new(by=by)


def _place(code: str, officer: User) -> Place:
    by = _actor(officer)
    person = register(by, nik=NIKS[code], full_name=NAMES[code])
    with acting_as(SYSTEM) as system:
        village = village_services.create_village(village_code=code, by=system)
        programme = Programme.objects.get(pk="DESMIGRATIF")
        place = Place(
            code=code,
            village=village,
            programme=village_services.designate(village=village, programme=programme, status="AKTIF", by=system),
            officer=village_services.appoint_officer(
                village=village, full_name="Ratna Wulandari", role="PETUGAS", starts_on=date(2022, 1, 3), by=system
            ),
            hamlet=village_services.add_hamlet(village=village, name="Krajan", by=system),
            person=person,
            episode=person.episodes.get(),
            review=NikReview(kab_code=code[:5], person=person, other_person_id=uuid7()).save_new(by=system),
            ready=_export(by, ExportStatus.SIAP),
            waiting=_export(by, ExportStatus.MENUNGGU_SETUJU),
        )
        for make_rows in grids.calls("make_rows"):
            place.more.update(make_rows(place, system))
        return place


def _agreement(world_users: dict[Role, User], **changes: Any) -> Agreement:
    return Agreement(
        number=f"PKS-UJI-{uuid7()}",
        institution=Institution.objects.get(code="KEMNAKER"),
        purpose="Uji",
        legal_basis="Uji",
        level=Level.NATION,
        datasets={"villages": ["village_code", "name"]},
        starts_on=timezone.localdate() - timedelta(days=10),
        ends_on=timezone.localdate() + timedelta(days=10),
        drafted_by=world_users[Role.WALIDATA],
        **changes,
    ).save_new(by=SYSTEM)


def make_world() -> World:
    """Everything. Takes about a second."""
    users = users_of_all_roles()
    officers = {
        TUNGGANGRI: users[Role.PETUGAS],
        BETAK: make_user(Role.PETUGAS, Level.DESA, BETAK),
        OUTSIDE: make_user(Role.PETUGAS, Level.DESA, OUTSIDE),
    }
    places = {code: _place(code, officer) for code, officer in officers.items()}
    with acting_as(SYSTEM):
        agreement = _agreement(
            users,
            status=AgreementStatus.SETUJU,
            approved_by=users[Role.PIMPINAN],
            approved_at=timezone.now(),
        )
        world = World(
            users=users,
            places=places,
            draft=_agreement(users),
            agreement=agreement,
            client=make_client(agreement=agreement, name="Uji", client_id=f"uji-{uuid7()}", secret="rahasia-uji"),
            own_exports={
                role: _export(_actor(users[role]), ExportStatus.SIAP)
                for role in (Role.PETUGAS, Role.DISNAKER, Role.PENATA)
            },
        )
        for make_shared in grids.calls("make_shared"):
            world.more.update(make_shared(users, places))
        return world
