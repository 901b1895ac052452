"""Meetings: asked to, held, written down; and what earlier ones left open."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry

from coordination.models import CoordinationLog, Meeting
from coordination.services.meetings import (
    AttendanceLine,
    carried_over,
    change_meeting,
    create_meeting,
    finalize_minutes,
    finish_meeting,
    record_attendance,
    withdraw_meeting,
)
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import acting_as
from tests.conftest import OUTSIDE
from tests.coordination.chain import make_chain, make_meeting, make_recommendation, make_visit
from tests.coordination.planning import institution, make_action, stored
from tests.core.admin_forms import REASON, change_url, send


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


def line(code, presence="HADIR", name="", position=""):
    return AttendanceLine(institution(code).pk, presence, name, position)


def journal_of(record):
    return list(CoordinationLog.objects.filter(record_id=record.pk).order_by("seq"))


def test_a_double_tap_makes_one_meeting(by):
    record_id, day = uuid7(), today()
    values = {
        "kind": "RAKOR", "title": "Rakor", "starts_on": day, "ends_on": day, "mode": "DARING",
        "organizer": institution("KEMENKO_PMK"), "record_id": record_id, "by": by,
    }  # fmt: skip
    assert create_meeting(**values) == create_meeting(**values)
    assert Meeting.objects.count() == 1


def test_a_meeting_ends_on_or_after_its_first_day(by):
    with pytest.raises(Exception, match="sama dengan atau sesudah tanggal mulai"):
        make_meeting(ends_on=today() - timedelta(days=90))


def test_a_change_is_told_in_words_and_needs_the_newest_version(by):
    meeting = make_meeting()
    change_meeting(meeting=meeting, version=1, by=by, title="Rakor kedua", village_codes=[OUTSIDE])
    changes = {row["label"]: (row["old"], row["new"]) for row in journal_of(meeting)[-1].changes}
    assert changes["Judul"] == ("Rakor Desmigratif", "Rakor kedua")
    assert changes["Desa lokus"][0] == "Tunggangri"
    with pytest.raises(StaleVersion):
        change_meeting(meeting=meeting, version=1, by=by, title="Rakor ketiga")
    with pytest.raises(DomainError, match="Belum ada isian yang diubah"):
        change_meeting(meeting=meeting, version=2, by=by, title="Rakor kedua")


def test_a_meeting_cannot_follow_itself_by_any_way(by):
    first = make_meeting()
    second = make_meeting(follows=first)
    with pytest.raises(DomainError, match="dari dirinya sendiri"):
        change_meeting(meeting=first, version=1, by=by, follows=second)


def test_who_came_is_noted_at_once_and_counted_in_the_journal_without_names(by):
    meeting = make_meeting(invited=("KEMNAKER", "KEMENSOS", "BPOM"))
    lines = [line("KEMNAKER", name="Sri  Utami", position="Direktur"), line("KEMENSOS", "DARING"), line("BPOM", "")]
    record_attendance(meeting=meeting, lines=lines, version=1, by=by, invited=[institution("KEMLU")])
    found = {row.institution.code: row for row in meeting.attendances.select_related("institution")}
    assert {code: row.presence for code, row in found.items()} == {
        "KEMNAKER": "HADIR", "KEMENSOS": "DARING", "BPOM": "", "KEMLU": "",
    }  # fmt: skip
    assert found["KEMNAKER"].attendee_name == "Sri Utami"
    entry = journal_of(meeting)[-1]
    assert entry.comment == "Daftar hadir: 1 hadir, 1 hadir daring, dari 4 instansi."
    assert "Sri" not in str(entry.changes)


def test_nobody_has_come_to_a_meeting_that_is_still_to_be(by):
    meeting = make_meeting(invited=("KEMNAKER",), days=3)
    with pytest.raises(DomainError, match="belum mulai"):
        record_attendance(meeting=meeting, lines=[line("KEMNAKER")], version=1, by=by)
    with pytest.raises(DomainError, match="sesudah hari ini"):
        finish_meeting(meeting=meeting, summary="Selesai.", version=1, by=by)


def test_an_institution_that_did_not_come_sent_nobody(by):
    meeting = make_meeting(invited=("KEMNAKER",))
    with pytest.raises(DomainError, match="pilih hadir atau daring, atau kosongkan"):
        record_attendance(meeting=meeting, lines=[line("KEMNAKER", "TIDAK", "Sri Utami")], version=1, by=by)


def test_minutes_are_closed_when_everything_is_written_down_and_then_stay(by):
    meeting = make_meeting(invited=("KEMNAKER",))
    with pytest.raises(DomainError, match="Catat dulu bahwa rapatnya selesai"):
        finalize_minutes(meeting=meeting, version=1, by=by)
    with pytest.raises(DomainError, match="Tulis ringkasannya"):
        finish_meeting(meeting=meeting, summary=" ", version=1, by=by)
    finish_meeting(meeting=meeting, summary="Disepakati jadwal.", version=1, by=by)
    with pytest.raises(DomainError, match="kehadiran 1 instansi"):
        finalize_minutes(meeting=meeting, version=2, by=by)
    record_attendance(meeting=meeting, lines=[line("KEMNAKER")], version=2, by=by)
    final = finalize_minutes(meeting=meeting, version=3, by=by)
    assert final.status == "FINAL"
    with pytest.raises(DomainError, match="Notulen rapat ini sudah final"):
        change_meeting(meeting=meeting, version=4, by=by, title="Lain")
    with pytest.raises(DomainError, match="Notulen rapat ini sudah final"):
        record_attendance(meeting=meeting, lines=[], version=4, by=by)


def test_a_meeting_with_consequences_is_not_withdrawn(by):
    meeting, empty = make_meeting(), make_meeting()
    make_visit(meeting=meeting)
    with pytest.raises(DomainError, match="punya rekomendasi atau tinjauan"):
        withdraw_meeting(meeting=meeting, reason="Ganda.", version=1, by=by)
    with pytest.raises(DomainError, match="Tulis alasannya"):
        withdraw_meeting(meeting=empty, reason=" ", version=1, by=by)
    withdraw_meeting(meeting=empty, reason="Ganda.", version=1, by=by)
    with pytest.raises(DomainError, match="sudah ditarik"):
        change_meeting(meeting=empty, version=2, by=by, title="Lain")


def test_the_agenda_is_what_all_earlier_meetings_left_open(by):
    made = make_chain()
    second = make_meeting(follows=made["meeting"])
    third = make_meeting(follows=second)
    by_visit = make_action(recommendation=made["recommendation"])
    by_finding = make_action(recommendation=None, finding=made["finding"])
    of_second = make_action(recommendation=make_recommendation(meeting=second))
    make_action(recommendation=make_recommendation(meeting=third))
    done = make_action(recommendation=make_recommendation(meeting=second))
    type(done).objects.filter(pk=done.pk).update(status="BATAL")
    assert set(carried_over(third, by=by)) == {by_visit, by_finding, of_second}
    assert set(carried_over(second, by=by)) == {by_visit, by_finding}
    assert set(carried_over(made["meeting"], by=by)) == set()


def test_the_steward_corrects_final_minutes_with_a_reason(steward, by):
    meeting = make_meeting(invited=("KEMNAKER",))
    finish_meeting(meeting=meeting, summary="Disepakati.", version=1, by=by)
    record_attendance(meeting=meeting, lines=[line("KEMNAKER", name="Sri Utami")], version=2, by=by)
    finalize_minutes(meeting=meeting, version=3, by=by)
    attendance = meeting.attendances.get()
    assert send(steward, change_url(meeting), title="Rakor pemberdayaan").status_code == 302
    assert send(steward, change_url(attendance), attendee_name="Sri Utari").status_code == 302
    assert (stored(meeting).title, stored(attendance).attendee_name) == ("Rakor pemberdayaan", "Sri Utari")
    assert [row.kind for row in journal_of(meeting)][-2:] == ["KOREKSI", "KOREKSI"]
    assert journal_of(meeting)[-1].comment == REASON
    assert not LogEntry.objects.filter(change_message__contains="Utari").exists()
