"""Reports of progress: by the owner, with reasons and evidence, checked by somebody else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from coordination.enums import ActionStatus, Assessment
from coordination.models import ActionItem, CoordinationLog, ProgressReport, ReportingPeriod
from coordination.services.actions import withdraw_action
from coordination.services.periods import add_period, describe_period, last_closed, load_periods, period_to_report
from coordination.services.progress import check_progress, correct_report, overspent, report_progress
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as, coordinating
from desmigratif.documents.models import SharedDocument
from desmigratif.documents.services import add_document, record_of, withdraw_document
from tests.coordination.planning import make_action, stored
from tests.documents.proof import PROOF, key_of_now, prove

BELUM, JALAN, TERHAMBAT, SELESAI = (
    ActionStatus.BELUM,
    ActionStatus.JALAN,
    ActionStatus.TERHAMBAT,
    ActionStatus.SELESAI,
)
EVIDENCE = "Laporan 12/2026"


@pytest.fixture(autouse=True)
def november():
    """24 November 2026: B12 is asked for."""
    with time_machine.travel("2026-11-24 10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def action(db):
    return make_action(starts_on=date(2026, 4, 1), ends_on=date(2026, 12, 31), budget=1_000_000)


@pytest.fixture
def officer(kemnaker, actor_of):
    return actor_of(kemnaker)


@pytest.fixture
def checker(analis, actor_of):
    return actor_of(analis)


def period(code="2026-B12"):
    return ReportingPeriod.objects.get(pk=code)


def report(action, by, percent=40, status=JALAN, code="2026-B12", **said):
    with acting_as(by):
        return report_progress(action=action, period=period(code), percent=percent, status=status, by=by, **said)


def check(found, by, assessment=Assessment.SESUAI, **note):
    with acting_as(by):
        return check_progress(report=found, assessment=assessment, version=found.version, by=by, **note)


def only_file(by):
    with acting_as(by):
        return SharedDocument.objects.all().visible_to(by).get()


def test_the_action_takes_over_what_was_reported(action, officer):
    report(action, officer, 40, obstacle="Bahan baku mahal.")
    now = stored(action)
    assert (now.percent, now.status, now.finished_on) == (40, "JALAN", None)


def test_only_the_owner_reports(action, kemensos, disnaker, actor_of):
    shared = make_action(owner="KEMNAKER", supporters=("KEMENSOS",))
    with pytest.raises(DomainError, match="Hanya Kemnaker yang melaporkan"):
        report(shared, actor_of(kemensos))
    with pytest.raises(DomainError, match="Hanya Kemnaker"):
        report(action, actor_of(disnaker))
    assert stored(action).percent == 0


def test_the_heir_reports_what_its_forerunner_promised(kp2mi, actor_of):
    action = make_action(owner="BP2MI")
    assert report(action, actor_of(kp2mi)).percent == 40


def test_a_fall_needs_its_reason(action, officer):
    report(action, officer, 60, code="2026-B09")
    with pytest.raises(DomainError, match=r"Capaian sebelumnya 60 persen\. Tulis alasan turunnya\.") as refused:
        report(action, officer, 40)
    assert refused.value.field == "fall_reason"
    assert report(action, officer, 40, fall_reason="Dua peserta mundur.").percent == 40
    assert stored(action).percent == 40


@pytest.mark.parametrize(
    ("percent", "status", "said", "field", "words"),
    [
        (100, SELESAI, {}, "evidence", "butuh data dukung"),
        (90, SELESAI, {"evidence": EVIDENCE}, "percent", "Selesai berarti capaian 100 persen"),
        (100, JALAN, {"evidence": EVIDENCE}, "status", "100 persen berarti selesai"),
        (20, TERHAMBAT, {}, "obstacle", "Tulis kendalanya"),
        (20, TERHAMBAT, {"obstacle": "   "}, "obstacle", "Tulis kendalanya"),
        (10, BELUM, {}, "status", "belum mulai capaiannya 0 persen"),
        (10, ActionStatus.BATAL, {}, "status", "Pembatalan dicatat Kemenko PMK"),
    ],
)
def test_a_report_keeps_the_rules(percent, status, said, field, words, action, officer):
    with pytest.raises(DomainError, match=words) as refused:
        report(action, officer, percent, status, **said)
    assert refused.value.field == field
    assert not ProgressReport.objects.all().visible_to(SYSTEM).exists()


def test_what_is_under_way_does_not_go_back_to_not_begun(action, officer):
    report(action, officer, 0, JALAN, code="2026-B09")
    with pytest.raises(DomainError, match="“Berjalan” tidak bisa menjadi “Belum mulai”"):
        report(action, officer, 0, BELUM)


def test_done_has_its_day(action, officer):
    report(action, officer, 100, SELESAI, evidence=EVIDENCE, finished_on=date(2026, 10, 5))
    assert stored(action).finished_on == date(2026, 10, 5)
    late = make_action(starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31))
    report(late, officer, 100, SELESAI, evidence=EVIDENCE)
    assert (stored(late).finished_on, stored(late).days_late) == (date(2026, 11, 24), 85)
    with pytest.raises(DomainError, match="hari ini atau sebelumnya"):
        report(make_action(), officer, 100, SELESAI, evidence=EVIDENCE, finished_on=date(2026, 12, 1))


def test_there_is_one_report_a_period_and_it_can_be_put_right(action, officer):
    first = report(action, officer, 40)
    with pytest.raises(StaleVersion):
        report(action, officer, 50)
    again = report(action, officer, 50, version=first.version)
    assert (again.pk, again.percent, stored(action).percent) == (first.pk, 50, 50)
    lower = report(action, officer, 30, version=again.version)
    assert lower.fall_reason == "", "measured against the report before, not against itself"


def test_the_same_form_sent_twice_makes_one_report(action, officer):
    key = uuid7()
    assert report(action, officer, record_id=key).pk == report(action, officer, record_id=key).pk == key


def test_a_slip_of_done_can_be_put_right(action, officer):
    first = report(action, officer, 100, SELESAI, evidence=EVIDENCE)
    report(action, officer, 30, TERHAMBAT, obstacle="Lahan belum ada.", version=first.version)
    now = stored(action)
    assert (now.status, now.percent, now.finished_on) == ("TERHAMBAT", 30, None)


def test_a_checked_report_stays(action, officer, checker):
    first = report(action, officer, 40, evidence=EVIDENCE)
    checked = check(prove(first, officer), checker)
    with pytest.raises(DomainError, match="sudah diperiksa"):
        report(action, officer, 50, version=checked.version)


def test_periods_come_in_their_order(action, officer):
    report(action, officer, 40)
    with pytest.raises(DomainError, match="Periode sesudahnya sudah dilaporkan") as refused:
        report(action, officer, 10, code="2026-B09")
    assert refused.value.field == "period"
    with pytest.raises(DomainError, match="belum mulai"):
        report(make_action(), officer, 10, code="2027-B03")


def test_overspending_is_told_not_refused(action, officer):
    assert overspent(report(action, officer, 40, budget_realized=1_500_000))
    assert not overspent(report(make_action(budget=None), officer, 40, budget_realized=1_500_000))


def test_nothing_is_reported_on_a_withdrawn_action(action, officer):
    with acting_as(SYSTEM) as by:
        withdraw_action(action=action, reason="Ganda.", version=1, by=by)
    with pytest.raises(DomainError, match="sudah ditarik"):
        report(action, officer)


def test_in_line_needs_a_file(action, officer, checker):
    found = report(action, officer, 40, evidence=EVIDENCE)
    with pytest.raises(DomainError, match="“Sesuai” butuh berkas data dukung") as refused:
        check(found, checker)
    assert (refused.value.field, stored(found).assessment) == ("assessment", "")
    assert check(prove(found, officer), checker).assessment == "SESUAI"


def test_the_database_itself_asks_for_the_file_except_of_reports_from_before(action, officer, checker):
    found = report(action, officer, 40, evidence=EVIDENCE)
    said = {"assessment": "SESUAI", "checked_by_id": checker.user_id, "checked_at": timezone.now()}
    with acting_as(SYSTEM):
        rows = ProgressReport.objects.filter(pk=found.pk)
        with pytest.raises(IntegrityError, match="progressreport_in_line_has_file"), transaction.atomic():
            rows.update(**said)
        assert rows.update(**said, checked_without_file=True) == 1


def test_nobody_of_the_owner_checks_either(action, officer, checker):
    found = prove(report(action, officer, 40), officer)
    inside = replace(checker, institution_id=action.owner_id)
    with pytest.raises(DomainError, match="Instansi pemilik aksi tidak memeriksa"):
        check(found, inside)


def test_a_file_is_evidence_of_all_of_it_and_the_last_one_stays(action, officer):
    found = prove(report(action, officer, 40), officer)
    found = report(action, officer, 100, SELESAI, version=found.version)
    file = only_file(officer)
    with acting_as(officer), pytest.raises(DomainError, match="Tambah berkas lain dulu"):
        withdraw_document(pk=file.pk, reason="Salah.", by=officer)
    prove(found, officer)
    with acting_as(officer):
        withdraw_document(pk=file.pk, reason="Salah.", by=officer)
    assert stored(found).evidence_files == 1


def test_the_files_of_a_checked_report_stay(action, officer, checker):
    found = check(prove(report(action, officer, 40), officer), checker)
    file = only_file(officer)
    for change in (
        lambda: withdraw_document(pk=file.pk, reason="Salah.", by=officer),
        lambda: add_document(record=found, document_id=key_of_now(), file=PROOF, by=officer),
    ):
        with acting_as(officer), pytest.raises(DomainError, match="sudah diperiksa"):
            change()


def test_another_institution_neither_sees_nor_adds_evidence_until_the_action_is_shared(
    action, officer, kemensos, actor_of
):
    found, other = prove(report(action, officer, 40), officer), actor_of(kemensos)
    file = only_file(officer)
    with acting_as(other):
        with pytest.raises(Http404):
            record_of(file.pk, other)
        with pytest.raises(Http404):
            add_document(record=found, document_id=key_of_now(), file=PROOF, by=other)
    shared = make_action(owner="KEMNAKER", supporters=("KEMENSOS",))
    prove(report(shared, officer, 40), officer)
    with acting_as(other):
        (seen,) = SharedDocument.objects.all().visible_to(other)
        assert record_of(seen.pk, other)[2].action_id == shared.pk
        with pytest.raises(DomainError, match="Hanya Kemnaker"):
            withdraw_document(pk=seen.pk, reason="Mencoba.", by=other)


@pytest.mark.parametrize("word", [word for word in Assessment if word is not Assessment.SESUAI])
def test_the_other_words_need_a_note(word, action, officer, checker):
    found = report(action, officer, 40)
    with pytest.raises(DomainError, match="Tulis apa yang belum sesuai"):
        check(found, checker, word)
    assert check(found, checker, word, note="Foto belum ada.").assessment == word


def test_nobody_checks_the_own_report(action, officer):
    found = report(action, officer, 40, evidence=EVIDENCE)
    with pytest.raises(DomainError, match="Pelapor tidak boleh memeriksa"):
        check(found, officer)


def test_a_report_is_checked_once(action, officer, checker):
    found = check(prove(report(action, officer, 40), officer), checker)
    with pytest.raises(DomainError, match="sudah diperiksa"):
        check(found, checker)


@pytest.mark.parametrize("word", ["BELUM_SESUAI", "BELUM_DITINDAKLANJUTI"])
def test_done_that_is_not_in_line_goes_on(word, action, officer, checker):
    found = report(action, officer, 100, SELESAI, evidence=EVIDENCE, code="2026-B09")
    check(found, checker, Assessment(word), note="Sertifikat belum ada.")
    assert (stored(action).status, stored(action).finished_on) == ("JALAN", None)
    report(action, officer, 100, SELESAI, evidence="Sertifikat 25 orang")
    assert stored(action).status == "SELESAI"


def test_the_journal_tells_who_reported_and_who_checked(action, officer, checker):
    check(prove(report(action, officer, 40), officer), checker)
    with acting_as(checker):
        rows = CoordinationLog.objects.visible_to(checker).filter(record_id=action.pk).order_by("seq")
        told = [(row.kind, row.by_role, row.comment) for row in rows]
    assert told == [
        ("BUAT", "", ""),
        ("KIRIM", "kl", "Laporan 2026-B12."),
        ("UBAH", "kl", "Berkas ditambah: Data dukung, bukti.pdf."),
        ("VERIF", "analis", "Laporan 2026-B12: Sesuai."),
    ]


def test_the_steward_puts_a_report_right_and_the_action_follows(action, officer, penata, actor_of):
    found = report(action, officer, 40)
    steward = actor_of(penata)
    with acting_as(steward), coordinating(steward) as by:
        correct_report(report=found, version=1, reason="Salah ketik.", by=by, percent=45, realized=Decimal("3.5"))
    assert (stored(action).percent, stored(found).realized) == (45, Decimal("3.50"))
    with acting_as(steward), coordinating(steward) as by, pytest.raises(DomainError, match="data dukung"):
        correct_report(report=found, version=2, reason="Selesai.", by=by, percent=100, status=SELESAI)


def test_the_periods_are_four_a_year_and_due_fifteen_days_later(db):
    assert load_periods() == (0, 20)
    row = period("2026-B06")
    assert (row.starts_on, row.ends_on, row.due_on) == (date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 15))
    assert str(row) == "B06 2026 (April sampai Juni)"


@pytest.mark.parametrize(
    ("day", "asked", "closed"),
    [
        (date(2026, 11, 24), "2026-B12", "2026-B09"),
        (date(2026, 10, 5), "2026-B09", "2026-B06"),
        (date(2026, 10, 15), "2026-B09", "2026-B06"),
        (date(2026, 10, 16), "2026-B12", "2026-B09"),
    ],
)
def test_the_period_asked_for_is_the_first_one_still_due(day, asked, closed, db):
    assert (period_to_report(day).pk, last_closed(day).pk) == (asked, closed)


def test_periods_are_data(db, penata, disnaker, actor_of):
    by = actor_of(penata)
    span = {"label": "Semester I 2028", "starts_on": date(2028, 1, 1), "ends_on": date(2028, 6, 30)}
    with acting_as(by):
        made = add_period(code="2028-s1", due_on=date(2028, 7, 31), by=by, **span)
        assert made.pk == "2028-S1"
        describe_period(period=made, due_on=date(2028, 8, 15), by=by)
        assert load_periods() == (0, 21), "what the steward wrote stays"
    assert ReportingPeriod.objects.get(pk="2028-S1").due_on == date(2028, 8, 15)
    district = actor_of(disnaker)
    with acting_as(district), pytest.raises(DomainError, match="tingkat nasional"):
        describe_period(period=made, due_on=date(2028, 9, 1), by=district)


def test_lateness_is_counted_not_stored(action):
    assert not action.is_late
    with time_machine.travel("2027-01-05 10:00:00+07:00", tick=False):
        assert (action.is_late, action.days_late, action.standing) == (True, 5, "TERLAMBAT")
        with acting_as(SYSTEM):
            found = ActionItem.objects.with_state(date(2027, 1, 5)).get()
            assert (found.state, found.status) == ("TERLAMBAT", "BELUM")
            assert list(ActionItem.objects.late_on(date(2026, 12, 31))) == []
            assert ActionItem.objects.late_on(action.ends_on + timedelta(days=1)).count() == 1
