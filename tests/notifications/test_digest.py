"""The mail digest: at most one a day, a number and a link, and not to whoever does not want it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.notifications import outbox, services, tasks
from desmigratif.notifications.enums import JobState, NotificationKind
from desmigratif.notifications.models import MailDigest, OutboxEntry
from desmigratif.notifications.services import notify
from tests.conftest import BETAK
from tests.workers.registering import register

ADDRESS = "petugas@contoh.example"


@pytest.fixture(autouse=True)
def mailing(settings):
    settings.CAN_SEND_MAIL = True
    settings.SITE_URL = "https://desmigratif.example"


@pytest.fixture
def reader(petugas):
    petugas.email = ADDRESS
    petugas.save()
    return petugas


@pytest.fixture
def person(reader, actor_of):
    return register(actor_of(reader), full_name="Endang Lestari")


def tell(person, reader, disnaker, actor_of, kind=NotificationKind.KEMBALI) -> None:
    with acting_as(actor_of(disnaker)) as by:
        notify(kind=kind, record=person, to=[reader.pk], by=by)


def test_says_how_many_and_where_and_nothing_of_them(person, reader, disnaker, actor_of):
    tell(person, reader, disnaker, actor_of)
    tell(person, reader, disnaker, actor_of, NotificationKind.KOMENTAR)
    assert services.queue_digests() == 1
    assert services.send_digest(user_id=reader.pk) is True
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "Desmigratif: 2 pemberitahuan belum dibaca")
    assert "Ada 2 pemberitahuan" in sent.body
    assert "https://desmigratif.example/pemberitahuan/" in sent.body
    assert "https://desmigratif.example/akun/" in sent.body
    for told in ("Endang", "Dikembalikan", str(person.pk), reader.full_name):
        assert told not in f"{sent.subject} {sent.body}"


def test_leaves_once_a_day_however_often_the_job_is_delivered(person, reader, disnaker, actor_of):
    with time_machine.travel("2026-03-02 06:30+07:00", tick=False) as clock:
        tell(person, reader, disnaker, actor_of)
        for _ in range(5):
            tasks.send_digest(user=str(reader.pk))
        assert len(mail.outbox) == 1
        clock.shift(timedelta(hours=9))
        tell(person, reader, disnaker, actor_of, NotificationKind.VERIF)
        assert services.queue_digests() == 1
        assert services.send_digest(user_id=reader.pk) is False
        clock.shift(timedelta(hours=15))
        assert services.send_digest(user_id=reader.pk) is True
        assert services.queue_digests() == 0, "nothing new since"
    assert len(mail.outbox) == 2


def test_nobody_is_mailed_who_read_it_has_no_address_or_does_not_want_it(person, reader, disnaker, actor_of):
    assert services.queue_digests() == 0
    tell(person, reader, disnaker, actor_of)
    with acting_as(actor_of(reader)) as by:
        services.set_digest(wanted=False, by=by)
    assert services.queue_digests() == 0
    assert services.send_digest(user_id=reader.pk) is False
    with acting_as(actor_of(reader)) as by:
        services.set_digest(wanted=True, by=by)
    assert services.queue_digests() == 1
    reader.email = ""
    reader.save()
    assert services.queue_digests() == 0
    assert services.send_digest(user_id=reader.pk) is False
    reader.email = ADDRESS
    reader.save()
    with acting_as(actor_of(reader)) as by:
        services.mark_read(by=by)
    assert services.queue_digests() == 0
    assert services.send_digest(user_id=reader.pk) is False
    assert mail.outbox == []


def test_what_lies_out_of_reach_is_not_counted(person, reader, disnaker, actor_of):
    tell(person, reader, disnaker, actor_of)
    reader.assignments.update(region_id=BETAK)
    assert services.send_digest(user_id=reader.pk) is False


def test_an_account_that_is_switched_off_gets_no_mail(person, reader, disnaker, actor_of):
    tell(person, reader, disnaker, actor_of)
    reader.is_active = False
    reader.save()
    assert services.queue_digests() == 0
    assert services.send_digest(user_id=reader.pk) is False


def test_a_mail_server_that_refuses_is_asked_again_the_same_day(person, reader, disnaker, actor_of, settings):
    tell(person, reader, disnaker, actor_of)
    services.queue_digests()
    with acting_as(SYSTEM):
        job = OutboxEntry.objects.get(topic="notifications.send_digest")
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nobody answers
    outbox.run(f"outbox-{job.pk}", lambda: services.send_digest(user_id=reader.pk))
    with acting_as(SYSTEM):
        job.refresh_from_db()
        assert (job.state, MailDigest.objects.get(user=reader).sent_at) == (JobState.ANTRE, None)
    settings.EMAIL_BACKEND = working
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        outbox.run(f"outbox-{job.pk}", lambda: services.send_digest(user_id=reader.pk))
    assert len(mail.outbox) == 1


def test_an_installation_without_mail_queues_nothing_and_shows_no_switch(
    person, reader, disnaker, actor_of, as_user, settings
):
    tell(person, reader, disnaker, actor_of)
    settings.CAN_SEND_MAIL = False
    assert services.queue_digests() == 0
    assert "Surel ringkasan" not in as_user(reader).get("/akun/").content.decode()


def test_the_account_page_switches_it_off_and_on(reader, as_user):
    client = as_user(reader)
    page = client.get("/akun/").content.decode()
    assert f"Dikirim ke {ADDRESS}." in page
    assert "Berhenti menerima" in page
    page = client.post("/akun/surel-ringkasan/", {"surel": "tidak"}, follow=True).content.decode()
    assert "Surel ringkasan tidak dikirim lagi." in page
    assert "Terima lagi" in page
    assert "Berhenti menerima" in client.post("/akun/surel-ringkasan/", {"surel": "ya"}, follow=True).content.decode()
    assert client.post("/akun/surel-ringkasan/", {"surel": "mungkin"}).status_code == 404


def test_a_national_role_switches_its_own_too(analis, as_user):
    assert as_user(analis).post("/akun/surel-ringkasan/", {"surel": "tidak"}).status_code == 302
    with acting_as(SYSTEM):
        assert MailDigest.objects.get(user=analis).is_wanted is False


def test_nobody_switches_for_others(reader, analis, actor_of):
    with acting_as(SYSTEM):
        MailDigest.objects.create(user=reader)
    with acting_as(actor_of(analis)):
        assert MailDigest.objects.update(is_wanted=False) == 0
