"""Downloads: asked for, decided on, made, fetched once, cleared away."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Role
from desmigratif.accounts.services import end_assignment
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.notifications.models import OutboxEntry
from desmigratif.reporting import services, tasks
from desmigratif.reporting.enums import ExportFormat
from desmigratif.reporting.models import Export
from tests.conftest import BETAK, TUNGGANGRI, make_user
from tests.reporting.people import make, many

PURPOSE = "Undangan pelatihan olahan pangan"


def ask(by, *, record_id=None, filters=None, file_format=ExportFormat.XLSX, purpose=PURPOSE) -> Export:
    """Ask as the actor, in the actor's context."""
    with acting_as(by):
        return services.request_export(
            record_id=record_id or uuid7(), filters=filters or {}, format=file_format, purpose=purpose, by=by
        )


def now(export: Export) -> Export:
    with acting_as(SYSTEM):
        return Export.objects.get(pk=export.pk)


def handed(export: Export) -> list[OutboxEntry]:
    with acting_as(SYSTEM):
        return list(OutboxEntry.objects.filter(topic="reporting.make_export", payload={"export": str(export.pk)}))


def run(export: Export) -> Export:
    """What the worker does with the outbox entry, and the download as it is then."""
    entry = handed(export)[-1]
    tasks.make_export(**entry.payload, assignment=str(entry.assignment_id), later_argument="ignored")
    return now(export)


def fetch(export: Export, by, token: str | None = None):
    with acting_as(by):
        return services.fetch_export(export_id=export.pk, token=token or export.make_token(), by=by)


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


@pytest.fixture
def colleague(disnaker_lain, actor_of):
    return actor_of(disnaker_lain)


@pytest.fixture
def people(db):
    return make(*many(3), *many(2, village_code=BETAK))


@pytest.fixture
def few(settings):
    """More than two people need a second person."""
    settings.EXPORT_APPROVAL_ABOVE = 2


def test_a_small_list_is_made_at_once_under_the_requesters_assignment(officer, people, export_files):
    export = ask(officer)
    assert (export.status, export.expected, export.place) == (
        "ANTRE",
        3,
        "Desa Tunggangri, Kec. Kalidawir, Kab. Tulungagung, Jawa Timur",
    )
    assert [entry.assignment_id for entry in handed(export)] == [officer.assignment_id]
    made = run(export)
    assert (made.status, made.rows, made.done) == ("SIAP", 3, 3)
    assert made.token_hash
    assert made.make_token() not in str(made.__dict__)
    stored = (export_files / made.file_name).read_bytes()
    assert not stored.startswith(b"PK")
    assert b"Siti" not in stored


def test_the_file_is_fetched_once_and_then_gone(officer, people, export_files):
    export = run(ask(officer))
    fetched, content = fetch(export, officer)
    assert content.startswith(b"PK")
    assert (fetched.status, now(export).status) == ("DIAMBIL", "DIAMBIL")
    assert list(export_files.iterdir()) == []
    with pytest.raises(services.ExportGoneError, match="sudah dipakai"):
        fetch(export, officer)


def test_a_wrong_key_and_somebody_else_are_answered_like_a_missing_download(officer, coordinator, people):
    export = run(ask(officer))
    with pytest.raises(Http404):
        fetch(export, officer, "0" * 64)
    with pytest.raises(Http404):
        fetch(export, coordinator)
    assert now(export).status == "SIAP"


def test_the_link_ends_after_24_hours_and_the_file_is_deleted(officer, people, export_files):
    export = run(ask(officer))
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        with pytest.raises(services.ExportGoneError, match="24 jam"):
            fetch(export, officer)
        tasks.delete_expired_exports()
    assert now(export).status == "HAPUS"
    assert list(export_files.iterdir()) == []


def test_the_same_form_sent_twice_is_one_download(officer, people):
    record_id = uuid7()
    assert ask(officer, record_id=record_id).pk == ask(officer, record_id=record_id).pk
    with acting_as(SYSTEM):
        assert Export.objects.count() == 1
    assert len(handed(now(ask(officer, record_id=record_id)))) == 1


def test_a_task_that_runs_twice_makes_one_file(officer, people, export_files):
    export = ask(officer)
    first = run(export)
    assert run(export).file_name == first.file_name
    assert [path.name for path in export_files.iterdir()] == [first.file_name]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"status": "HILANG"}, "Tidak ada orang"),
        ({"status": "SEMUA"}, "Status"),
        ({"semua": "1"}, "tidak dikenal"),
        ({"q": "3504145405880007"}, "NIK"),
        ({"return_year": "20x4"}, "Tahun"),
        ({"region": "35.04.14.2016' or 1=1"}, "wilayah"),
    ],
)
def test_a_filter_that_fits_nobody_or_is_not_understood_is_refused(officer, people, filters, words):
    with pytest.raises(DomainError, match=words):
        ask(officer, filters=filters)


def test_a_purpose_is_asked_for(officer, people):
    with pytest.raises(ValidationError, match="keperluannya"):
        ask(officer, purpose="untuk")


def test_roles_that_see_no_persons_may_not_ask(camat, kades, analis, actor_of, people):
    for user in (camat, kades, analis):
        with pytest.raises(DomainError, match="tidak boleh"):
            ask(actor_of(user))


def test_more_than_the_limit_waits_for_somebody_else(officer, coordinator, people, few):
    export = ask(officer)
    assert (export.status, handed(export)) == ("MENUNGGU_SETUJU", [])
    with acting_as(coordinator):
        assert [row.pk for row in Export.objects.awaiting(coordinator)] == [export.pk]
        services.approve_export(export=export, by=coordinator)
    assert [entry.assignment_id for entry in handed(export)] == [officer.assignment_id]
    made = run(export)
    assert (made.status, made.decided_by_id) == ("SIAP", coordinator.user_id)


def test_the_limit_is_500_persons(officer, db):
    make(*many(500))
    assert ask(officer).status == "ANTRE"
    make(*many(1))
    assert ask(officer).status == "MENUNGGU_SETUJU"


def test_nobody_approves_the_own_download(coordinator, colleague, disnaker_luar, actor_of, people, few, raw):
    export = ask(coordinator)
    with acting_as(coordinator), pytest.raises(DomainError, match="orang lain"):
        services.approve_export(export=export, by=coordinator)
    with acting_as(actor_of(disnaker_luar)):
        assert not Export.objects.awaiting(actor_of(disnaker_luar)).exists()
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(decided_by_id=coordinator.user_id)
    with acting_as(colleague):
        services.approve_export(export=export, by=colleague)
        with pytest.raises(DomainError, match="keadaannya"):
            services.approve_export(export=export, by=colleague)


def test_a_refusal_needs_a_reason_and_ends_the_download(officer, coordinator, people, few):
    export = ask(officer)
    with acting_as(coordinator):
        with pytest.raises(DomainError, match="alasannya"):
            services.refuse_export(export=export, reason=" ", by=coordinator)
        services.refuse_export(export=export, reason="Cukup satu dusun.", by=coordinator)
    assert (now(export).status, now(export).refusal) == ("DITOLAK", "Cukup satu dusun.")
    assert handed(export) == []


def test_no_role_can_write_a_download_in_sql(officer, coordinator, people, few):
    export = ask(officer)
    for by in (officer, coordinator):
        with acting_as(by), connection.cursor() as cursor:
            for sql in ("update reporting_export set status = 'ANTRE'", "delete from reporting_export"):
                with pytest.raises(ProgrammingError), transaction.atomic():
                    cursor.execute(sql)
    assert now(export).status == "MENUNGGU_SETUJU"


def test_a_role_that_ended_meanwhile_gets_no_file_and_reads_why(officer, people, export_files):
    export = ask(officer)
    assignment = Assignment.objects.get(pk=officer.assignment_id)
    end_assignment(assignment=assignment, ends_on=today() - timedelta(days=1), by=SYSTEM)
    failed = run(export)
    assert (failed.status, failed.failure) == ("GAGAL", "Penugasan ini sudah berakhir.")
    assert not export_files.exists() or list(export_files.iterdir()) == []


def test_a_task_under_somebody_elses_assignment_makes_nothing(officer, coordinator, people):
    export = ask(officer)
    tasks.make_export(export=str(export.pk), assignment=str(coordinator.assignment_id))
    assert now(export).status == "GAGAL"


def test_a_failure_is_shown_and_can_be_tried_again(officer, coordinator, people, export_files):
    export = ask(officer)
    export_files.write_text("a file where the folder should be")
    failed = run(export)
    assert failed.status == "GAGAL"
    assert "gangguan" in failed.failure
    with acting_as(coordinator), pytest.raises(Http404):
        services.retry_export(export=failed, by=coordinator)
    export_files.unlink()
    with acting_as(officer):
        services.retry_export(export=failed, by=officer)
    assert run(export).status == "SIAP"


def test_what_got_stuck_is_given_up_and_stray_files_go(officer, people, export_files):
    stuck, ready = ask(officer), run(ask(officer))
    (export_files / "nobody-knows-me").write_bytes(b"x")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        tasks.delete_expired_exports()
    assert (now(stuck).status, now(ready).status) == ("GAGAL", "SIAP")
    assert [path.name for path in export_files.iterdir()] == [ready.file_name]


def test_a_second_post_of_the_same_person_is_another_requester(officer, petugas, people, actor_of):
    export = run(ask(officer))
    make_user(Role.PETUGAS, Level.DESA, BETAK)
    other = Assignment.objects.create(
        user=petugas, role=Role.PETUGAS, level=Level.DESA, region_id=BETAK, starts_on=today()
    ).as_actor()
    assert (officer.code, other.code) == (TUNGGANGRI, BETAK)
    with pytest.raises(Http404):
        fetch(export, other)
