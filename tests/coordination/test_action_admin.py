"""The data steward puts the action plan right in the admin."""

import pytest
from django.contrib.admin.models import LogEntry

from coordination.models import CoordinationLog, DateRevision, ProgressReport, ReportingPeriod
from coordination.services.milestones import add_milestone
from coordination.services.periods import period_to_report
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from tests.coordination.planning import make_action, stored
from tests.core.admin_forms import REASON, add_url, as_shown, change_url, errors_of, send


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


@pytest.fixture
def action(db):
    return make_action()


@pytest.fixture
def report(action):
    with acting_as(SYSTEM) as by:
        return ProgressReport(
            action=action, period=period_to_report(today()), percent=40, status="JALAN", shared_with=action.shared_with
        ).save_new(by=by)


def journal_of(action):
    with acting_as(SYSTEM):
        return CoordinationLog.objects.filter(record_id=action.pk).order_by("-seq").first()


def test_what_is_to_be_done_is_corrected_with_a_reason(action, steward):
    assert send(steward, change_url(action), output="Alat dipakai", person_in_charge="Sri Utami").status_code == 302
    row, entry = stored(action), journal_of(action)
    assert (row.output, row.person_in_charge) == ("Alat dipakai", "Sri Utami")
    assert (entry.kind, entry.comment, entry.by_role) == ("KOREKSI", REASON, "penata")
    assert "Keluaran: Peserta dilatih → Alat dipakai" in LogEntry.objects.get().change_message


def test_dates_and_standing_are_only_shown(action, steward):
    form = steward.get(change_url(action)).context["adminform"].form
    shut = {"baseline_starts_on", "baseline_ends_on", "starts_on", "ends_on", "status", "percent", "owner", "number"}
    assert not shut & form.fields.keys()


def test_a_conflict_shows_what_is_stored(action, steward):
    page = steward.get(change_url(action))
    send(steward, change_url(action), unit="kelompok")
    errors = errors_of(steward.post(change_url(action), as_shown(page) | {"unit": "alat", "reason": REASON}))
    assert errors["unit"] == ["Sekarang tersimpan: kelompok."]


def test_a_report_is_corrected_by_its_rules_and_the_action_follows(action, report, steward):
    refused = send(steward, change_url(report), percent="100", status="SELESAI")
    assert errors_of(refused) == {"evidence": ["Capaian 100 persen butuh data dukung."]}
    assert send(steward, change_url(report), percent="55", obstacle="Bahan mahal.").status_code == 302
    assert (stored(report).percent, stored(action).percent) == (55, 55)


def test_a_step_and_a_request_are_corrected(action, steward):
    with acting_as(SYSTEM) as by:
        step = add_milestone(action=action, title="Kurikulm", due_on=action.ends_on, by=by)
        revision = DateRevision(
            action=action, old_starts_on=action.starts_on, old_ends_on=action.ends_on,
            new_starts_on=action.starts_on, new_ends_on=today(), request_reason="Mundr.",
            shared_with=action.shared_with,
        ).save_new(by=by)  # fmt: skip
    assert send(steward, change_url(step), title="Kurikulum").status_code == 302
    assert send(steward, change_url(revision), request_reason="Mundur.").status_code == 302
    assert (stored(step).title, stored(revision).request_reason) == ("Kurikulum", "Mundur.")
    assert journal_of(action).kind == "KOREKSI"


def test_periods_are_added_and_changed(steward):
    period = ReportingPeriod.objects.get(pk="2026-B03")
    assert send(steward, change_url(period), due_on="30-4-2026").status_code == 302
    assert ReportingPeriod.objects.get(pk="2026-B03").due_on.isoformat() == "2026-04-30"
    typed = {
        "code": "2028-b03",
        "label": "B03 2028",
        "starts_on": "1-1-2028",
        "ends_on": "31-3-2028",
        "reason": REASON,
    }
    assert steward.post(add_url(ReportingPeriod), {**typed, "due_on": "15-4-2028"}).status_code == 302
    assert ReportingPeriod.objects.filter(pk="2028-B03").exists()
    wrong = steward.post(add_url(ReportingPeriod), {**typed, "code": "X", "due_on": "1-3-2028"})
    assert "Urutan tanggal" in str(errors_of(wrong))


def test_nobody_else_corrects_here(action, analis, kemnaker, as_user):
    for user in (analis, kemnaker):
        assert as_user(user).get(change_url(action)).status_code == 403
