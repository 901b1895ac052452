"""Every total on a page equals the rows behind it, in random villages: people, pillars, actions, families, children.

The pages are asked, not the functions behind them: what a reader adds up by hand must come out.
"""

import random
import re
from datetime import timedelta

import pytest

from coordination.models import ActionItem
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting import counting
from desmigratif.reporting.periods import month_of, quarter_of
from pillars.models import Aid, Business, Cooperative, CooperativeRecap, Group, ParentingSession, ServiceLog
from tests.conftest import BETAK, KALIDAWIR, OUTSIDE, PAGERSARI, TULUNGAGUNG, TUNGGANGRI
from tests.coordination.planning import make_action
from tests.reporting import family_rows, pillar_rows
from tests.reporting.people import everybody, make
from tests.workers.web_people import text_of
from workers.models import Child, Family

VILLAGES = (TUNGGANGRI, BETAK, PAGERSARI, OUTSIDE, "32.01.02.2001")
REGIONS = ("", "35", TULUNGAGUNG, KALIDAWIR, *VILLAGES)
SEEDS = (1, 2, 3)


def number(text: str) -> int:
    """1.234 as a number."""
    return int(text.replace(".", ""))


def _business(chance: random.Random, code: str) -> None:
    for place in range(chance.randint(0, 3)):
        pillar_rows.group(code, name=f"Kelompok {place}", is_active=chance.choice([True, False]))
        pillar_rows.business(code, name=f"Usaha {place}", status=chance.choice(["RINTIS", "JALAN", "HENTI"]))
    for _ in range(chance.randint(0, 3)):
        checked = chance.choice([{}, {"condition": "DIPAKAI"}, {"condition": "RUSAK"}])
        day = {"condition_on": today()} if checked else {}
        pillar_rows.aid(code, given_on=today() - timedelta(days=chance.choice([20, 300])), **checked, **day)
    for status in chance.sample(["AKTIF", "RINTISAN", "BUBAR"], chance.randint(0, 1)):
        made = pillar_rows.cooperative(code, status=status, last_rat_on=pillar_rows.days(-chance.choice([9, 900])))
        for months in (1, 2):
            pillar_rows.recap(made, pillar_rows.days(-30 * months), savings=chance.randint(1, 10**9), loans=500)


def _care(chance: random.Random, code: str) -> None:
    for _ in range(chance.randint(0, 5)):
        pillar_rows.service(code, served_on=today() - timedelta(days=chance.choice([0, 1, 40, 400])))
    for _ in range(chance.randint(0, 4)):
        status = chance.choice(["KIRIM", "VERIF", "KEMBALI", "DRAF"])
        held = today() - timedelta(days=chance.choice([0, 2, 120, 500]))
        pillar_rows.session(code, held_on=held, record_status=status, participants_female=chance.randint(0, 30))


def fill(seed: int) -> None:
    """Random rows of every kind, some withdrawn, some drafts, some of another time."""
    chance = random.Random(seed)
    for code in VILLAGES:
        pillar_rows.village(code, status=chance.choice(["AKTIF", "TETAP", "USUL"]))
        make(*({"village_code": code, "sex": chance.choice("12")} for _ in range(chance.randint(0, 5))))
        _care(chance, code)
        _business(chance, code)
        for _ in range(chance.randint(0, 3)):
            family_rows.family(code, record_status=chance.choice(["KIRIM", "VERIF", "KEMBALI"]))
            family_rows.child(code, born=chance.choice(["2012", "2019-02", "2024-01-05"]))
        for ends in chance.sample([-20, 30], chance.randint(0, 2)):
            make_action(villages=(code,), ends=ends, number=f"{code}-{ends}")
    with acting_as(SYSTEM):
        for model in (ServiceLog, Group, Business, Aid):
            some = chance.sample(list(model.objects.all()), min(1, model.objects.count()))
            model.objects.filter(pk__in=[row.pk for row in some]).update(withdrawn_at="2026-11-01T00:00:00Z")


@pytest.fixture(params=SEEDS)
def country(db, request) -> None:
    """Five villages in three provinces; half of the counts are folded, half are not."""
    fill(request.param)
    with acting_as(SYSTEM):
        counting.fold()
    make(*({"village_code": code} for code in VILLAGES))


def inside(rows, code: str) -> list:
    """Rows of a region, by the code itself: no helper of the code under test."""
    return [row for row in rows if row.village_code.startswith(code)]


def told(context) -> dict[str, str]:
    """Value and unit of every card of the page."""
    cards = [*context["cards"], *(card for name in ("pillars", "families", "actions") for card in context[name].cards)]
    return {card.label: f"{card.value} {card.unit}" for card in cards}


def rows_of(context, panel: str, name: str) -> dict[str, int]:
    """A table of a panel by label."""
    found = [table for table in context[panel].tables if table.name == name]
    return {row.label: row.n for table in found for row in table.rows if row.n}


def tally(values) -> dict[str, int]:
    """How often each occurs."""
    values = list(values)
    return {value: values.count(value) for value in values}


def test_every_total_of_a_regions_page_is_the_number_of_rows(as_user, penata, country):
    client = as_user(penata)
    for code in REGIONS:
        check(client, code)


def check(client, code: str) -> None:
    """All numbers of one page against the rows."""
    context = client.get(f"/ikhtisar/{code}/" if code else "/ikhtisar/").context
    cards = told(context)
    month, quarter = month_of(today()), quarter_of(today())
    with acting_as(SYSTEM):
        services = inside(ServiceLog.objects.current().filter(served_on__gte=month.first), code)
        sessions = inside(ParentingSession.objects.current().exclude(record_status="DRAF"), code)
        businesses, groups = inside(Business.objects.current(), code), inside(Group.objects.current(), code)
        aids, cooperatives = inside(Aid.objects.current(), code), inside(Cooperative.objects.current(), code)
        recaps = inside(CooperativeRecap.objects.all(), code)
        children, families = inside(Child.objects.select_related("person"), code), inside(Family.objects.all(), code)
        people = inside(everybody(), code)
        actions = [row for row in ActionItem.objects.all() if any(v.startswith(code) for v in row.village_codes)]
        sex_and_carer = tally(row.get_carer_relation_display() for row in children)
    sessions = [row for row in sessions if row.held_on >= quarter.first]
    assert context["figures"].people.total == len(people)
    if businesses or services or sessions or aids or cooperatives:
        assert cards["Layanan migrasi bulan ini"] == f"{len(services)} layanan"
        assert cards["Sesi pengasuhan triwulan ini"] == f"{len(sessions)} sesi"
        running = [row for row in businesses if row.status in {"JALAN", "BERKEMBANG"}]
        assert cards["Usaha yang berjalan"].endswith(
            f"{len(running)} dari {len(businesses)} usaha" if businesses else "belum ada usaha"
        )
        assert rows_of(context, "pillars", "usaha") == tally(row.get_status_display() for row in businesses)
        assert rows_of(context, "pillars", "koperasi") == tally(row.get_status_display() for row in cooperatives)
        checked = [row for row in aids if row.condition]
        assert rows_of(context, "pillars", "bantuan") == tally(row.get_condition_display() for row in checked)
        members = sum(row.members_total for row in groups if row.is_active)
        members += sum(row.members_total for row in cooperatives if row.status != "BUBAR")
        assert sum(rows_of(context, "pillars", "anggota").values()) == members
        newest = {row.cooperative_id: row for row in sorted(recaps, key=lambda row: row.month)}
        figures = context["pillars"]
        assert figures is not None
        of = next((card for card in figures.cards if card.label == "Simpanan koperasi"), None)
        assert of.unit == (f"dari {len(newest)} koperasi" if newest else "rekap")
    assert sum(rows_of(context, "families", "umur-anak").values()) == len(children)
    assert rows_of(context, "families", "pengasuh-anak") == sex_and_carer
    if families:
        verified = sum(row.record_status == "VERIF" for row in families)
        assert cards["Keluarga terverifikasi"].endswith(f"{verified} dari {len(families)} keluarga")
    if actions:
        late = [row for row in actions if row.is_late]
        assert cards["Terlambat"] == f"{len(late)} dari {len(actions)} rencana aksi"
        assert sum(rows_of(context, "actions", "keadaan-aksi").values()) == len(actions)


def test_villages_that_lack_something_add_up_from_the_nation_to_their_names(as_user, penata, country):
    client = as_user(penata)

    def named(code: str, what: str) -> set[str]:
        """The villages at the end of every link from this page on."""
        context = client.get("/ikhtisar/tanpa/", {"wilayah": code, "apa": what}).context
        if context["names_villages"]:
            assert len(context["rows"]) == context["absent"]
            return {row.name + row.place for row in context["rows"]}
        assert sum(row.n for row in context["rows"]) == context["absent"]
        assert sum(row.of for row in context["rows"]) == context["total"]
        found = [named(re.search(r"wilayah=([0-9.]+)", row.url)[1], what) for row in context["rows"] if row.n]
        assert len(set().union(*found)) == sum(map(len, found)) == context["absent"]
        return set().union(*found)

    for what in ("layanan", "usaha", "sesi", "koperasi"):
        named("", what)


def test_the_sum_of_the_parts_is_the_whole_on_every_level(as_user, penata, country):
    client = as_user(penata)

    def value(code: str, label: str) -> int:
        cards = told(client.get(f"/ikhtisar/{code}/" if code else "/ikhtisar/").context)
        return number(cards[label].split(" ")[0]) if label in cards else 0

    for label in ("Layanan migrasi bulan ini", "Sesi pengasuhan triwulan ini"):
        assert value("", label) == sum(value(code, label) for code in ("32", "33", "35"))
        assert value(TULUNGAGUNG, label) == sum(value(code, label) for code in (TUNGGANGRI, BETAK, PAGERSARI))


def test_what_a_village_is_told_on_paper_is_what_its_page_tells(as_user, kades, country):
    with acting_as(SYSTEM):
        village = pillar_rows.village(TUNGGANGRI)
        late = [row for row in ActionItem.objects.all() if TUNGGANGRI in row.village_codes and row.is_late]
    client = as_user(kades)
    summary, page = client.get(f"/desa/{village.pk}/ringkasan/"), client.get(f"/ikhtisar/{TUNGGANGRI}/")
    assert [state.words for state in summary.context["states"]] == [s.words for s in page.context["states"]]
    assert summary.context["late_total"] == len(late)
    assert len(summary.context["questions"]) == 3
    assert all(question in text_of(summary) for question in summary.context["questions"] if "“" not in question)
