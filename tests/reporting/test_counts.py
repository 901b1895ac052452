"""The counts are the people, however the rows are written, folded or not."""

import io
import random
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desmigratif.core.scope import NOBODY, SYSTEM, acting_as
from desmigratif.reporting import counting, queries
from desmigratif.reporting.models import PersonCount, PersonCountDelta
from desmigratif.reporting.tasks import fold_person_counts
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.reporting.people import everybody, make, many, register, totals
from workers.models import Person

VILLAGES = (TUNGGANGRI, BETAK, OUTSIDE)
GONE = datetime(2026, 1, 1, tzinfo=UTC)
rows = st.fixed_dictionaries(
    {
        "village_code": st.sampled_from(VILLAGES),
        "status": st.sampled_from(["PURNA", "AKTIF", "CALON"]),
        "record_status": st.sampled_from(["KIRIM", "VERIF", "KEMBALI", "DRAF"]),
        "sex": st.sampled_from(["1", "2"]),
        "last_country_id": st.sampled_from([None, "TW", "HK"]),
        "last_return_year": st.sampled_from([None, 2020, 2024]),
    }
)


def counted() -> int:
    return queries.read_place(SYSTEM, "").people.total


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(rows, max_size=30), fold_after=st.booleans())
def test_every_total_is_the_number_of_rows(db, people, fold_after):
    with transaction.atomic():
        make(*people)
        if fold_after:
            counting.fold()
        with acting_as(SYSTEM):
            for code in ("", "35", "35.04", "35.04.14", TUNGGANGRI, OUTSIDE):
                place = queries.read_place(SYSTEM, code)
                there = [row for row in everybody() if row.village_code.startswith(code)]
                assert place.people.total == len(there)
                assert totals(place.by_status) == totals(place.by_sex) == totals(place.by_country) == len(there)
                assert totals(place.by_year) == place.purna == sum(row.status == "PURNA" for row in there)
                assert place.people.verified == sum(row.record_status == "VERIF" for row in there)
                assert place.people.waiting == sum(row.record_status == "KIRIM" for row in there)
                parts = queries.read_parts(SYSTEM, code)
                assert not parts or sum(part.people.total for part in parts) == len(there)
            assert counting.differences() == []
        transaction.set_rollback(True)


def test_random_writes_leave_no_difference(system):
    chance = random.Random(20261123)
    for step in range(60):
        people = list(Person.objects.all()[:200])
        deed = chance.choice(["add", "add", "change", "move", "withdraw", "delete", "fold"])
        some = chance.sample(people, min(len(people), 5))
        if deed == "add":
            status = chance.choice(["PURNA", "AKTIF"])
            make(*many(chance.randint(1, 9), village_code=chance.choice(VILLAGES), status=status))
        elif deed == "change":
            Person.objects.filter(pk__in=[row.pk for row in some]).update(status="CALON", last_return_year=None)
        elif deed == "move":
            Person.objects.filter(pk__in=[row.pk for row in some]).update(village_code=chance.choice(VILLAGES))
        elif deed == "withdraw":
            Person.objects.filter(pk__in=[row.pk for row in some]).update(withdrawn_at=GONE, record_status="ARSIP")
        elif deed == "delete":
            Person.objects.filter(pk__in=[row.pk for row in some]).delete()
        else:
            fold_person_counts()
        assert counting.differences() == [], f"after step {step}, {deed}"
    assert counted() == everybody().count()


def test_the_next_request_counts_a_new_registration(petugas, actor_of):
    before = queries.read_place(actor_of(petugas), TUNGGANGRI).people
    register(actor_of(petugas))
    with acting_as(actor_of(petugas)):
        after = queries.read_place(actor_of(petugas), TUNGGANGRI).people
    assert (after.total, after.waiting) == (before.total + 1, before.waiting + 1)


def test_folding_moves_deltas_into_the_rollup_and_drops_what_came_to_nought(system):
    people = make(*many(3))
    counting.fold()
    assert PersonCountDelta.objects.count() == 0
    assert PersonCount.objects.get().n == 3
    counting.fold()
    assert PersonCount.objects.get().n == 3
    Person.objects.filter(pk__in=[row.pk for row in people]).delete()
    counting.fold()
    assert not PersonCount.objects.exists()


def test_a_change_of_nothing_counted_leaves_no_delta(system):
    make(*many(2))
    counting.fold()
    Person.objects.update(phone="+6281234567810")
    assert not PersonCountDelta.objects.exists()


def test_recount_finds_a_wrong_count_and_puts_it_right(system):
    make(*many(2))
    call_command("recount", stdout=io.StringIO())
    PersonCountDelta.objects.update(n=7)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 counts differ"):
        call_command("recount", stdout=out)
    assert "2 people, counted 7" in out.getvalue()
    call_command("recount", rebuild=True, stdout=out)
    assert "0 differences" in out.getvalue()


def test_counts_are_scoped_in_the_database(petugas, petugas_betak, disnaker_luar, analis, actor_of, raw):
    make(*many(3), *many(2, village_code=BETAK), *many(1, village_code=OUTSIDE))
    with acting_as(SYSTEM):
        counting.fold()
    make(*many(1))
    sql = (
        "select coalesce(sum(n), 0) from"
        " (select n from reporting_personcount union all select n from reporting_personcountdelta) t"
    )
    for user, expected in ((petugas, 4), (petugas_betak, 2), (disnaker_luar, 1), (analis, 7)):
        with acting_as(actor_of(user)):
            assert raw(sql) == [(expected,)]
    with acting_as(NOBODY):
        assert raw(sql) == [(0,)]


@pytest.mark.parametrize("table", ["reporting_personcount", "reporting_personcountdelta"])
def test_officers_can_not_write_counts(petugas, actor_of, table):
    with acting_as(actor_of(petugas)), connection.cursor() as cursor:
        for sql in (f"delete from {table}", f"update {table} set n = 0"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(sql)
