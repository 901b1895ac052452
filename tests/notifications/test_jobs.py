"""A job from its first turn to its end: pauses, the last failure, lost workers, deliveries more than once (P-24)."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.notifications import outbox, services
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry
from tests.notifications.test_outbox import TASK, broker  # noqa: F401  a fixture

NIK = "3504145207870955"


@pytest.fixture
def entry(petugas, actor_of):
    by = actor_of(petugas)
    with acting_as(by):
        return outbox.add(task=TASK, by=by, export=uuid7())


def stored(entry) -> OutboxEntry:
    with acting_as(SYSTEM):
        return OutboxEntry.objects.get(pk=entry.pk)


def deliver(entry, work=lambda: None) -> None:
    outbox.run(f"outbox-{entry.pk}", work)


def broken() -> None:
    raise ValueError(f"Endang Lestari {NIK}")


def test_a_job_delivered_five_times_is_done_once(entry):
    done = []
    for _ in range(5):
        deliver(entry, lambda: done.append(1))
    assert done == [1]
    assert (stored(entry).state, stored(entry).attempts) == (JobState.SELESAI, 1)


def test_a_message_that_comes_while_the_job_runs_finds_nothing_to_do(entry):
    """Delivered five times at once: one worker does it, the others let it be, and it costs no attempt."""
    done = []

    def work() -> None:
        for _ in range(4):
            deliver(entry, lambda: done.append("second"))
        done.append("first")

    deliver(entry, work)
    assert done == ["first"]
    assert (stored(entry).state, stored(entry).attempts) == (JobState.SELESAI, 1)


def test_a_job_that_fails_waits_longer_each_time_and_is_given_up_at_last(entry, broker, caplog):  # noqa: F811
    pauses = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(outbox.MOST_ATTEMPTS):
            assert outbox.sweep() == 1
            deliver(entry, broken)
            now = stored(entry)
            if now.state == JobState.ANTRE:
                pauses.append(now.due_at - timezone.now())
                assert outbox.sweep() == 0  # not before its pause is over
                clock.move_to(now.due_at)
        assert outbox.sweep() == 0
    assert pauses == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30)]
    given_up = stored(entry)
    assert (given_up.state, given_up.attempts) == (JobState.GAGAL, 5)
    assert given_up.last_error == "Kesalahan di program (ValueError)."
    for text in (given_up.last_error, caplog.text):
        assert NIK not in text
        assert "Endang" not in text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SMTPRecipientsRefused({"ratna@example.org": (550, b"unknown")}), "Server surel menolak"),
        (ConnectionRefusedError("10.0.0.7"), "Perantara pesan tidak menjawab"),
        (PermissionError("/data/Ratna.xlsx"), "Berkas atau jaringan"),
    ],
)
def test_an_error_is_told_in_words_and_never_in_its_own(error, words):
    told = outbox.words_of(error)
    assert told.startswith(words)
    assert "atna" not in told


def test_a_job_whose_worker_was_killed_is_handed_over_again(entry, broker):  # noqa: F811
    def killed() -> None:
        raise SystemExit  # leaves no word, as kill -9

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert outbox.sweep() == 1
        with pytest.raises(SystemExit):
            deliver(entry, killed)
        assert stored(entry).state == JobState.JALAN
        clock.shift(timedelta(minutes=14))
        assert outbox.sweep() == 0
        clock.shift(timedelta(minutes=2))
        assert outbox.sweep() == 1
    assert len(broker()) == 2
    deliver(entry)
    assert stored(entry).state == JobState.SELESAI


def test_a_job_whose_message_the_broker_lost_is_handed_over_again(entry, broker):  # noqa: F811
    outbox.sweep()
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert outbox.sweep() == 1
    assert len(broker()) == 2


def test_a_job_that_kills_every_worker_is_given_up(entry, broker):  # noqa: F811
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(outbox.MOST_ATTEMPTS):
            outbox.sweep()
            outbox._begin(entry.pk)
            clock.shift(timedelta(minutes=16))
        assert outbox.sweep() == 0
    assert (stored(entry).state, stored(entry).last_error) == (JobState.GAGAL, outbox.LOST)
    ran = []
    deliver(entry, lambda: ran.append(1))
    assert ran == []


def test_a_failed_job_gets_all_its_attempts_again(entry, admin_user, actor_of):
    with acting_as(SYSTEM):
        OutboxEntry.objects.filter(pk=entry.pk).update(state=JobState.GAGAL, ended_at=timezone.now(), attempts=5)
    with acting_as(actor_of(admin_user)) as by:
        for _ in range(2):
            services.retry_job(job_id=entry.pk, by=by)
    assert (stored(entry).state, stored(entry).attempts, stored(entry).ended_at) == (JobState.ANTRE, 0, None)


def test_a_discarded_job_is_not_run_any_more(entry, admin_user, actor_of):
    with acting_as(actor_of(admin_user)) as by:
        for _ in range(2):
            services.discard_job(job_id=entry.pk, reason="Tidak diperlukan lagi", by=by)
    ran = []
    deliver(entry, lambda: ran.append(1))
    assert ran == []
    assert (stored(entry).state, stored(entry).discarded_by) == (JobState.BUANG, by.user_id)


@pytest.mark.parametrize(
    ("reason", "words"),
    [(" ", "Tulis alasannya"), (f"Milik {NIK}", "Jangan menulis NIK"), ("x" * 301, "Paling panjang")],
)
def test_a_reason_is_asked_for_and_holds_no_number(entry, admin_user, actor_of, reason, words):
    with acting_as(actor_of(admin_user)) as by, pytest.raises(ValidationError, match=words):
        services.discard_job(job_id=entry.pk, reason=reason, by=by)


def test_a_job_that_runs_is_neither_tried_again_nor_discarded(entry, admin_user, actor_of):
    outbox._begin(entry.pk)
    with acting_as(actor_of(admin_user)) as by:
        with pytest.raises(DomainError, match="sudah berjalan"):
            services.retry_job(job_id=entry.pk, by=by)
        with pytest.raises(DomainError, match="tidak bisa dibuang"):
            services.discard_job(job_id=entry.pk, reason="Lama sekali", by=by)


def test_nobody_else_touches_a_job(entry, penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        with pytest.raises(Http404):
            services.retry_job(job_id=entry.pk, by=by)
        with pytest.raises(Http404):
            services.discard_job(job_id=entry.pk, reason="Tidak perlu", by=by)


def test_the_page_shows_jobs_in_words_and_what_may_be_done(entry, admin_user, as_user):
    with acting_as(SYSTEM):
        OutboxEntry.objects.filter(pk=entry.pk).update(
            state=JobState.GAGAL, ended_at=timezone.now(), attempts=5, last_error="Server surel menolak."
        )
    client = as_user(admin_user)
    page = client.get("/pekerjaan/").content.decode()
    assert "Membuat berkas unduhan" in page
    assert "Petugas Desmigratif, " in page
    assert "Server surel menolak." in page
    answer = client.post(f"/pekerjaan/{entry.pk}/coba-lagi/", follow=True)
    assert "masuk antrean lagi" in answer.content.decode()
    assert stored(entry).state == JobState.ANTRE
    refused = client.post(f"/pekerjaan/{entry.pk}/buang/", {"reason": ""})
    assert refused.status_code == 422
    client.post(f"/pekerjaan/{entry.pk}/buang/", {"reason": "Diminta ulang"})
    assert stored(entry).state == JobState.BUANG
    assert "Dibuang: Diminta ulang" in client.get("/pekerjaan/").content.decode()
    again = client.post(f"/pekerjaan/{entry.pk}/coba-lagi/")
    assert again.status_code == 422
    assert "sudah dibuang" in again.content.decode()


def test_the_page_says_when_nothing_is_picked_up(entry, admin_user, as_user):
    assert "Ada yang menunggu sejak" not in as_user(admin_user).get("/pekerjaan/").content.decode()
    with acting_as(SYSTEM):
        OutboxEntry.objects.filter(pk=entry.pk).update(created_at=timezone.now() - timedelta(minutes=10))
    assert "Ada yang menunggu sejak" in as_user(admin_user).get("/pekerjaan/").content.decode()


def test_the_administrators_home_leads_there(admin_user, as_user):
    assert 'href="/pekerjaan/"' in as_user(admin_user).get("/").content.decode()
