"""Agreements, clients and persons for the tests of the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.enums import AgreementStatus, Tier
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.exchange.services import check_datasets, level_of, make_client
from desmigratif.reference.models import Country, Institution, Region
from tests.conftest import BETAK, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from workers.models import Person

SECRET = "rahasia-untuk-uji-saja"
PERSON_FIELDS = ["village_code", "sex", "birth_year", "status", "country", "return_year"]
VILLAGE_FIELDS = ["name", "programmes", "population"]


@pytest.fixture
def make_agreement(walidata, pimpinan) -> Callable[..., Agreement]:
    """An approved agreement, in force unless told otherwise."""

    def make(**changes: Any) -> Agreement:
        with acting_as(SYSTEM):
            region = Region.objects.get(pk=changes.pop("region")) if changes.get("region") else None
            tier = changes.pop("tier", Tier.T2)
            datasets = changes.pop("datasets", {"persons": PERSON_FIELDS, "villages": VILLAGE_FIELDS})
            agreement = Agreement(
                number=f"PKS-UJI-{uuid7()}",
                institution=Institution.objects.get(code="KEMNAKER"),
                purpose="Uji",
                legal_basis="Uji",
                tier=tier,
                region=region,
                level=level_of(region),
                datasets=check_datasets(datasets, tier),
                starts_on=today() - timedelta(days=10),
                ends_on=today() + timedelta(days=10),
                status=AgreementStatus.SETUJU,
                drafted_by=walidata,
                approved_by=pimpinan,
                approved_at=timezone.now(),
            )
            for name, value in changes.items():
                setattr(agreement, name, value)
            return agreement.save_new(by=SYSTEM)

    return make


@pytest.fixture
def agreement(make_agreement) -> Agreement:
    """Tier T2 for Kabupaten Tulungagung."""
    return make_agreement(region=TULUNGAGUNG)


@pytest.fixture
def make_api_client() -> Callable[[Agreement], ApiClient]:
    """A client of an agreement, with the secret all tests know."""

    def make(agreement: Agreement) -> ApiClient:
        with acting_as(SYSTEM):
            return make_client(agreement=agreement, name="Uji", client_id=f"uji-{uuid7()}", secret=SECRET)

    return make


@pytest.fixture
def ask_token() -> Callable[..., Any]:
    """The answer of the token endpoint."""

    def ask(client: ApiClient, secret: str = SECRET, **data: str) -> Any:
        form = {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret, **data}
        return Client().post("/oauth2/token/", form)

    return ask


class Caller:
    """Calls the API with one token."""

    def __init__(self, token: str) -> None:
        self.token = token

    def get(self, path: str, params: Any = None, **headers: str) -> Any:
        """GET below /api/v1/, or a whole address."""
        if path.startswith("http"):
            path = path.split("://testserver", 1)[1]
        elif not path.startswith("/"):
            path = f"/api/v1/{path}"
        return Client().get(path, params, headers={"Authorization": f"Bearer {self.token}", **headers})

    def rows(self, path: str, params: Any = None) -> list[dict]:
        """All rows of all pages."""
        found, page = [], self.get(path, params)
        while True:
            assert page.status_code == 200, page.content
            body = page.json()
            found += body["results"]
            if not body["next"]:
                return found
            page = self.get(body["next"])


@pytest.fixture
def caller(make_api_client, ask_token) -> Callable[[Agreement], Caller]:
    """A caller under an agreement."""

    def make(agreement: Agreement) -> Caller:
        return Caller(ask_token(make_api_client(agreement)).json()["access_token"])

    return make


def add_person(village: str = TUNGGANGRI, **changes: Any) -> UUID:
    """A returned worker, put straight into the table."""
    values = {
        "village_code": village,
        "full_name": "Siti Contoh",
        "sex": "2",
        "birth_date": PartialDate("1990-05-14"),
        "phone": "+6281234567890",
        "status": "PURNA",
        "record_status": "VERIF",
        "no_nik_reason": "LUPA",
        "business_interest": "JASA",
        "last_country": Country.objects.get(pk="TW"),
        "last_return_year": 2023,
        **changes,
    }
    with acting_as(SYSTEM):
        return Person.objects.create(**values).pk


@pytest.fixture
def persons(db) -> dict[str, UUID]:
    """One person in each of two villages of Tulungagung and one outside."""
    return {code: add_person(code) for code in (TUNGGANGRI, BETAK, OUTSIDE)}
