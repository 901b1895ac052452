"""The matrix of a year: what it shows, counts, filters, gives as a file; and bars that say the same as the dates."""

import random
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from python_calamine import CalamineWorkbook

from coordination.enums import ActionState, ActionStatus
from coordination.models import ActionItem, ProgressReport, ReportingPeriod
from coordination.services.actions import cancel_action
from coordination.services.progress import report_progress
from coordination.web.action.rows import ActionRow, months_in
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, TUNGGANGRI
from tests.coordination.planning import make_action, make_recommendation

URL = "/rencana-aksi/"


@pytest.fixture(autouse=True)
def november():
    """23 November 2026."""
    with time_machine.travel("2026-11-23 14:05:00+07:00", tick=False):
        yield


def put(action, **values):
    """Standing and dates straight into the table: only what the page shows of them is asked here."""
    with acting_as(SYSTEM):
        ActionItem.objects.filter(pk=action.pk).update(**values)
        return ActionItem.objects.with_names().get(pk=action.pk)


def rows_of(page):
    return [row for group in page.context["groups"] for row in group["rows"]]


def test_rows_stand_by_their_standing_the_late_ones_first(analis, as_user):
    late = make_action(activity="Terlambat", starts_on=date(2026, 4, 1), ends_on=date(2026, 10, 31))
    later = make_action(activity="Lebih terlambat", starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30))
    stuck, run, done = (make_action(activity=text, starts_on=date(2026, 4, 1), ends_on=date(2026, 12, 31))
                        for text in ("Terhambat", "Berjalan", "Usai"))  # fmt: skip
    todo = make_action(activity="Nanti", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))
    put(stuck, status="TERHAMBAT")
    put(run, status="JALAN", percent=70)
    put(done, status="SELESAI", percent=100, finished_on=date(2026, 6, 24))
    page = as_user(analis).get(URL)
    assert [row.action.pk for row in rows_of(page)] == [later.pk, late.pk, stuck.pk, run.pk, todo.pk, done.pk]
    text = page.content.decode()
    for words in (
        "Terlambat 146 hari",
        "Terlambat 23 hari",
        "Terhambat",
        "Mulai Desember 2026",
        "Selesai 24 Jun 2026",
    ):
        assert words in text, words
    assert {sum_["state"]: sum_["n"] for sum_ in page.context["sums"]} == {
        "TERLAMBAT": 2,
        "TERHAMBAT": 1,
        "JALAN": 1,
        "BELUM": 1,
        "SELESAI": 1,
    }


def test_bars_show_first_dates_present_dates_and_what_is_past():
    action = ActionItem(
        status="JALAN",
        baseline_starts_on=date(2026, 4, 1),
        baseline_ends_on=date(2026, 8, 31),
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 10, 31),
    )
    row = ActionRow(action, 2026)
    assert row.bars == [
        "dm-bar dm-bar--late dm-s-4 dm-e-10",
        "dm-bar dm-bar--base dm-s-4 dm-e-8",
        "dm-bar dm-bar--over dm-s-11 dm-e-11",
    ]
    assert row.sentence == "Semula Apr sampai Agu 2026. Jadwal Apr sampai Okt 2026."
    assert [row.month(number) for number in (3, 4, 9, 11, 12)] == ["", "A+S", "S", "L", ""]
    assert ActionRow(action, 2025).bars == []
    with time_machine.travel("2027-02-10 10:00:00+07:00", tick=False):
        assert ActionRow(action, 2027).bars == ["dm-bar dm-bar--over dm-s-1 dm-e-2"]
        assert ActionRow(action, 2026).bars[2] == "dm-bar dm-bar--over dm-s-11 dm-e-12"


def test_an_action_whose_dates_never_moved_has_one_bar():
    day = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 12, 31)}
    action = ActionItem(status="JALAN", baseline_starts_on=day["starts_on"], baseline_ends_on=day["ends_on"], **day)
    row = ActionRow(action, 2026)
    assert row.bars == ["dm-bar dm-bar--run dm-s-7 dm-e-12"]
    assert row.sentence == "Jadwal Jul sampai Des 2026. Tidak berubah dari rencana awal."


@pytest.mark.parametrize(
    ("span", "year", "found"),
    [
        ((date(2025, 11, 1), date(2026, 2, 28)), 2026, (1, 2)),
        ((date(2025, 11, 1), date(2026, 2, 28)), 2025, (11, 12)),
        ((date(2025, 1, 1), date(2027, 12, 31)), 2026, (1, 12)),
        ((date(2026, 1, 1), date(2026, 1, 1)), 2026, (1, 1)),
        ((date(2027, 1, 1), date(2026, 12, 31)), 2026, None),
    ],
)
def test_months_of_a_span(span, year, found):
    months = months_in(year, *span)
    assert found == (months and (months.first, months.last))


def test_filters_narrow_and_can_be_taken_away(analis, as_user):
    kept = make_action(owner="KEMNAKER", villages=(TUNGGANGRI,), pillar="USAHA")
    make_action(owner="KEMENSOS", villages=(BETAK,), pillar="KOPERASI")
    client = as_user(analis)
    for query in ({"institution": "KEMNAKER"}, {"pillar": "USAHA"}, {"village": TUNGGANGRI}):
        page = client.get(URL, query)
        assert [row.action.pk for row in rows_of(page)] == [kept.pk], query
        assert len(page.context["chips"]) == 1
    assert len(rows_of(client.get(URL, {"year": "2026", "state": "", "village": ""}))) == 2
    empty = client.get(URL, {"state": "SELESAI"})
    assert "Tidak ada yang cocok dengan saringan ini" in empty.content.decode()
    assert sum(item["n"] for item in empty.context["sums"]) == 2, "the counts stay"


@pytest.mark.parametrize(
    "query",
    ["year=1999", "year=x", "institution=ZZZ", "village=33.01.01.9999", "state=HILANG", "tidak=1", "unduh=pdf"],
)
def test_a_filter_that_is_not_understood_is_said_and_never_widens(query, analis, as_user):
    make_action()
    page = as_user(analis).get(f"{URL}?{query}")
    assert page.status_code == 400
    assert rows_of(page) == []
    assert "tidak bisa ditampilkan" in page.content.decode()


def test_a_village_of_somebody_else_is_no_choice(petugas, as_user):
    make_action(villages=(TUNGGANGRI,))
    make_action(villages=(BETAK,))
    client = as_user(petugas)
    assert client.get(URL, {"village": BETAK}).status_code == 400
    assert [row.action.village_codes for row in rows_of(client.get(URL))] == [[TUNGGANGRI]]


def test_another_year_shows_its_own(analis, as_user):
    make_action(activity="Lama", starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30))
    put(ActionItem(pk=make_action(activity="Usai", starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30)).pk),
        status="SELESAI", percent=100, finished_on=date(2024, 5, 1))  # fmt: skip
    client = as_user(analis)
    names = {year: {row.action.activity for row in rows_of(client.get(URL, {"year": year}))} for year in (2023, 2024)}
    assert names == {2023: set(), 2024: {"Lama", "Usai"}}
    assert {row.action.activity for row in rows_of(client.get(URL))} == {"Lama"}, "still late, so still here"


def some_plan(seed):
    """A plan of any shape: standings, dates, villages, owners."""
    chance = random.Random(seed)
    recommendation = make_recommendation()
    for _ in range(chance.randint(3, 14)):
        start = date(2025, 1, 1) + timedelta(days=chance.randint(0, 900))
        action = make_action(
            recommendation=recommendation,
            owner=chance.choice(["KEMNAKER", "KEMENSOS", "KP2MI"]),
            villages=tuple(chance.sample([TUNGGANGRI, BETAK], chance.randint(0, 2))),
            pillar=chance.choice(["USAHA", "KOPERASI", "LAYANAN"]),
            starts_on=start,
            ends_on=start + timedelta(days=chance.randint(0, 400)),
        )
        status = chance.choice(ActionStatus.values)
        done = {"percent": 100, "finished_on": start} if status == "SELESAI" else {"percent": chance.randint(0, 99)}
        moved = action.ends_on + timedelta(days=chance.choice([0, 0, 45, 200]))
        gone = {"withdrawn_at": timezone.now()} if chance.random() < 0.15 else {}
        put(action, status=status, ends_on=moved, **done, **gone)


@pytest.mark.parametrize("seed", range(12))
def test_totals_are_the_rows_whatever_the_plan(seed, analis, as_user):
    some_plan(seed)
    client = as_user(analis)
    for query in ({}, {"year": "2025"}, {"pillar": "USAHA"}, {"village": BETAK}, {"institution": "KEMNAKER"}):
        page = client.get(URL, query)
        if page.status_code == 400:  # the plan of this seed has no such village or owner
            continue
        rows, sums = rows_of(page), {item["state"]: item["n"] for item in page.context["sums"]}
        assert page.context["counted"] == len(rows) == sum(sums.values()), query
        for state in ActionState:
            assert sums.get(state, 0) == sum(row.state is state for row in rows), (query, state)
            chosen = client.get(URL, {**query, "state": state})
            assert [row.action.pk for row in rows_of(chosen)] == [
                row.action.pk for row in rows if row.state is state
            ], (query, state)
        days = [(list(ActionState).index(row.state), row.action.ends_on) for row in rows]
        assert days == sorted(days)
        assert not any(row.action.withdrawn_at for row in rows)


def test_the_file_holds_what_the_page_shows(analis, as_user, actor_of, kemnaker):
    make_action(activity="=Pelatihan", supporters=("KEMENSOS",), budget=25_000_000, starts_on=date(2026, 4, 1),
                ends_on=date(2026, 10, 31))  # fmt: skip
    second = make_action(activity="Bazar", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31))
    officer = actor_of(kemnaker)
    with acting_as(officer):
        report_progress(
            action=second, period=ReportingPeriod.objects.get(pk="2026-B12"), percent=40,
            status=ActionStatus.TERHAMBAT, obstacle="Lahan belum ada.", by=officer,
        )  # fmt: skip
    client = as_user(analis)
    page = client.get(URL)
    answer = client.get(URL, {"unduh": "xlsx"})
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    header, *table = book.get_sheet_by_name("Daftar").to_python()
    found = [dict(zip(header, line, strict=True)) for line in table]
    assert len(found) == len(rows_of(page)) == 2
    for line, row in zip(found, rows_of(page), strict=True):
        assert line["Nomor"] == row.action.number
        assert line["Kegiatan"] == row.action.activity
        assert line["Keadaan"] == row.words
        assert line["Penanggung jawab"] == row.action.owner.short_name
        assert line["Capaian (%)"] == str(row.action.percent)
    assert [found[0][name] for name in ("Mar", "Apr", "Okt", "Nov", "Des")] == ["", "A+S", "A+S", "L", ""]
    assert (found[0]["Instansi pendukung"], found[0]["Desa"], found[0]["Anggaran (Rp)"]) == (
        "Kemensos",
        "Tunggangri",
        "25000000",
    )
    assert found[1]["Kendala terakhir"] == "Lahan belum ada."
    cover = dict(book.get_sheet_by_name("Keterangan").to_python()[2:])
    assert (cover["Tahun"], cover["Jumlah baris"]) == ("2026", "2")


def test_the_file_keeps_the_filter(analis, as_user):
    make_action(owner="KEMNAKER")
    make_action(owner="KEMENSOS")
    answer = as_user(analis).get(URL, {"unduh": "csv", "institution": "KEMENSOS"})
    assert "Kemensos" in answer.content.decode()
    assert "Kemnaker" not in answer.content.decode()


def test_an_empty_year_says_what_to_do(analis, petugas, as_user):
    assert "Tambahkan yang pertama" in as_user(analis).get(URL).content.decode()
    assert "tampil di sini setelah dicatat Kemenko PMK" in as_user(petugas).get(URL).content.decode()


def test_former_names_and_the_share_that_reported_stand_on_the_page(analis, as_user):
    action = make_action(owner="KP2MI")
    make_action(owner="KEMNAKER")
    with acting_as(SYSTEM) as by:
        ProgressReport(
            action=action, period=ReportingPeriod.objects.get(pk="2026-B12"), percent=1, status="JALAN"
        ).save_new(by=by)
        cancel_action(action=make_action(owner="KEMENSOS"), reason="Batal.", version=1, by=by)
    text = " ".join(as_user(analis).get(URL).content.decode().split())
    assert "(dahulu BP2MI)" in text
    assert "Sudah melapor 2026-B12: 1 dari 2 instansi" in text


def test_the_page_costs_the_same_whatever_the_number_of_rows(analis, as_user, django_assert_max_num_queries):
    client = as_user(analis)
    for _ in range(3):
        make_action(supporters=("KEMENSOS",))
    with django_assert_max_num_queries(30) as first:
        client.get(URL)
    for _ in range(6):
        make_action(supporters=("KEMENSOS", "KP2MI"))
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(URL)
