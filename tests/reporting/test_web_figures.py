"""Where numbers lead, and what is hidden from those who may not see persons."""

from urllib.parse import parse_qs, urlparse

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting import queries
from desmigratif.reporting.suppression import SMALLEST_SHOWN
from desmigratif.reporting.verified import hidden_of_verified
from tests.conftest import BETAK, JAWA_TIMUR, KALIDAWIR, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.reporting.people import make, many
from tests.workers.web_people import text_of

URL = "/ikhtisar/"


def rows_of(client, path: str, query: dict | None = None) -> list:
    """Every row with a link on a page of figures."""
    shown = client.get(path, query or {}).context["breakdowns"]
    return [row for part in (shown.status, shown.sex, shown.country, shown.year) for row in part.rows if row.url]


@pytest.fixture
def people(db):
    return make(
        *many(6, record_status="VERIF"),
        *many(5, sex="1", last_country_id="HK", last_return_year=2021),
        *many(2, village_code=BETAK, status="AKTIF", last_return_year=None),
        *many(3, village_code=OUTSIDE),
    )


@pytest.mark.parametrize("query", [{}, {"data": "VERIF"}])
def test_a_number_leads_to_exactly_the_people_it_counts(as_user, disnaker, petugas, penata, people, query):
    for user, path in ((disnaker, f"{URL}{TULUNGAGUNG}/"), (petugas, f"{URL}{TUNGGANGRI}/"), (penata, f"{URL}35/")):
        client = as_user(user)
        rows = rows_of(client, path, query)
        assert rows
        for row in rows:
            answer = client.get(row.url)
            assert (answer.status_code, answer.context["counted"]) == (200, row.n), row.url


def test_a_number_inside_the_own_region_keeps_the_region(as_user, disnaker, people):
    rows = rows_of(as_user(disnaker), f"{URL}{TUNGGANGRI}/")
    assert {parse_qs(urlparse(row.url).query)["region"][0] for row in rows} == {TUNGGANGRI}
    assert as_user(disnaker).get(rows[0].url).context["counted"] == rows[0].n


def test_the_village_head_goes_to_names_by_status_only(as_user, kades, people):
    rows = rows_of(as_user(kades), f"{URL}{TUNGGANGRI}/")
    assert [row.url for row in rows] == ["/orang/?status=PURNA"]
    assert as_user(kades).get(rows[0].url).context["counted"] == rows[0].n


def test_without_sight_of_persons_a_number_leads_down_to_the_village_in_three_steps(as_user, analis, people):
    client = as_user(analis)
    taiwan = next(row for row in rows_of(client, URL) if row.label == "Taiwan")
    path, steps = taiwan.url, []
    while "/rincian/" in path:
        answer = client.get(path)
        part, path = answer.context["rows"][0]
        steps.append((part.name, part.n))
        assert answer.context["traced"].total == sum(row.n for row, _ in answer.context["rows"])
    assert [name for name, _ in steps] == [
        "Jawa Timur",
        "Kabupaten Tulungagung",
        "Kecamatan Kalidawir",
        "Desa Tunggangri",
    ]
    assert [n for _, n in steps] == [8, 8, 8, 6]
    assert path == f"{URL}{TUNGGANGRI}/"
    assert all(not row.url for row in client.get(path).context["breakdowns"].status.rows)


def test_a_traced_number_of_an_other_region_or_unknown_value_is_not_found(as_user, camat, people):
    client = as_user(camat)
    good = {"wilayah": KALIDAWIR, "menurut": "negara", "nilai": "TW"}
    assert client.get("/ikhtisar/rincian/", good).status_code == 200
    missing = client.get("/ikhtisar/rincian/", {**good, "wilayah": "35.04.99"}).content
    for changed in (
        {"wilayah": TULUNGAGUNG},
        {"wilayah": ""},
        {"wilayah": "33.01.01"},
        {"wilayah": TUNGGANGRI},
        {"menurut": "nama"},
        {"menurut": ""},
        {"nilai": "ZZ"},
        {"nilai": "\u202e"},
        {"nilai": "x" * 900},
        {"menurut": "tahun", "nilai": "20x4"},
    ):
        answer = client.get("/ikhtisar/rincian/", {**good, **changed})
        assert (answer.status_code, answer.content) == (404, missing), changed


@pytest.mark.parametrize(
    ("word", "value", "n"), [("status", "PURNA", 14), ("kelamin", "1", 5), ("tahun", "2021", 5), ("data", "VERIF", 6)]
)
def test_every_breakdown_can_be_traced(as_user, analis, people, word, value, n):
    answer = as_user(analis).get("/ikhtisar/rincian/", {"menurut": word, "nilai": value})
    assert answer.context["traced"].total == n


def test_the_table_of_status_by_sex_hides_small_cells(as_user, analis, disnaker, people):
    make(*many(20, status="CALON", last_return_year=None), *many(20, status="CALON", sex="1", last_return_year=None))
    for user in (analis, disnaker):
        answer = as_user(user).get(f"{URL}{TULUNGAGUNG}/")
        cells = {row.label: (row.men, row.women) for row in answer.context["cross"].rows}
        assert cells["Bekerja di LN"] == (None, None)
        assert sum(pair == (None, None) for pair in cells.values()) >= 2
        assert "disembunyikan" in text_of(answer)
    assert as_user(analis).get(f"{URL}{KALIDAWIR}/").context["cross"] is None


def test_verified_only_hides_what_would_tell_who_is_not_verified_yet(as_user, analis, disnaker, people):
    """One woman who went to Japan waits: she must not stand out as the difference of two pages."""
    make(*many(9, record_status="VERIF", last_country_id="JP"), {"last_country_id": "JP"})
    page = as_user(analis).get(f"{URL}{TULUNGAGUNG}/", {"data": "VERIF"})
    countries = {row.label: row.n for row in page.context["breakdowns"].country.rows}
    assert countries["Jepang"] is None
    assert sum(n is None for n in countries.values()) >= 2
    assert not any(row.url for row in page.context["breakdowns"].country.rows)
    exact = as_user(disnaker).get(f"{URL}{TULUNGAGUNG}/", {"data": "VERIF"}).context["breakdowns"].country.rows
    assert {row.label: row.n for row in exact}["Jepang"] == 9


def test_verified_only_has_no_breakdown_below_the_kabupaten_for_those_without_persons(
    as_user, analis, kades, petugas, people
):
    for user, code in ((analis, TUNGGANGRI), (analis, KALIDAWIR), (kades, TUNGGANGRI)):
        answer = as_user(user).get(f"{URL}{code}/", {"data": "VERIF"})
        assert answer.status_code == 200
        assert answer.context["breakdowns"] is None
        assert "menunjuk ke satu orang" in text_of(answer)
    own = as_user(petugas).get(f"{URL}{TUNGGANGRI}/", {"data": "VERIF"})
    assert own.context["breakdowns"] is not None


records = st.fixed_dictionaries(
    {
        "village_code": st.sampled_from([TUNGGANGRI, OUTSIDE]),
        "status": st.sampled_from(["PURNA", "AKTIF"]),
        "record_status": st.sampled_from(["VERIF", "KIRIM"]),
        "sex": st.sampled_from(["1", "2"]),
        "last_country_id": st.sampled_from([None, "TW", "HK", "JP"]),
        "last_return_year": st.sampled_from([None, 2020, 2024]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(records, max_size=60))
def test_no_pair_of_pages_differs_by_fewer_than_five_people_where_it_is_shown(db, people):
    with transaction.atomic(), acting_as(SYSTEM):
        make(*people)
        for code in ("", JAWA_TIMUR, TULUNGAGUNG):
            place = queries.read_place(SYSTEM, code)
            hidden = hidden_of_verified(SYSTEM, code)
            for name, all_rows, verified in (
                ("status", place.by_status, place.verified.by_status),
                ("sex", place.by_sex, place.verified.by_sex),
                ("country_code", place.by_country, place.verified.by_country),
                ("return_year", place.by_year, place.verified.by_year),
            ):
                counted = {row.code: row.n for row in verified}
                for row in all_rows:
                    if row.code not in hidden[name]:
                        rest = row.n - counted.get(row.code, 0)
                        assert rest == 0 or rest >= SMALLEST_SHOWN, (code, name, row)
                        assert counted.get(row.code, 0) == 0 or counted[row.code] >= SMALLEST_SHOWN
        transaction.set_rollback(True)
