"""New dates and steps of an action."""

from datetime import date

import pytest
import time_machine

from coordination.services.milestones import add_milestone, finish_milestone
from coordination.services.revisions import decide_revision, request_revision
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.scope import SYSTEM, acting_as
from tests.coordination.planning import make_action, stored

REASON = "Panen mundur dua bulan."


@pytest.fixture(autouse=True)
def november():
    """24 November 2026."""
    with time_machine.travel("2026-11-24 10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def action(db):
    return make_action(starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31))


@pytest.fixture
def officer(kemnaker, actor_of):
    return actor_of(kemnaker)


@pytest.fixture
def leader(pimpinan, actor_of):
    return actor_of(pimpinan)


def request(action, by, starts=date(2026, 4, 1), ends=date(2026, 12, 31), reason=REASON):
    with acting_as(by):
        return request_revision(action=action, new_starts_on=starts, new_ends_on=ends, reason=reason, by=by)


def decide(revision, by, *, yes=True, **note):
    with acting_as(by):
        return decide_revision(revision=revision, is_approved=yes, version=1, by=by, **note)


def test_dates_move_only_when_somebody_else_agrees(action, officer, leader):
    revision = request(action, officer)
    assert stored(action).ends_on == date(2026, 8, 31)
    decide(revision, leader)
    now = stored(action)
    assert (now.ends_on, now.baseline_ends_on, now.was_revised, now.is_late) == (
        date(2026, 12, 31),
        date(2026, 8, 31),
        True,
        False,
    )
    assert stored(revision).decided_by_id == leader.user_id


def test_a_refusal_needs_its_reason_and_leaves_the_dates(action, officer, leader):
    revision = request(action, officer)
    with pytest.raises(DomainError, match="Tulis alasan penolakannya"):
        decide(revision, leader, yes=False)
    assert decide(revision, leader, yes=False, note="Tetap Agustus.").status == "TOLAK"
    assert stored(action).ends_on == date(2026, 8, 31)
    assert request(action, officer).status == "DIAJUKAN", "may ask again"


def test_nobody_decides_the_own_request(action, analis, actor_of):
    by = actor_of(analis)
    with pytest.raises(DomainError, match="Pengusul tidak boleh menyetujui usulnya sendiri"):
        decide(request(action, by), by)


def test_a_request_is_decided_once(action, officer, leader):
    revision = request(action, officer)
    decide(revision, leader)
    with acting_as(leader), pytest.raises(StaleVersion):
        decide_revision(revision=revision, is_approved=True, version=1, by=leader)
    with acting_as(leader), pytest.raises(DomainError, match="sudah diputuskan"):
        decide_revision(revision=revision, is_approved=True, version=2, by=leader)


def test_the_owner_and_the_analyst_ask_nobody_else(action, officer, analis, kemensos, disnaker, actor_of):
    request(action, actor_of(analis))
    for user in (kemensos, disnaker):
        shared = make_action(supporters=("KEMENSOS",), starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31))
        with pytest.raises(DomainError, match="diusulkan Kemnaker atau Kemenko PMK"):
            request(shared, actor_of(user))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "  "}, "Tulis alasannya"),
        ({"ends": date(2026, 8, 31)}, "sama dengan yang berlaku"),
        ({"ends": date(2026, 3, 1)}, "sama dengan atau sesudah tanggal mulai"),
    ],
)
def test_a_request_says_what_and_why(changes, words, action, officer):
    with pytest.raises(DomainError, match=words):
        request(action, officer, **changes)


def test_one_request_waits_at_a_time(action, officer):
    request(action, officer)
    with pytest.raises(DomainError, match="Masih ada perubahan jadwal yang menunggu"):
        request(action, officer, ends=date(2027, 1, 31))


def test_a_step_is_reached_by_the_owner(action, officer, kemensos, actor_of):
    with acting_as(SYSTEM) as by:
        step = add_milestone(action=action, title="Kurikulum  disepakati", due_on=date(2026, 6, 30), by=by)
        other = make_action(supporters=("KEMENSOS",), starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31))
        shared = add_milestone(action=other, title="Kurikulum", due_on=date(2026, 6, 30), by=by)
    assert (step.title, step.is_late) == ("Kurikulum disepakati", True)
    stranger = actor_of(kemensos)
    with acting_as(stranger), pytest.raises(DomainError, match="Hanya Kemnaker"):
        finish_milestone(milestone=shared, done_on=date(2026, 6, 1), version=1, by=stranger)
    with acting_as(officer):
        with pytest.raises(DomainError, match="hari ini atau sebelumnya"):
            finish_milestone(milestone=step, done_on=date(2026, 11, 25), version=1, by=officer)
        done = finish_milestone(milestone=step, done_on=date(2026, 7, 1), version=1, by=officer)
        assert not done.is_late
        with pytest.raises(DomainError, match="sudah selesai 1 Juli 2026"):
            finish_milestone(milestone=step, done_on=date(2026, 7, 2), version=2, by=officer)


def test_a_step_lies_after_the_beginning(action):
    with acting_as(SYSTEM) as by, pytest.raises(DomainError, match="Aksi mulai 1 April 2026"):
        add_milestone(action=action, title="Awal", due_on=date(2026, 3, 1), by=by)
