"""Activities: what must be true of one, who confirms it, what a change does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.enums import Pillar
from pillars.models import ACTIVITY_OF, PillarLog
from pillars.services import activities
from tests.conftest import BETAK, TUNGGANGRI
from tests.pillars.village import do, fresh, hold, make_village, told


@pytest.fixture(autouse=True)
def village(db):
    make_village(BETAK)
    return make_village(TUNGGANGRI)


def kinds(activity):
    with acting_as(SYSTEM):
        return list(PillarLog.objects.filter(record_id=activity.pk).order_by("seq").values_list("kind", flat=True))


@pytest.mark.parametrize("pillar", list(Pillar))
def test_each_pillar_has_its_own_activities(petugas, actor_of, pillar):
    activity = hold(actor_of(petugas), pillar)
    assert type(activity) is ACTIVITY_OF[pillar]
    assert (activity.record_status, activity.participants, activity.village_code) == ("KIRIM", 15, TUNGGANGRI)
    assert kinds(activity) == ["KIRIM"]


def test_a_draft_may_be_a_plan_and_what_is_sent_may_not(petugas, actor_of):
    by = actor_of(petugas)
    plan = {"held_on": None, "planned_on": today() + timedelta(days=9), "participants_female": None,
            "participants_male": None}  # fmt: skip
    draft = hold(by, send=False, **plan)
    assert draft.record_status == "DRAF"
    with pytest.raises(ValidationError) as refused:
        do(activities.submit_activity, activity=draft, by=by)
    assert set(refused.value.error_dict) == {"held_on", "participants_female", "participants_male"}
    with pytest.raises(DomainError, match="Isi tanggal rencana atau tanggal pelaksanaannya"):
        hold(by, send=False, held_on=None)


def test_an_activity_that_is_still_to_come_was_not_held(petugas, actor_of):
    with pytest.raises(ValidationError, match="hari ini atau sebelumnya"):
        hold(actor_of(petugas), held_on=today() + timedelta(days=1))


def test_every_error_comes_at_once(petugas, actor_of):
    with pytest.raises(ValidationError) as refused:
        hold(actor_of(petugas), title=" ", kind="ZZZ", audience="", participants_male=-1)
    assert set(refused.value.error_dict) == {"title", "kind", "audience", "participants_male"}


def test_the_same_form_sent_twice_makes_one_activity(petugas, actor_of):
    by, key = actor_of(petugas), uuid7()
    with acting_as(by):
        one, two = (
            activities.record_activity(pillar=Pillar.USAHA, record_id=key, values=told(Pillar.USAHA), send=True, by=by)
            for _ in range(2)
        )
    assert one.pk == two.pk
    assert kinds(one) == ["KIRIM"]


def test_the_head_of_the_village_or_the_district_confirms_and_nobody_the_own(petugas, kades, disnaker, actor_of):
    by = actor_of(petugas)
    for user in (kades, disnaker):
        done = do(activities.verify_activity, activity=hold(by), by=actor_of(user))
        assert done.record_status == "VERIF"
        assert kinds(done) == ["KIRIM", "VERIF"]
    with pytest.raises(DomainError, match="diperiksa oleh orang lain"):
        do(activities.verify_activity, activity=hold(by), by=by)
    draft = hold(by, send=False)
    with pytest.raises(DomainError, match="tidak sedang menunggu"):
        do(activities.verify_activity, activity=draft, by=actor_of(kades))


def test_one_that_was_sent_back_says_why_and_waits_again_when_changed(petugas, kades, actor_of):
    by = actor_of(petugas)
    back = do(activities.return_activity, activity=hold(by), comment="Tanggalnya salah.", by=actor_of(kades))
    assert (back.record_status, back.record_comment) == ("KEMBALI", "Tanggalnya salah.")
    with pytest.raises(DomainError, match="Tulis apa yang perlu diperbaiki"):
        do(activities.return_activity, activity=hold(by), comment=" ", by=actor_of(kades))
    again = do(activities.change_activity, activity=back, values={"title": "Rumah belajar RW 02"}, by=by)
    assert (fresh(again).record_status, fresh(again).record_comment) == ("KIRIM", "")


def test_a_change_of_a_confirmed_one_needs_a_reason_and_is_looked_at_again(petugas, kades, actor_of):
    by = actor_of(petugas)
    done = do(activities.verify_activity, activity=hold(by), by=actor_of(kades))
    with pytest.raises(DomainError, match="alasan"):
        do(activities.change_activity, activity=done, values={"participants_male": 7}, by=by)
    changed = do(
        activities.change_activity, activity=done, values={"participants_male": 7}, reason="Salah hitung.", by=by
    )
    assert (fresh(changed).record_status, fresh(changed).participants) == ("KIRIM", 16)
    with acting_as(SYSTEM):
        entry = PillarLog.objects.filter(record_id=done.pk, kind="UBAH").get()
    assert entry.comment == "Salah hitung."
    assert entry.changes == [{"field": "participants_male", "label": "Peserta laki-laki", "old": "6", "new": "7"}]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(petugas, actor_of):
    by = actor_of(petugas)
    activity = hold(by)
    do(activities.change_activity, activity=activity, values={"place": "Balai desa"}, by=by)
    with pytest.raises(StaleVersion):
        do(activities.change_activity, activity=activity, version=1, values={"place": "Masjid"}, by=by)


def test_one_entered_by_mistake_leaves_the_counts_and_nothing_else(petugas, actor_of):
    by = actor_of(petugas)
    activity = hold(by)
    gone = do(activities.withdraw_activity, activity=activity, reason="Tercatat dua kali.", by=by)
    assert (gone.record_status, gone.is_withdrawn) == ("ARSIP", True)
    with acting_as(by):
        assert not type(activity).objects.visible_to(by).counted().filter(pk=activity.pk).exists()
    with pytest.raises(DomainError, match="sudah ditarik"):
        do(activities.change_activity, activity=gone, values={"place": "x"}, by=by)


def test_another_village_finds_nothing_to_change(petugas, petugas_betak, actor_of):
    activity, other = hold(actor_of(petugas)), actor_of(petugas_betak)
    for service, more in (
        (activities.change_activity, {"values": {"place": "x"}}),
        (activities.submit_activity, {}),
        (activities.verify_activity, {}),
        (activities.withdraw_activity, {"reason": "x"}),
    ):
        with pytest.raises(Http404):
            do(service, activity=activity, by=other, **more)
    with acting_as(other):
        assert not type(activity).objects.exists(), "row security, without visible_to"
