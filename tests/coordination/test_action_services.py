"""Actions: put into the plan, shared with those they name, changed, taken out."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from coordination.models import ActionItem, CoordinationLog, Finding, Meeting, Recommendation, RecommendationFinding
from coordination.services.actions import cancel_action, change_action, create_action, withdraw_action
from coordination.services.sharing import regions_of, with_heirs
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.coordination.planning import PLAN, institution, make_action, make_recommendation, stored


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


def create(by, **changes):
    values = {
        "owner": institution("KEMNAKER"),
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 8, 31),
        "recommendation": make_recommendation() if "finding" not in changes else None,
        **PLAN,
        **changes,
    }
    return create_action(by=by, **values)


def seen_by(user, actor_of, model=ActionItem):
    actor = actor_of(user)
    with acting_as(actor):
        return set(model._default_manager.all().visible_to(actor).values_list("pk", flat=True))


def test_numbers_follow_the_year_of_the_beginning(by):
    numbers = [create(by, starts_on=date(year, 4, 1), ends_on=date(2027, 8, 31)).number for year in (2026, 2026, 2025)]
    assert numbers == ["RA-2026-001", "RA-2026-002", "RA-2025-001"]


def test_a_number_of_ones_own_is_kept_and_given_once(by):
    assert create(by, number=" 12 / PMK ").number == "12 / PMK"
    with pytest.raises(DomainError, match="sudah dipakai") as refused:
        create(by, number="12 / PMK")
    assert refused.value.field == "number"


def test_the_first_dates_are_those_of_the_beginning(by):
    action = create(by)
    assert (action.baseline_starts_on, action.baseline_ends_on) == (action.starts_on, action.ends_on)
    assert (action.status, action.percent, action.was_revised) == ("BELUM", 0, False)


def test_the_first_dates_cannot_be_changed_even_by_hand(by):
    action = create(by)
    for column in ("baseline_starts_on", "baseline_ends_on"):
        sql = f"update coordination_actionitem set {column} = '2026-12-31' where id = %s"
        wanted = pytest.raises(IntegrityError, match=r"Tanggal rencana awal tidak bisa diubah\.")
        with wanted, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [action.pk])
    action.baseline_ends_on = date(2026, 12, 31)
    with pytest.raises(IntegrityError, match="rencana awal"), transaction.atomic():
        action.save_changed(by=by)
    assert stored(action).baseline_ends_on == date(2026, 8, 31)


def test_an_action_answers_something(by):
    with pytest.raises(ValidationError, match="rekomendasi atau temuan"):
        create(by, recommendation=None)


def test_it_may_answer_a_finding_alone(by):
    with acting_as(SYSTEM):
        finding = RecommendationFinding.objects.get(recommendation=make_recommendation()).finding
    assert create(by, finding=finding).recommendation is None


def test_it_cannot_answer_what_was_withdrawn(by):
    recommendation = make_recommendation(withdrawn_at="2026-01-01T00:00:00Z")
    with pytest.raises(DomainError, match="Pilih rekomendasi dari daftar"):
        create(by, recommendation=recommendation)


def test_dates_stand_in_their_order(by):
    with pytest.raises(ValidationError, match="sama dengan atau sesudah tanggal mulai"):
        create(by, ends_on=date(2026, 3, 31))


@pytest.mark.parametrize("code", ["99.99.99.9999", "35.04", "x"])
def test_only_villages_that_exist_can_be_a_locus(by, code):
    with pytest.raises(DomainError, match="Pilih desa dari daftar"):
        create(by, village_codes=[code])


def test_the_same_form_sent_twice_makes_one_action(by):
    key = uuid7()
    first, second = create(by, record_id=key), create(by, record_id=key)
    assert first.pk == second.pk
    assert ActionItem.objects.visible_to(by).count() == 1


def test_owner_supporters_and_villages_see_it_and_what_it_came_from(
    kemnaker, kemensos, kp2mi, distan, petugas, petugas_betak, disnaker, disnaker_luar, actor_of
):
    action = make_action(owner="KEMNAKER", supporters=("DISTAN_TULUNGAGUNG",), villages=(TUNGGANGRI,))
    origin = action.recommendation
    for user in (kemnaker, distan, petugas, disnaker):
        assert seen_by(user, actor_of) == {action.pk}, user
        assert seen_by(user, actor_of, Recommendation) == {origin.pk}, user
        assert seen_by(user, actor_of, Meeting) == {origin.meeting_id}, user
        assert len(seen_by(user, actor_of, Finding)) == 1, user
        assert len(seen_by(user, actor_of, CoordinationLog)) == 1, user
    for user in (kemensos, kp2mi, petugas_betak, disnaker_luar):
        for model in (ActionItem, Recommendation, Meeting, Finding, CoordinationLog):
            assert seen_by(user, actor_of, model) == set(), (user, model)


def test_row_security_alone_hides_the_actions_of_others(kemnaker, kemensos, petugas_betak, actor_of, raw):
    make_action(owner="KEMNAKER")
    for user, found in ((kemnaker, 1), (kemensos, 0), (petugas_betak, 0)):
        with acting_as(actor_of(user)):
            assert raw("select count(*) from coordination_actionitem") == [(found,)], user
            with connection.cursor() as cursor:
                cursor.execute("update coordination_actionitem set percent = 90")
                assert cursor.rowcount == found


def test_the_heir_of_an_institution_sees_what_it_promised(kp2mi, actor_of):
    action = make_action(owner="BP2MI")
    assert seen_by(kp2mi, actor_of) == {action.pk}


def test_a_regional_office_brings_its_region_to_the_action(disnaker, actor_of):
    action = make_action(owner="DISTAN_TULUNGAGUNG", villages=())
    assert seen_by(disnaker, actor_of) == {action.pk}


def test_who_sees_a_row_follows_from_what_it_names(by):
    """The array is derived: it can be made again from the columns it comes from."""
    action = make_action(owner="BP2MI", supporters=("DISTAN_TULUNGAGUNG", "KEMENSOS"), villages=(TUNGGANGRI, OUTSIDE))
    who = with_heirs({action.owner_id, *action.supporter_ids})
    again = ActionItem()
    again.share_with(institutions=who, regions={*action.village_codes, *regions_of([action.owner_id])})
    assert stored(action).shared_with == again.shared_with
    assert {TUNGGANGRI, "35.04.14", TULUNGAGUNG, "35", OUTSIDE, "33"} <= set(again.shared_with)


def test_a_new_supporter_sees_everything_from_then_on(kemensos, by, actor_of):
    action = create(by)
    assert seen_by(kemensos, actor_of) == set()
    with acting_as(by):
        change_action(action=action, version=1, by=by, supporters=[institution("KEMENSOS")])
    assert seen_by(kemensos, actor_of) == {action.pk}
    assert len(seen_by(kemensos, actor_of, CoordinationLog)) == 2, "what was written before, too"
    assert seen_by(kemensos, actor_of, Meeting) == {action.recommendation.meeting_id}


def test_sharing_leaves_the_version_of_what_stands_above(by):
    recommendation = make_recommendation()
    create(by, recommendation=recommendation)
    assert stored(recommendation).version == 1


def test_a_change_is_told_in_words(by):
    action = create(by)
    change_action(action=action, version=1, by=by, budget=25_000_000, supporters=[institution("KEMENSOS")])
    entry = CoordinationLog.objects.visible_to(by).filter(record_id=action.pk).order_by("-seq").first()
    assert entry.kind == "UBAH"
    assert [(row["label"], row["old"], row["new"]) for row in entry.changes] == [
        ("Anggaran (Rp)", "", "25000000"),
        ("Instansi pendukung", "", "Kemensos"),
    ]


def test_an_edit_of_somebody_else_is_not_overwritten(by):
    action = create(by)
    change_action(action=action, version=1, by=by, output="Alat")
    with pytest.raises(StaleVersion):
        change_action(action=action, version=1, by=by, output="Mesin")
    with pytest.raises(DomainError, match="Belum ada isian yang diubah"):
        change_action(action=action, version=2, by=by, output="Alat")


def test_a_withdrawn_action_leaves_the_plan_and_cannot_be_changed(by):
    action = create(by)
    withdraw_action(action=action, reason="Tercatat dua kali.", version=1, by=by)
    assert not ActionItem.objects.visible_to(by).current().exists()
    with pytest.raises(DomainError, match="sudah ditarik"):
        change_action(action=action, version=2, by=by, output="Alat")


@pytest.mark.parametrize("end", [withdraw_action, cancel_action])
def test_taking_out_needs_a_reason(by, end):
    with pytest.raises(DomainError, match="Tulis alasannya"):
        end(action=create(by), reason="  ", version=1, by=by)


def test_a_cancelled_action_stays_in_the_plan_and_is_never_late(by):
    action = create(by, starts_on=today() - timedelta(days=90), ends_on=today() - timedelta(days=30))
    assert action.is_late
    cancelled = cancel_action(action=action, reason="Anggaran dialihkan.", version=1, by=by)
    assert (cancelled.status, cancelled.is_late, cancelled.days_late) == ("BATAL", False, 0)
    assert list(ActionItem.objects.visible_to(by).current().late_on(today())) == []
