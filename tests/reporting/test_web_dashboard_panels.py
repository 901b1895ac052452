"""Panels of a region's page: absence first, n of d, where each number leads, and who is told what."""

import pytest
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.scope import Level
from tests.conftest import BETAK, JAWA_TIMUR, KALIDAWIR, OUTSIDE, PAGERSARI, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.coordination.planning import make_action
from tests.reporting import pillar_rows as rows
from tests.workers.web_people import text_of

URL, MISSING = "/ikhtisar/", "/ikhtisar/tanpa/"


def url(code: str) -> str:
    return f"{URL}{code}/" if code else URL


@pytest.fixture
def villages(db):
    """Three villages of the programme, one that is only proposed."""
    for code in (TUNGGANGRI, BETAK, OUTSIDE):
        rows.village(code)
    rows.village(PAGERSARI, status="USUL")


def cards(answer, panel: str = "pillars") -> dict[str, object]:
    return {card.label: card for card in answer.context[panel].cards}


def test_what_is_absent_stands_first_and_counts_villages_of_the_programme_only(as_user, analis, villages):
    rows.session(TUNGGANGRI)
    rows.session(PAGERSARI)
    rows.service(OUTSIDE)
    answer = as_user(analis).get(URL)
    found = cards(answer)
    assert list(found)[:4] == [
        "Desa tanpa sesi pengasuhan",
        "Desa tanpa koperasi",
        "Desa tanpa usaha yang berjalan",
        "Desa tanpa layanan migrasi",
    ]
    assert [(found[label].value, found[label].unit) for label in list(found)[:4]] == [
        ("2", "dari 3 desa program"),
        ("3", "dari 3 desa program"),
        ("3", "dari 3 desa program"),
        ("2", "dari 3 desa program"),
    ]
    assert found["Sesi pengasuhan triwulan ini"].value == "2"
    assert "3 dari 3 desa tanpa koperasi" in answer.context["pillars"].title


def test_a_session_that_is_a_draft_or_of_another_quarter_does_not_count(as_user, analis, villages):
    rows.session(record_status="DRAF")
    rows.session(held_on=rows.days(-200))
    assert cards(as_user(analis).get(URL))["Sesi pengasuhan triwulan ini"].value == "0"


def test_aid_in_use_is_a_share_of_what_was_checked(as_user, analis, villages):
    rows.aid(condition="DIPAKAI", condition_on=today())
    rows.aid(condition="DIJUAL", condition_on=today())
    rows.aid()
    card = cards(as_user(analis).get(URL))["Bantuan yang dipakai"]
    assert (card.value, card.unit) == ("50%", "1 dari 2 bantuan")
    assert "Dari 3 bantuan, 1 sudah waktunya diperiksa" in card.definition


def test_without_a_whole_there_is_no_share(as_user, analis, villages):
    card = cards(as_user(analis).get(URL))["Bantuan yang dipakai"]
    assert (card.value, card.unit) == ("–", "belum ada bantuan")


def test_savings_are_those_of_the_newest_recap_of_each_cooperative(as_user, analis, villages):
    ours, theirs = rows.cooperative(), rows.cooperative(OUTSIDE)
    rows.recap(ours, rows.days(-70), savings=999_000_000)
    rows.recap(ours, rows.days(-40), savings=12_000_000, loans=4_000_000, overdue=1_000_000)
    rows.recap(theirs, rows.days(-40), savings=500_000)
    card = cards(as_user(analis).get(URL))["Simpanan koperasi"]
    assert (card.value, card.unit) == ("Rp\u00a012,5 juta", "dari 2 koperasi")
    assert "macet Rp\u00a01,0 juta (25%)" in card.definition


def test_late_actions_stand_first_and_shares_have_their_whole(as_user, analis, kades, petugas_betak):
    make_action(ends=-5)
    make_action(ends=40)
    make_action(ends=40, villages=(OUTSIDE,))
    found = cards(as_user(analis).get(URL), "actions")
    assert (found["Terlambat"].value, found["Terlambat"].unit) == ("1", "dari 3 rencana aksi")
    assert (found["Selesai tepat waktu"].value, found["Selesai tepat waktu"].unit) == ("0%", "0 dari 1 rencana aksi")
    assert cards(as_user(kades).get(url(TUNGGANGRI)), "actions")["Terlambat"].unit == "dari 2 rencana aksi"
    assert as_user(petugas_betak).get(url(BETAK)).context["actions"].nothing


def test_a_village_has_its_four_pillars_instead_of_counts_of_itself(as_user, petugas, villages):
    rows.service()
    answer = as_user(petugas).get(url(TUNGGANGRI))
    assert answer.context["states_title"] == "Empat pilar: satu berjalan, tiga belum dimulai"
    assert not any(card.is_absence for card in answer.context["pillars"].cards)


def test_numbers_of_the_own_region_lead_to_their_rows(as_user, disnaker, villages):
    rows.business()
    rows.service()
    rows.session()
    rows.cooperative()
    rows.aid(condition="DIPAKAI", condition_on=today())
    client = as_user(disnaker)
    panel = client.get(url(TULUNGAGUNG)).context["pillars"]
    urls = [card.url for card in panel.cards if card.url]
    urls += [row.url for table in panel.tables for row in table.rows if row.url]
    assert len(urls) >= 9
    assert {path: client.get(path, follow=True).status_code for path in urls} == dict.fromkeys(urls, 200)
    listed = client.get(cards(client.get(url(TULUNGAGUNG)))["Layanan migrasi bulan ini"].url)
    assert listed.context["counted"] == 1


def test_a_part_of_the_region_leads_to_its_own_rows_or_nowhere(as_user, analis, disnaker, villages):
    rows.business(TUNGGANGRI)
    rows.business(OUTSIDE)
    rows.service(TUNGGANGRI)
    client = as_user(analis)
    link = cards(client.get(url(TULUNGAGUNG)))["Usaha yang berjalan"].url
    assert client.get(link).context["counted"] == 1
    assert cards(client.get(url(TULUNGAGUNG)))["Layanan migrasi bulan ini"].url == ""
    assert cards(client.get(url(JAWA_TIMUR)))["Usaha yang berjalan"].url == ""
    link = cards(as_user(disnaker).get(url(TUNGGANGRI)))["Layanan migrasi bulan ini"].url
    assert as_user(disnaker).get(link).context["counted"] == 1


def test_absence_leads_down_to_the_names_of_villages_in_three_steps(as_user, analis, villages):
    rows.session(TUNGGANGRI)
    client = as_user(analis)
    link = cards(client.get(URL))["Desa tanpa sesi pengasuhan"].url
    found = client.get(link).context["rows"]
    assert [(row.name, row.n, row.of) for row in found] == [("Jawa Tengah", 1, 1), ("Jawa Timur", 1, 2)]
    found = client.get(found[1].url).context["rows"]
    assert [(row.name, row.n, row.of) for row in found] == [("Kabupaten Tulungagung", 1, 2)]
    answer = client.get(found[0].url)
    assert [row.name for row in answer.context["rows"]] == ["Desa Betak"]
    assert client.get(answer.context["rows"][0].url).status_code == 200
    assert "Desa tanpa sesi pengasuhan: 1 dari 2" in text_of(answer)


def test_absence_of_another_region_is_not_found_nor_is_a_word_that_means_nothing(as_user, camat, petugas, villages):
    client = as_user(camat)
    assert client.get(MISSING, {"apa": "sesi"}).context["shown"].code == KALIDAWIR
    for query in (
        {"apa": "sesi", "wilayah": OUTSIDE}, {"apa": "sesi", "wilayah": TULUNGAGUNG}, {"apa": "x"}, {},
        {"apa": "sesi", "wilayah": "\u0663\u0665"},
    ):  # fmt: skip
        assert client.get(MISSING, query).status_code == 404, query
    own = as_user(petugas).get(MISSING, {"apa": "koperasi"})
    assert [row.name for row in own.context["rows"]] == ["Desa Tunggangri"]


def test_an_agency_has_no_page_of_figures(as_user, db):
    opd = make_user(Role.OPD, Level.KAB, TULUNGAGUNG, institution="DISTAN_TULUNGAGUNG")
    assert as_user(opd).get(reverse("dashboard-missing"), {"apa": "sesi"}).status_code == 403


def test_a_region_without_villages_of_the_programme_says_so(as_user, analis, db):
    answer = as_user(analis).get(URL)
    assert "Belum ada kegiatan, layanan, usaha, atau koperasi yang tercatat." in text_of(answer)
    assert answer.context["pillars"].cards == []


def test_the_pages_for_ministries_touch_no_table_of_persons(as_user, kl, villages, django_assert_max_num_queries):
    rows.group()
    rows.cooperative()
    client = as_user(make_user(Role.KL, Level.NATION, institution="KEMNAKER", username="kl-lain"))
    for path in (URL, url(JAWA_TIMUR), url(TULUNGAGUNG), url(TUNGGANGRI), f"{MISSING}?apa=sesi", "/"):
        assert client.get(path).status_code == 200, path
