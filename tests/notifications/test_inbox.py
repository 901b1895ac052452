"""What people are told, when, and what of it they may see."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.notifications import inbox, tasks
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.models import Notification
from desmigratif.notifications.services import mark_read, notify
from tests.conftest import BETAK, TUNGGANGRI, make_user
from tests.workers.registering import register
from workers.services.return_person import return_person
from workers.services.verify_person import verify_person
from workers.services.withdraw_person import withdraw_person


@pytest.fixture
def person(petugas, actor_of):
    return register(actor_of(petugas), full_name="Endang Lestari")


def told(user) -> list[tuple[str, object]]:
    with acting_as(SYSTEM):
        rows = Notification.objects.filter(user=user).order_by("seq")
        return [(note.kind, note.record_id) for note in rows]


def send_back(person, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        return return_person(person=person, version=person.version, comment="Lengkapi RT", by=by)


def bell(page: str) -> str:
    return page.split("Pemberitahuan, ")[1].split(" belum dibaca")[0]


def test_the_village_is_told_what_came_back_and_nobody_else_is(
    person, petugas, petugas_betak, kades, disnaker, actor_of
):
    colleague = make_user("petugas", Level.DESA, TUNGGANGRI, username="petugas-dua")
    send_back(person, disnaker, actor_of)
    assert told(petugas) == told(colleague) == [("KEMBALI", person.pk)]
    assert told(petugas_betak) == told(kades) == told(disnaker) == []


def test_whoever_entered_it_is_told_that_it_is_verified(person, petugas, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        verify_person(person=person, version=person.version, by=by)
    assert told(petugas) == [("VERIF", person.pk)]


def test_a_change_that_is_rolled_back_tells_nobody(person, petugas, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by, transaction.atomic():
        return_person(person=person, version=person.version, comment="Lengkapi RT", by=by)
        transaction.set_rollback(True)
    assert told(petugas) == []


def test_the_same_unread_news_stands_once(person, petugas, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        for _ in range(3):
            notify(kind=NotificationKind.KOMENTAR, record=person, to=[petugas.pk, None, by.user_id], by=by)
    assert told(petugas) == [("KOMENTAR", person.pk)]
    assert told(disnaker) == []


def test_nothing_of_a_record_is_stored(person, petugas, disnaker, actor_of):
    send_back(person, disnaker, actor_of)
    with acting_as(SYSTEM):
        stored = Notification.objects.filter(user=petugas).values().get()
    assert not any("Endang" in str(value) or "RT" in str(value) for value in stored.values())


def test_nobody_reads_or_marks_the_notifications_of_others(person, petugas, analis, penata, disnaker, actor_of):
    send_back(person, disnaker, actor_of)
    for user in (disnaker, analis, penata):
        with acting_as(actor_of(user)), connection.cursor() as cursor:
            cursor.execute("select count(*) from notifications_notification")
            assert cursor.fetchone() == (0,)
            cursor.execute("update notifications_notification set read_at = now()")
            assert cursor.rowcount == 0
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(
                    "insert into notifications_notification (id, user_id, kind, record_kind, record_id, village_code,"
                    " created_at) select gen_random_uuid(), %s, 'VERIF', '', gen_random_uuid(), '', now()",
                    [str(petugas.pk)],
                )


def test_the_bell_counts_and_opening_the_record_marks_it_read(person, petugas, disnaker, actor_of, as_user):
    send_back(person, disnaker, actor_of)
    client = as_user(petugas)
    assert bell(client.get("/").content.decode()) == "1"
    page = client.get("/pemberitahuan/").content.decode()
    assert "Dikembalikan untuk diperbaiki: Endang Lestari" in page
    assert bell(client.get(person.get_absolute_url()).content.decode()) == "tidak ada yang"
    assert "Dikembalikan untuk diperbaiki: Endang Lestari" in client.get("/pemberitahuan/").content.decode()


def test_a_notification_leads_to_its_record_and_is_read_then(person, petugas, disnaker, actor_of, as_user):
    send_back(person, disnaker, actor_of)
    with acting_as(SYSTEM):
        note = Notification.objects.get(user=petugas)
    answer = as_user(petugas).get(f"/pemberitahuan/{note.pk}/buka/")
    assert (answer.status_code, answer.headers["Location"]) == (302, person.get_absolute_url())
    with acting_as(SYSTEM):
        assert Notification.objects.get(pk=note.pk).read_at is not None
    assert as_user(disnaker).get(f"/pemberitahuan/{note.pk}/buka/").status_code == 404


def test_all_are_marked_read_at_once(person, petugas, disnaker, actor_of, as_user):
    send_back(person, disnaker, actor_of)
    client = as_user(petugas)
    assert "Tandai semua dibaca" in client.get("/pemberitahuan/").content.decode()
    answer = client.post("/pemberitahuan/semua-dibaca/", follow=True)
    assert bell(answer.content.decode()) == "tidak ada yang"
    assert "Tandai semua dibaca" not in answer.content.decode()


def test_what_the_reader_may_no_longer_see_is_not_shown(person, petugas, disnaker, actor_of, as_user):
    """Moved to another village: neither the line nor the number tells of the old one."""
    send_back(person, disnaker, actor_of)
    petugas.assignments.update(region_id=BETAK)
    client = as_user(petugas)
    page = client.get("/pemberitahuan/").content.decode()
    assert "Endang" not in page
    assert bell(page) == "tidak ada yang"
    with acting_as(SYSTEM):
        note = Notification.objects.get(user=petugas)
    assert client.get(f"/pemberitahuan/{note.pk}/buka/").status_code == 404
    assert client.post(f"/pemberitahuan/{note.pk}/dibaca/").status_code == 404


def test_a_role_that_sees_no_persons_is_told_nothing_of_them(person, petugas, disnaker, actor_of, as_user):
    send_back(person, disnaker, actor_of)
    petugas.assignments.update(role="analis", level="nation", region_id=None)
    page = as_user(petugas).get("/pemberitahuan/")
    assert page.status_code == 200
    assert "Endang" not in page.content.decode()


def test_a_record_gone_from_reach_is_left_out_of_the_lines(person, petugas, disnaker, actor_of):
    send_back(person, disnaker, actor_of)
    with acting_as(SYSTEM):
        Notification.objects.filter(user=petugas).update(record_id=disnaker.pk)
    with acting_as(actor_of(petugas)) as by:
        assert inbox.lines_of(Notification.objects.visible_to(by).select_related("by"), by) == []


def test_the_list_asks_one_statement_for_each_table(petugas, disnaker, actor_of, django_assert_num_queries):
    people = [register(actor_of(petugas), full_name=f"Orang {n}", nik="", no_nik_reason="LUPA", sex="2",
                       birth_date="1990") for n in "ABC"]  # fmt: skip
    for person in people:
        send_back(person, disnaker, actor_of)
    with acting_as(actor_of(petugas)) as by:
        notes = list(Notification.objects.visible_to(by).select_related("by"))
        with django_assert_num_queries(1):  # the persons; every line is of the reader's own village
            assert len(inbox.lines_of(notes, by)) == 3


def test_a_comment_tells_the_maker_of_the_record(person, petugas, disnaker, as_user):
    as_user(disnaker).post(f"{person.get_absolute_url()}komentar/", {"comment": "Sudah dihubungi?"})
    assert told(petugas) == [("KOMENTAR", person.pk)]
    assert told(disnaker) == []


def test_filters_by_state_and_kind_and_refuses_others(person, petugas, disnaker, actor_of, as_user):
    send_back(person, disnaker, actor_of)
    client = as_user(petugas)
    assert "Endang" in client.get("/pemberitahuan/?dibaca=belum").content.decode()
    assert "Endang" not in client.get("/pemberitahuan/?dibaca=sudah").content.decode()
    assert "Endang" in client.get("/pemberitahuan/?jenis=KEMBALI").content.decode()
    assert "Endang" not in client.get("/pemberitahuan/?jenis=VERIF").content.decode()
    assert client.get("/pemberitahuan/?siapa=saya").status_code == 400


def test_withdrawing_a_record_tells_nobody_twice(person, petugas, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        withdraw_person(person=person, version=person.version, reason="Salah", by=by)
    assert told(petugas) == []


def test_what_was_read_half_a_year_ago_is_deleted(person, petugas, disnaker, actor_of):
    send_back(person, disnaker, actor_of)
    with acting_as(actor_of(petugas)) as by:
        mark_read(by=by)
    with time_machine.travel(timezone.now() + timedelta(days=179), tick=False):
        tasks.clear_old_notifications()
    assert len(told(petugas)) == 1
    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        tasks.clear_old_notifications()
        tasks.clear_old_notifications(later_argument="ignored")
    assert told(petugas) == []
