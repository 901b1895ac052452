"""Figures of a region: who may open which, what they count, what is hidden."""

import pytest

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.reporting import counting
from tests.conftest import BETAK, JAWA_TIMUR, KALIDAWIR, OUTSIDE, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.reporting.people import everybody, make, many, register
from tests.workers.web_people import make_village, text_of

URL = "/ikhtisar/"
REGIONS = ("", JAWA_TIMUR, TULUNGAGUNG, KALIDAWIR, TUNGGANGRI)


def url(code: str) -> str:
    return f"{URL}{code}/" if code else URL


@pytest.fixture
def people(db):
    """Two kabupaten, all statuses of records, one person without a country."""
    return make(
        *many(7, record_status="VERIF"),
        *many(4, sex="1", last_country_id="HK", last_return_year=2021),
        *many(2, village_code=BETAK, record_status="KEMBALI", last_return_year=None),
        *many(3, village_code=OUTSIDE, status="AKTIF", last_return_year=None),
        {"last_country_id": None},
        {"record_status": "DRAF"},
    )


def test_each_level_opens_its_own_region_and_what_lies_inside(
    as_user, petugas, camat, disnaker, disnaker_prov, analis, people
):
    for user, first in ((petugas, 4), (camat, 3), (disnaker, 2), (disnaker_prov, 1), (analis, 0)):
        client = as_user(user)
        found = [client.get(url(code)).status_code for code in REGIONS]
        outside = [302, *[404] * (first - 1)] if first else []
        assert found == outside + [200] * (5 - first), user
        assert client.get(URL, follow=True).context["shown"].code == REGIONS[first]


@pytest.mark.parametrize("role", [Role.OPD, Role.PENANGAN, Role.AUDITOR, Role.ADMIN])
def test_roles_without_figures_are_refused(db, as_user, role):
    level, code = {Role.OPD: (Level.KAB, TULUNGAGUNG), Role.AUDITOR: (Level.NATION, "")}.get(role, (Level.NONE, ""))
    client = as_user(make_user(role, level, code))
    assert [client.get(path).status_code for path in (URL, url(TULUNGAGUNG), "/ikhtisar/rincian/")] == [403] * 3


def test_another_villages_figures_look_like_a_region_that_does_not_exist(as_user, petugas, people):
    client = as_user(petugas)
    missing = client.get(url("35.04.14.9999"))
    assert missing.status_code == 404
    for code in (BETAK, KALIDAWIR, JAWA_TIMUR, OUTSIDE, "99", "35.04.14.20111", "x", "%25", "35.04.14.2011%0A", "٣٥"):
        answer = client.get(f"{URL}{code}/")
        assert (answer.status_code, answer.content) == (404, missing.content), code
    for query in ({"wilayah": BETAK}, {"wilayah": ""}, {"wilayah": "zz"}):
        assert client.get(URL, query).status_code == 404


@pytest.mark.parametrize("code", REGIONS)
def test_every_figure_is_the_number_of_rows(as_user, analis, people, code):
    with acting_as(SYSTEM):
        counting.fold()
    make(*many(1, record_status="VERIF"))
    context = as_user(analis).get(url(code)).context
    with acting_as(SYSTEM):
        rows = [row for row in everybody() if row.village_code.startswith(code)]
    home = [row for row in rows if row.status == "PURNA"]
    shown = context["breakdowns"]
    assert context["figures"].people.total == context["counted"] == len(rows)
    for part, values in (
        (shown.status, [row.get_status_display() for row in rows]),
        (shown.sex, [row.get_sex_display() for row in rows]),
        (shown.year, [str(row.last_return_year or "Belum diisi") for row in home]),
    ):
        assert {row.label: row.n for row in part.rows if row.n} == {value: values.count(value) for value in values}
    assert sum(row.n for row in shown.country.rows) == len(rows)
    assert {row.label: row.n for row in shown.country.rows}["Taiwan"] == sum(r.last_country_id == "TW" for r in rows)
    cards = {card.label: card.value for card in context["cards"]}
    assert cards["Orang tercatat"] == str(len(rows))
    if code != TUNGGANGRI:
        assert sum(part.people.total for part, _ in context["parts"]) == len(rows)


def test_the_analyst_sees_one_more_on_the_next_request(as_user, analis, petugas, actor_of, people):
    client = as_user(analis)
    before = client.get(URL).context["figures"].people
    register(actor_of(petugas))
    after = client.get(URL).context["figures"].people
    assert (after.total, after.waiting) == (before.total + 1, before.waiting + 1)


def test_verified_only_counts_verified_records_and_says_so(as_user, disnaker, people):
    answer = as_user(disnaker).get(url(TULUNGAGUNG), {"data": "VERIF"})
    assert answer.context["counted"] == 7
    assert {row.label: row.n for row in answer.context["breakdowns"].sex.rows} == {"Laki-laki": 0, "Perempuan": 7}
    assert "Rincian menghitung terverifikasi saja" in text_of(answer)
    assert "orang terverifikasi" in answer.context["breakdowns"].status.title


def test_the_filter_bar_leads_to_the_address_of_a_region(as_user, analis, people):
    answer = as_user(analis).get(URL, {"wilayah": TULUNGAGUNG, "data": "VERIF"})
    assert (answer.status_code, answer["Location"]) == (302, f"{url(TULUNGAGUNG)}?data=VERIF")
    assert as_user(analis).get(URL, {"wilayah": ""})["Location"] == URL


@pytest.mark.parametrize(
    "query", [{"data": "SEMUA"}, {"q": "x"}, {"data": "\u202e"}, {"x" * 900: "1"}, {"data": ["", "VERIF"]}]
)
def test_a_filter_not_understood_is_an_error_not_all(as_user, analis, people, query):
    answer = as_user(analis).get(URL, query)
    assert answer.status_code == 400
    assert "figures" not in answer.context
    assert "Tampilkan tanpa saringan" in text_of(answer)


def test_a_region_without_people_says_so_and_is_not_a_nought(as_user, analis, petugas, db):
    page = text_of(as_user(analis).get(URL))
    assert "Belum ada orang tercatat di seluruh Indonesia" in page
    assert "Daftarkan PMI Purna" not in page
    assert "Daftarkan PMI Purna" in text_of(as_user(petugas).get(url(TUNGGANGRI)))


def test_the_nation_has_a_map_of_38_provinces_with_its_table(as_user, analis, people):
    answer = as_user(analis).get(URL)
    tiles = [tile for island in answer.context["islands"] for tile in island.tiles]
    assert len(tiles) == 38
    assert len({(tile.column, tile.row) for tile in tiles}) == 38
    here = next(tile for tile in tiles if tile.name == "Jatim")
    assert (here.url, here.words) == ("/ikhtisar/35/", "Jawa Timur: belum ada desa program, 14 orang tercatat")
    assert next(tile for tile in tiles if tile.name == "Bali").kind == "none"
    assert len(answer.context["parts"]) + len(answer.context["absent"]) == 38
    assert "islands" not in as_user(analis).get(url(JAWA_TIMUR)).context


def test_a_page_names_its_regions_above_as_far_as_they_may_be_opened(as_user, analis, disnaker, people):
    def titles(user):
        return [title for title, _ in as_user(user).get(url(KALIDAWIR)).context["crumbs"]]

    assert titles(analis) == ["Indonesia", "Jawa Timur", "Kabupaten Tulungagung"]
    assert titles(disnaker) == ["Kabupaten Tulungagung"]


def test_the_village_level_leads_to_the_villages_page(as_user, analis, people):
    make_village(TUNGGANGRI)
    answer = as_user(analis).get(url(TUNGGANGRI))
    assert answer.context["village"].get_absolute_url() in text_of(answer)
    assert as_user(analis).get(url(BETAK)).context["village"] is None


def test_a_page_of_figures_asks_little_of_the_database(as_user, analis, people, django_assert_max_num_queries):
    client = as_user(analis)
    client.get(URL)
    with django_assert_max_num_queries(40):
        client.get(URL)
