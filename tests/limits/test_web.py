"""Limits of people: on pages that cost much, and on no others."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from desmigratif.limits.models import Usage
from desmigratif.limits.web import cost_of


@pytest.fixture
def strict(settings):
    settings.PAGE_LIMITS = ((3, 60), (3, 86400))


def test_a_user_who_opens_lists_without_end_is_asked_to_wait(strict, as_user, petugas):
    client = as_user(petugas)
    assert [client.get(reverse("person-list")).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = client.get(reverse("person-list"))
    page = " ".join(answer.content.decode().split())
    assert int(answer["Retry-After"]) > 0
    assert f"tunggu {answer['Retry-After']} detik" in page
    assert f"Kode kejadian: {answer['X-Request-ID']}" in page
    assert answer["Cache-Control"] == "no-store"


def test_other_pages_stay_open_and_nothing_is_lost(strict, as_user, petugas):
    client = as_user(petugas)
    for _ in range(5):
        client.get(reverse("person-list"))
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("person-register")).status_code == 200


def test_one_users_limit_is_not_anothers(strict, as_user, petugas, disnaker):
    for _ in range(5):
        as_user(petugas).get(reverse("person-list"))
    assert as_user(disnaker).get(reverse("person-list")).status_code == 200


def test_a_page_that_costs_nothing_is_not_counted(as_user, petugas, db):
    as_user(petugas).get(reverse("home"))
    assert not Usage.objects.exists()


@pytest.mark.parametrize(
    ("path", "cost"),
    [("/orang/", 1), ("/angka/", 1), ("/angka/?unduh=csv", 5), ("/kelola/", 1), ("/tidak-ada/", 0), ("/bantuan/", 0)],
)
def test_what_an_address_costs(path, cost):
    assert cost_of(RequestFactory().get(path)) == cost
