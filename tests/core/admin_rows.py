"""One row of every table of ours, made as the application makes it, for tests that walk all screens of the admin."""

from datetime import date, timedelta

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from oauth2_provider.models import generate_client_id

from desmigratif.accounts.models import Assignment, User
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.exchange.enums import Tier
from desmigratif.exchange.models import AccessToken, Agreement, ApiClient
from desmigratif.exchange.services import Terms, approve_agreement, draft_agreement, make_client
from desmigratif.notifications import outbox
from desmigratif.notifications.models import OutboxEntry
from desmigratif.reference.models import (
    Country,
    Institution,
    InstitutionSuccession,
    Region,
    RegionLoad,
    RegionSuccession,
)
from desmigratif.reporting.counting import fold
from desmigratif.reporting.models import (
    ChildCount,
    ChildCountDelta,
    Export,
    FamilyCount,
    FamilyCountDelta,
    PersonCount,
    PersonCountDelta,
)
from tests.architecture import grids
from tests.architecture.guards.files import PACKAGES
from tests.conftest import TUNGGANGRI
from tests.workers.registering import WOMAN, register
from villages import services as village_services
from villages.models import Hamlet, Programme, Village, VillageOfficer, VillageProgramme
from workers.models import MigrationEpisode, NikReview, Person, PersonLog

SECRET, TOKEN = "rahasia-klien-uji", "token-uji-yang-tidak-boleh-tampil"


def models_of_ours() -> list[type[Model]]:
    """Every model of the project's own apps."""
    return [
        model
        for model in apps.get_models()
        if apps.get_app_config(model._meta.app_label).name.split(".")[0] in PACKAGES
    ]


def make_rows(officer: Actor, neighbour: Actor, walidata: User, pimpinan: User) -> dict[type[Model], Model]:
    """A row of every table, by model. The officers are those of Tunggangri and of Betak."""
    rows: dict[type[Model], Model] = {}
    first = register(officer, departed_on=PartialDate("2021-03"))
    fold()
    register(neighbour, nik=WOMAN, full_name="Endang Lestari")  # the same NIK in another village: a review
    with acting_as(SYSTEM) as by:
        rows |= _of_people(first) | _of_the_village(by) | _of_the_exchange(walidata, pimpinan)
        rows[OutboxEntry] = outbox.add(task="notifications.sweep_outbox", by=by)
        rows[User], rows[Assignment] = walidata, walidata.assignments.get()
        for model in (Country, Region, RegionLoad, Institution, RegionSuccession, InstitutionSuccession):
            found = model._default_manager.order_by("pk").first()
            if found is not None:
                rows[model] = found
        for admin_rows in grids.calls("admin_rows"):
            rows |= admin_rows(first, rows[Village], by)
        rows |= _of_the_counts()
    return rows


def _of_the_counts() -> dict[type[Model], Model]:
    """Children and families: the deltas are those of the rows above, the rollups are as a fold leaves them."""
    child = {"village_code": TUNGGANGRI, "birth_year": 2015, "carer_relation": "IBU", "parent_abroad": "AYAH", "n": 1}
    return {
        ChildCount: ChildCount.objects.create(**child),
        ChildCountDelta: ChildCountDelta.objects.first(),
        FamilyCount: FamilyCount.objects.create(village_code=TUNGGANGRI, record_status="VERIF", n=1),
        FamilyCountDelta: FamilyCountDelta.objects.first(),
    }


def _of_people(person: Person) -> dict[type[Model], Model]:
    return {
        Person: person,
        MigrationEpisode: person.episodes.get(),
        PersonLog: person.logs.get(),
        NikReview: NikReview.objects.get(),
        PersonCount: PersonCount.objects.get(),
        PersonCountDelta: PersonCountDelta.objects.get(),
        Export: Export.objects.create(
            assignment_id=uuid7(),
            code=TUNGGANGRI,
            place="Tunggangri",
            filter_words="Semua",
            format="CSV",
            purpose="Rapat desa bulan ini",
            status="SIAP",
            expected=1,
            file_name="berkas-yang-tidak-boleh-tampil",
            token_hash="sidik-yang-tidak-boleh-tampil",
            expires_at=timezone.now(),
        ),
    }


def _of_the_village(by: Actor) -> dict[type[Model], Model]:
    village = village_services.create_village(village_code=TUNGGANGRI, by=by)
    programme = Programme.objects.get(pk="DESMIGRATIF")
    return {
        Village: village,
        Programme: programme,
        VillageProgramme: village_services.designate(
            village=village, programme=programme, status="AKTIF", designated_year=2019, by=by
        ),
        VillageOfficer: village_services.appoint_officer(
            village=village, full_name="Ratna Wulandari", role="PETUGAS", starts_on=date(2022, 1, 3), by=by
        ),
        Hamlet: village_services.add_hamlet(village=village, name="Krajan", by=by),
    }


def _of_the_exchange(walidata: User, pimpinan: User) -> dict[type[Model], Model]:
    terms = Terms(
        number="PKS-UJI-1",
        institution=Institution.objects.get(code="KEMNAKER"),
        purpose="Uji",
        legal_basis="Uji",
        tier=Tier.T2,
        region=None,
        datasets={"villages": ["name"]},
        starts_on=today(),
        ends_on=today() + timedelta(days=30),
    )
    agreement = draft_agreement(terms=terms, by=walidata.assignments.get().as_actor())
    agreement = approve_agreement(
        agreement=agreement, version=agreement.version, by=pimpinan.assignments.get().as_actor()
    )
    client = make_client(agreement=agreement, name="Uji", client_id=generate_client_id(), secret=SECRET)
    token = AccessToken.objects.create(
        application=client, token=TOKEN, scope="read", expires=timezone.now() + timedelta(minutes=15)
    )
    return {Agreement: agreement, ApiClient: client, AccessToken: token}
