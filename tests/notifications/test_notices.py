"""Who is told of what, by the services whose work it is."""

from datetime import date

import pytest
import time_machine

from coordination.enums import ActionStatus, Assessment
from coordination.models import ReportingPeriod
from coordination.services.lateness import tell_late_actions
from coordination.services.progress import check_progress, report_progress
from coordination.services.revisions import decide_revision, request_revision
from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.imports import tasks as import_tasks
from desmigratif.notifications.models import Notification
from desmigratif.reporting import services as exports
from desmigratif.reporting import tasks as export_tasks
from desmigratif.reporting.enums import ExportFormat
from pillars.enums import Pillar
from pillars.services import activities
from tests.conftest import TUNGGANGRI, make_user
from tests.coordination.planning import make_action
from tests.documents.proof import prove
from tests.imports.importing import applied, checked, handed
from tests.imports.importing import now as batch_now
from tests.imports.workbooks import person, workbook
from tests.pillars.village import do, hold, make_village
from tests.reporting.people import make, many

NOVEMBER = "2026-11-24 10:00:00+07:00"


def told(user) -> list[str]:
    with acting_as(SYSTEM):
        return list(Notification.objects.filter(user=user).order_by("seq").values_list("kind", flat=True))


def unread(user) -> set[str]:
    with acting_as(SYSTEM):
        return set(Notification.objects.filter(user=user, read_at=None).values_list("kind", flat=True))


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Downloads lie in a folder of the test's own."""
    storages = {name: dict(options) for name, options in settings.STORAGES.items()}
    settings.STORAGES = {**storages, "default": {**storages["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture
def kemnaker(db):
    return make_user(Role.KL, Level.NATION, institution="KEMNAKER", username="kl-kemnaker")


@pytest.fixture
def action(db):
    return make_action(starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31))


def report(action, by):
    with acting_as(by):
        return report_progress(
            action=action,
            period=ReportingPeriod.objects.get(pk="2026-B12"),
            percent=40,
            status=ActionStatus.JALAN,
            evidence="Laporan 12/2026",
            by=by,
        )


@pytest.mark.parametrize(
    ("assessment", "kind"), [(Assessment.SESUAI, "DINILAI"), (Assessment.BELUM_SESUAI, "BELUM_SESUAI")]
)
def test_a_report_is_told_to_those_who_check_and_the_answer_to_the_reporter(
    kemnaker, analis, pimpinan, action, actor_of, assessment, kind
):
    colleague = make_user(Role.ANALIS, Level.NATION, institution="KEMENKO_PMK", username="analis-dua")
    with time_machine.travel(NOVEMBER, tick=False):
        made = report(action, actor_of(kemnaker))
        assert told(analis) == told(colleague) == ["DILAPORKAN"]
        assert told(kemnaker) == told(pimpinan) == []
        made = prove(made, actor_of(kemnaker))
        with acting_as(actor_of(analis)) as by:
            check_progress(report=made, assessment=assessment, version=made.version, note="Lengkapi.", by=by)
    assert told(kemnaker) == [kind]
    assert unread(colleague) == set(), "answered: nobody need look any more"


def test_other_dates_are_told_to_those_who_decide_and_the_decision_to_who_asked(
    kemnaker, pimpinan, analis, action, actor_of
):
    with time_machine.travel(NOVEMBER, tick=False):
        with acting_as(actor_of(kemnaker)) as by:
            revision = request_revision(
                action=action, new_starts_on=date(2026, 4, 1), new_ends_on=date(2026, 12, 31), reason="Panen.", by=by
            )
        assert (told(pimpinan), told(analis), told(kemnaker)) == (["JADWAL_USUL"], [], [])
        with acting_as(actor_of(pimpinan)) as by:
            decide_revision(revision=revision, is_approved=True, version=1, by=by)
    assert told(kemnaker) == ["JADWAL_PUTUS"]
    assert unread(pimpinan) == set()


def test_a_late_action_is_told_to_the_owners_reporters_once_a_week(kemnaker, analis, action):
    other = make_user(Role.KL, Level.NATION, institution="KEMENSOS", username="kl-kemensos")
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        assert tell_late_actions() == 1
        assert tell_late_actions() == 0
        clock.shift(6 * 86400)
        assert tell_late_actions() == 0
        clock.shift(2 * 86400)
        assert tell_late_actions() == 1
    assert told(kemnaker) == ["TERLAMBAT"], "the unread one of last week gave way"
    assert told(other) == told(analis) == []


def test_an_action_within_its_time_is_told_to_nobody(kemnaker, action):
    with time_machine.travel("2026-08-30 10:00:00+07:00", tick=False):
        assert tell_late_actions() == 0
    assert told(kemnaker) == []


@pytest.mark.parametrize("answer", ["verify", "return"])
def test_an_activity_decided_on_is_told_to_its_village(petugas, petugas_betak, kades, disnaker, actor_of, answer):
    make_village(TUNGGANGRI)
    activity = hold(actor_of(petugas), Pillar.LAYANAN)
    by = actor_of(kades)
    if answer == "verify":
        do(activities.verify_activity, activity=activity, by=by)
    else:
        do(activities.return_activity, activity=activity, comment="Lengkapi tempatnya", by=by)
    assert told(petugas) == ["VERIF" if answer == "verify" else "KEMBALI"]
    assert told(petugas_betak) == told(kades) == told(disnaker) == []


def test_an_import_is_told_when_it_is_checked_and_when_it_is_applied(petugas, disnaker, actor_of):
    officer = actor_of(petugas)
    batch = checked(officer, workbook([person(0), person(1)]))
    assert told(petugas) == ["IMPOR_SIAP"]
    for _ in range(2):
        entry = handed(batch)[-1]
        import_tasks.check_batch(**entry.payload, assignment=str(entry.assignment_id))
    assert told(petugas) == ["IMPOR_SIAP"], "checked once, told once"
    applied(officer, batch)
    assert batch_now(batch).status == "SELESAI"
    assert told(petugas) == ["IMPOR_SIAP", "IMPOR"]
    assert told(disnaker) == []


def ask(by):
    with acting_as(by):
        return exports.request_export(
            record_id=uuid7(), filters={}, format=ExportFormat.CSV, purpose="Undangan pelatihan olahan pangan", by=by
        )


def run(export) -> None:
    with acting_as(SYSTEM):
        export.refresh_from_db()
    export_tasks.make_export(export=str(export.pk), assignment=str(export.assignment_id))


def test_a_download_is_told_when_it_is_ready(petugas, actor_of):
    make(*many(3))
    export = ask(actor_of(petugas))
    for _ in range(5):
        run(export)
    assert told(petugas) == ["UNDUHAN_SIAP"]


@pytest.mark.parametrize("answer", ["approve", "refuse"])
def test_a_large_download_is_told_to_those_who_decide_and_the_answer_to_who_asked(
    petugas,
    disnaker,
    disnaker_lain,
    petugas_betak,
    actor_of,
    settings,
    answer,
):
    settings.EXPORT_APPROVAL_ABOVE = 2
    make(*many(3))
    export = ask(actor_of(petugas))
    assert told(disnaker) == told(disnaker_lain) == ["UNDUHAN_TUNGGU"]
    assert told(petugas_betak) == told(petugas) == []
    with acting_as(actor_of(disnaker)) as by:
        if answer == "approve":
            exports.approve_export(export=export, by=by)
        else:
            exports.refuse_export(export=export, reason="Terlalu banyak", by=by)
    assert unread(disnaker) == unread(disnaker_lain) == set()
    if answer == "approve":
        run(export)
    assert told(petugas) == ["UNDUHAN_SIAP" if answer == "approve" else "UNDUHAN_PUTUS"]
