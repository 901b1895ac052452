"""The people of a village on its page."""

import re

import pytest

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, Level, acting_as
from tests.conftest import BETAK, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.reporting.people import make, many
from tests.workers.web_people import make_village, same_as_unknown, text_of
from villages.models import Village

HTMX = {"HX-Request": "true"}


@pytest.fixture
def village(db) -> Village:
    make_village(TUNGGANGRI)
    make_village(BETAK)
    make(*many(6, record_status="VERIF"), *many(2), *many(3, village_code=BETAK))
    with acting_as(SYSTEM):
        return Village.objects.get(village_code=TUNGGANGRI)


def test_the_villages_page_asks_for_the_fragment(as_user, petugas, village):
    page = text_of(as_user(petugas).get(village.get_absolute_url()))
    assert f'data-hx-get="{village.get_absolute_url()}orang/"' in page


def test_the_fragment_counts_the_village_and_is_no_whole_page(as_user, analis, village):
    answer = as_user(analis).get(f"{village.get_absolute_url()}orang/", headers=HTMX)
    page = text_of(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    assert re.findall(r'dm-stat__v">([0-9.]+)<', page) == ["8", "8", "6", "2"]
    assert f"/ikhtisar/{TUNGGANGRI}/" in page
    assert "/orang/?" not in page


def test_without_a_script_it_is_a_page_with_a_way_back(as_user, petugas, village):
    page = text_of(as_user(petugas).get(f"{village.get_absolute_url()}orang/"))
    assert "<html" in page
    assert f'href="{village.get_absolute_url()}"' in page
    assert "/orang/?record_status=VERIF" in page


def test_an_empty_village_says_so(as_user, petugas, db):
    make_village(TUNGGANGRI)
    with acting_as(SYSTEM):
        village = Village.objects.get(village_code=TUNGGANGRI)
    page = text_of(as_user(petugas).get(f"{village.get_absolute_url()}orang/", headers=HTMX))
    assert "Belum ada orang tercatat" in page


def test_another_village_is_not_found_and_a_role_without_figures_refused(as_user, petugas_betak, village):
    path = f"{village.get_absolute_url()}orang/"
    assert same_as_unknown(as_user(petugas_betak), path, village)
    opd = as_user(make_user(Role.OPD, Level.KAB, TULUNGAGUNG))
    assert opd.get(path).status_code == 403
    assert "Warga yang tercatat" not in text_of(opd.get(village.get_absolute_url()))
