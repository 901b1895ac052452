"""A batch from upload to the end: once, whatever is repeated or killed; sealed; cleared after 30 days."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.services import end_assignment
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.imports import services, tasks
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.services import applying
from tests.architecture.canaries import traces
from tests.imports.importing import applied, checked, counts, handed, now, people, rows, run, undone, upload
from tests.imports.workbooks import nik, person, workbook
from workers.importing.persons import PersonSession


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


def many(number: int) -> bytes:
    return workbook([person(place) for place in range(number)])


def test_nothing_is_saved_before_it_is_applied(officer):
    batch = upload(officer, many(3))
    assert (batch.status, batch.total, batch.place.split(",")[0]) == ("ANTRE", 3, "Desa Tunggangri")
    assert [entry.topic for entry in handed(batch)] == ["imports.check_batch"]
    batch = run(batch)
    assert (batch.status, counts(batch)) == ("SIAP", (3, 3, 0, 0, 0))
    assert people() == []
    done = applied(officer, batch)
    assert (done.status, done.done, counts(done)) == ("SELESAI", 3, (3, 3, 0, 0, 0))
    assert [one.pk for one in people()] == [row.pk for row in rows(batch)], "a person carries the id of its row"


def test_the_same_form_sent_twice_makes_one_batch(officer):
    given = {"record_id": uuid7(), "file_name": "a.xlsx", "content": many(1), "by": officer}
    with acting_as(officer):
        assert services.upload_batch(**given) == services.upload_batch(**given)
        assert ImportBatch.objects.count() == 1


def test_every_job_may_run_twice_and_every_button_may_be_pressed_twice(officer):
    batch = checked(officer, many(3))
    tasks.check_batch(batch=str(batch.pk), assignment=str(officer.assignment_id))
    assert now(batch).version == batch.version, "checked once"
    for _ in range(2):
        with acting_as(officer):
            services.apply_batch(batch=batch, fill_empty=False, by=officer)
    assert [entry.topic for entry in handed(batch)] == ["imports.check_batch", "imports.apply_batch"]
    run(batch)
    done = run(batch)
    assert (counts(done), len(people())) == ((3, 3, 0, 0, 0), 3)
    for _ in range(2):
        with acting_as(officer):
            services.undo_batch(batch=batch, reason="Salah", by=officer)
    run(batch)
    assert run(batch).status == "BATAL"
    assert [one.version for one in people()] == [2, 2, 2], "withdrawn once"


def test_a_worker_killed_half_way_loses_nothing_and_repeats_nothing(officer, monkeypatch):
    monkeypatch.setattr(applying, "STRETCH", 4)
    batch = checked(officer, many(10))
    with acting_as(officer):
        services.apply_batch(batch=batch, fill_empty=False, by=officer)
    whole, seen = PersonSession.apply, []

    def dies(session, row, **more):
        seen.append(row.number)
        if len(seen) == 7:
            raise KeyboardInterrupt  # no Exception: as a killed worker, nothing is tidied up
        return whole(session, row, **more)

    monkeypatch.setattr(PersonSession, "apply", dies)
    with pytest.raises(KeyboardInterrupt):
        run(batch)
    half = now(batch)
    assert (half.status, half.done, len(people())) == ("TERAP", 4, 4), "what was committed stays, the rest is gone"
    assert counts(half) == (10, 10, 0, 0, 0)
    monkeypatch.setattr(PersonSession, "apply", whole)
    done = run(batch)
    assert (done.status, counts(done), len(people())) == ("SELESAI", (10, 10, 0, 0, 0), 10)


def test_a_fault_of_the_system_stops_the_batch_in_words_and_it_goes_on_where_it_stopped(officer, monkeypatch, caplog):
    monkeypatch.setattr(applying, "STRETCH", 2)
    batch = checked(officer, many(4))
    with acting_as(officer):
        services.apply_batch(batch=batch, fill_empty=False, by=officer)
    whole = PersonSession.apply

    def broken(session, row, **more):
        if row.number == 4:
            raise RuntimeError(nik(2))
        return whole(session, row, **more)

    monkeypatch.setattr(PersonSession, "apply", broken)
    stopped = run(batch)
    assert (stopped.status, stopped.step, len(people())) == ("GAGAL", "TERAP", 2)
    assert "gangguan di sistem" in stopped.failure
    assert nik(2) not in caplog.text
    with acting_as(officer), pytest.raises(DomainError, match="sudah mulai diterapkan"):
        services.discard_batch(batch=batch, by=officer)
    monkeypatch.setattr(PersonSession, "apply", whole)
    with acting_as(officer):
        services.retry_batch(batch=batch, by=officer)
    assert run(batch).status == "SELESAI"
    assert len(people()) == 4


def test_a_long_job_puts_itself_into_the_queue_again(officer, monkeypatch):
    monkeypatch.setattr(applying, "STRETCH", 2)
    monkeypatch.setattr("desmigratif.imports.services.working.LONGEST_TURN", -1)
    batch = checked(officer, many(3))
    assert applied(officer, batch).status == "TERAP"
    assert len(people()) == 2
    assert run(batch).status == "SELESAI"
    assert [entry.topic for entry in handed(batch)].count("imports.apply_batch") == 2


def test_an_assignment_that_ended_imports_nothing_more(officer, system):
    batch = upload(officer, many(1))
    end_assignment(assignment=officer_assignment(officer), ends_on=today() - timedelta(days=1), by=SYSTEM)
    stopped = run(batch)
    assert (stopped.status, stopped.failure) == ("GAGAL", "Penugasan ini sudah berakhir.")


def officer_assignment(officer):
    from desmigratif.accounts.models import Assignment

    return Assignment.objects.get(pk=officer.assignment_id)


def test_the_sum_is_held_by_the_database(officer):
    batch = checked(officer, many(2))
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(rejected_rows=1)


def test_only_who_uploaded_decides_and_reads_the_rejected_rows(officer, coordinator, petugas_betak, actor_of):
    batch = checked(officer, workbook([person(1), person(2, Status="?")]))
    for stranger in (coordinator, actor_of(petugas_betak)):
        with acting_as(stranger):
            for service in (services.discard_batch, services.retry_batch):
                with pytest.raises(Http404):
                    service(batch=batch, by=stranger)
            with pytest.raises(Http404):
                services.apply_batch(batch=batch, fill_empty=False, by=stranger)
            with pytest.raises(Http404):
                services.undo_batch(batch=batch, reason="x", by=stranger)
            with pytest.raises(Http404):
                services.rejected_file(batch=batch, by=stranger)


def test_rows_are_seen_in_the_uploaders_region_only(officer, coordinator, petugas_betak, actor_of, raw):
    checked(officer, many(2))
    seen = {}
    for name, actor in (("own", officer), ("district", coordinator), ("neighbour", actor_of(petugas_betak))):
        with acting_as(actor):
            seen[name] = (
                raw("select count(*) from imports_importrow"),
                ImportBatch.objects.readable_by(actor).count(),
            )
    assert seen == {"own": ([(2,)], 1), "district": ([(2,)], 1), "neighbour": ([(0,)], 0)}


def test_a_batch_of_the_district_is_seen_by_no_village(officer, coordinator, raw):
    lines = [{**person(1), "Kode desa": "35.04.14.2011"}]
    checked(coordinator, workbook(lines, headings=(*person(1), "Kode desa")))
    with acting_as(officer):
        assert raw("select count(*) from imports_importbatch") == [(0,)]


def test_no_nik_stands_in_any_column_outbox_or_log(officer, caplog):
    caplog.set_level("DEBUG")
    numbers = [nik(1), nik(2), nik(3)]
    lines = [person(1), person(2, Nama_lengkap=numbers[1], Dusun=numbers[1]), person(3, Status="?")]
    batch = upload(officer, workbook(lines), file_name=f"data {numbers[0]}.xlsx")
    undone(officer, applied(officer, run(batch)), f"NIK {numbers[2]} salah")
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in ("imports_importbatch", "imports_importrow", "notifications_outboxentry", "workers_personlog"):
            cursor.execute(f"select t::text from {table} t")
            kept = "\n".join(row[0] for row in cursor.fetchall())
            assert kept
            assert traces(kept, numbers) == [], table
    assert now(batch).source_name == "data ••••••••••••7001.xlsx"
    assert traces(caplog.text, numbers) == []


def test_a_sealed_row_opens_in_no_other_row(officer):
    from desmigratif.core.crypto import DecryptionError

    first, second = rows(checked(officer, many(2)))
    second.payload = first.payload
    with pytest.raises(DecryptionError):
        second.open()


def test_thrown_away_its_rows_are_gone_at_once(officer):
    batch = checked(officer, many(2))
    with acting_as(officer):
        services.discard_batch(batch=batch, by=officer)
        services.discard_batch(batch=batch, by=officer)
    assert (now(batch).status, rows(batch)) == ("BUANG", [])
    with acting_as(officer), pytest.raises(DomainError, match="sudah berubah"):
        services.apply_batch(batch=batch, fill_empty=False, by=officer)


def test_after_thirty_days_the_rows_are_deleted_and_the_counts_stay(officer):
    done = applied(officer, checked(officer, many(2)))
    waiting = checked(officer, many(3))
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        tasks.clear_old_batches()
    assert len(rows(done)) == 2
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        tasks.clear_old_batches(later_argument="ignored")
        assert (rows(done), rows(waiting)) == ([], [])
        assert (now(done).status, counts(now(done))) == ("SELESAI", (2, 2, 0, 0, 0))
        assert now(waiting).status == "BUANG"
    with acting_as(SYSTEM):
        assert not ImportRow.objects.exists()
    with acting_as(officer), pytest.raises(DomainError, match="sudah dihapus"):
        services.undo_batch(batch=done, reason="Terlambat", by=officer)


def test_a_batch_whose_worker_was_lost_can_go_on(officer):
    batch = upload(officer, many(1))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        tasks.clear_old_batches()
    assert (now(batch).status, now(batch).step) == ("GAGAL", "ANTRE")
    with acting_as(officer):
        services.retry_batch(batch=batch, by=officer)
    assert run(batch).status == "SIAP"


def test_nothing_good_is_not_applied(officer):
    batch = checked(officer, workbook([person(Status="?")]))
    with acting_as(officer), pytest.raises(DomainError, match="Tidak ada baris yang bisa diterapkan"):
        services.apply_batch(batch=batch, fill_empty=False, by=officer)


def test_too_many_open_batches_are_refused(officer, monkeypatch):
    monkeypatch.setattr("desmigratif.imports.services.uploading.MOST_OPEN", 1)
    upload(officer, many(1))
    with pytest.raises(DomainError, match="belum selesai"):
        upload(officer, many(1))


def test_a_file_of_another_kind_is_refused_by_its_name(officer):
    with pytest.raises(DomainError, match=r"Hanya berkas \.xlsx"):
        upload(officer, many(1), file_name="orang.xlsm")


def test_a_thousand_rows_are_checked_and_applied_in_seconds(officer, record_property):
    batch = upload(officer, many(1000))
    began = time.monotonic()
    run(batch)
    checked_in = time.monotonic() - began
    done = applied(officer, now(batch))
    both = time.monotonic() - began
    record_property("measured", f"1,000 rows: checked in {checked_in:.1f} s, applied in {both - checked_in:.1f} s")
    assert counts(done) == (1000, 1000, 0, 0, 0)
    assert both < 90
