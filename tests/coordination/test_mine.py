"""An officer reports for the own institution: what is due comes first, and a report takes few taps."""

import re
import secrets
from datetime import date
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coordination.enums import ActionStatus, Assessment
from coordination.models import ProgressReport, ReportingPeriod
from coordination.services.progress import check_progress, report_progress
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, Level, acting_as
from tests.conftest import TULUNGAGUNG, make_user
from tests.coordination.planning import make_action, stored
from tests.documents.corpus import JPEG, SCRIPT
from tests.documents.proof import prove

MINE = "/rencana-aksi/saya/"


@pytest.fixture(autouse=True)
def november():
    """24 November 2026: B12 is asked for."""
    with time_machine.travel("2026-11-24 10:00:00+07:00", tick=False):
        yield


def add(action):
    return reverse("progress-add", args=[action.pk])


def key_of_now():
    """A UUIDv7 of the travelled moment: ids made by the real clock may lie in its future."""
    moment = int(timezone.now().timestamp() * 1000)
    return str(UUID(int=moment << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)))


def hidden(page):
    """What the browser sends besides what is tapped."""
    form = page.context["form"]
    return {"record_id": key_of_now(), **{name: form[name].value() or "" for name in ("version", "period")}}


def told(action, by, **changes):
    values = {"percent": 40, "status": ActionStatus.JALAN, **changes}
    with acting_as(by):
        return report_progress(action=action, period=ReportingPeriod.objects.get(pk="2026-B12"), by=by, **values)


def test_what_needs_a_report_comes_first(kemnaker, as_user, actor_of):
    done, due, later = make_action(), make_action(), make_action(starts_on=date(2027, 2, 1), ends_on=date(2027, 5, 1))
    make_action(owner="KEMENSOS", supporters=("KEMNAKER",))
    told(done, actor_of(kemnaker))
    page = as_user(kemnaker).get(MINE)
    assert [row.row.action.pk for row in page.context["to_report"]] == [due.pk]
    assert {row.row.action.pk for row in page.context["others"]} == {done.pk, later.pk}
    text = page.content.decode()
    assert "Batas lapor 15 Jan 2027" in text
    assert text.count(">Laporkan<") == 1


def test_a_row_is_reported_in_five_taps_or_fewer(kemnaker, as_user):
    """From the list: Laporkan, 75%, Terhambat, the obstacle, Simpan. The period and the rest are there already."""
    action, client = make_action(), as_user(kemnaker)
    taps = 0
    page = client.get(MINE).content.decode()
    (link,) = set(re.findall(rf'href="({add(action)})"', page))
    form = client.get(link)
    taps += 1
    tapped = {"step": "75"}
    taps += 1
    tapped["status"] = "TERHAMBAT"
    taps += 1
    tapped["obstacle"] = "Lahan desa belum ada."
    taps += 1
    answer = client.post(link, {**hidden(form), **tapped})
    taps += 1
    assert answer.status_code == 302
    assert taps <= 5
    now = stored(action)
    assert (now.percent, now.status) == (75, "TERHAMBAT")
    with acting_as(SYSTEM):
        assert ProgressReport.objects.get().period_id == "2026-B12"


def test_the_standing_is_there_already_so_that_the_usual_report_takes_three(kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    form = client.get(add(action))
    assert form.context["form"]["status"].value() == "JALAN"
    answer = client.post(add(action), {**hidden(form), "step": "50", "status": form.context["form"]["status"].value()})
    assert answer.status_code == 302


def test_a_number_of_ones_own_wins_over_the_step(kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    data = {**hidden(client.get(add(action))), "step": "50", "percent": "60", "status": "JALAN"}
    client.post(add(action), data)
    assert stored(action).percent == 60


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Pilih capaiannya, atau isi angkanya."),
        ({"percent": "101"}, "Tulis angka 0 sampai 100."),
        ({"percent": "abc"}, "Tulis angka 0 sampai 100."),
        ({"step": "33"}, "Pilih salah satu dari daftar."),
        ({"step": "25", "status": ""}, "Isi dulu: Keadaan."),
        ({"step": "25", "status": "BATAL"}, "Pilih salah satu dari daftar."),
        ({"step": "25", "status": "TERHAMBAT"}, "Tulis kendalanya."),
        ({"step": "100", "status": "SELESAI"}, "Capaian 100 persen butuh data dukung."),
        ({"step": "25", "period": "2027-B03"}, "Pilih periode dari daftar."),
        ({"step": "25", "realized": "banyak"}, "tulis angkanya"),
    ],
)
def test_a_wrong_report_is_told_in_words_and_keeps_what_was_typed(typed, words, kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    data = {**hidden(client.get(add(action))), "status": "JALAN", "follow_up": "Bertemu kades.", **typed}
    page = client.post(add(action), data)
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert "Bertemu kades." in text
    assert stored(action).version == 1


def test_a_report_is_put_right_until_it_was_checked(kemnaker, analis, as_user, actor_of):
    action, client = make_action(), as_user(kemnaker)
    report = told(action, actor_of(kemnaker), percent=60, evidence="Foto")
    page = client.get(add(action))
    assert (page.context["form"]["percent"].value(), page.context["is_correction"]) == (60, True)
    data = {**hidden(page), "percent": "65", "status": "JALAN", "evidence": "Foto"}
    assert client.post(add(action), data).status_code == 302
    assert stored(report).percent == 65
    checker = actor_of(analis)
    found = prove(report, actor_of(kemnaker))
    with acting_as(checker):
        check_progress(report=found, assessment=Assessment.SESUAI, version=3, by=checker)
    refused = client.post(add(action), {**data, "version": "4"})
    assert "sudah diperiksa" in refused.content.decode()


def test_two_officers_of_one_institution_do_not_overwrite_each_other(kemnaker, as_user, actor_of):
    action, client = make_action(), as_user(kemnaker)
    page = client.get(add(action))
    told(action, actor_of(make_user(Role.KL, Level.NATION, institution="KEMNAKER", username="kl-kedua")), percent=30)
    answer = client.post(add(action), {**hidden(page), "step": "50", "status": "JALAN"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Yang tersimpan sekarang" in text
    assert "<strong>30</strong>" in text
    assert 'name="version" value="1"' in text
    again = {**hidden(page), "version": "1", "step": "50", "status": "JALAN"}
    assert client.post(add(action), again).status_code == 302
    assert stored(action).percent == 50


def test_overspending_is_told_after_saving(kemnaker, as_user):
    action, client = make_action(budget=1000), as_user(kemnaker)
    data = {**hidden(client.get(add(action))), "step": "25", "status": "JALAN", "budget_realized": "2.000"}
    page = client.post(add(action), data, follow=True)
    assert "Realisasi anggaran melebihi anggaran" in page.content.decode()


def test_a_district_officer_with_an_institution_reports_too(as_user):
    user = make_user(
        Role.DISNAKER, Level.KAB, TULUNGAGUNG, institution="DISNAKERTRANS_TULUNGAGUNG", username="disnaker-instansi"
    )
    action, client = make_action(owner="DISNAKERTRANS_TULUNGAGUNG", villages=()), as_user(user)
    assert [row.row.action.pk for row in client.get(MINE).context["to_report"]] == [action.pk]
    data = {**hidden(client.get(add(action))), "step": "25", "status": "JALAN"}
    assert client.post(add(action), data).status_code == 302
    assert stored(action).percent == 25


def test_an_agency_reports_its_own_rows_as_the_app_role(distan, as_user):
    action, client = make_action(owner="DISTAN_TULUNGAGUNG"), as_user(distan)
    data = {**hidden(client.get(add(action))), "step": "25", "status": "JALAN"}
    assert client.post(add(action), data).status_code == 302
    assert stored(action).percent == 25


def test_without_an_institution_the_page_says_whom_to_ask(disnaker, as_user):
    page = as_user(disnaker).get(MINE).content.decode()
    assert "Akun Anda belum terhubung ke instansi" in page


def test_an_institution_without_actions_is_told_so(kemensos, as_user):
    assert "Belum ada rencana aksi untuk Kemensos" in as_user(kemensos).get(MINE).content.decode()


def test_the_checker_finds_what_waits_and_says_a_word(kemnaker, analis, as_user, actor_of):
    action = make_action()
    report = told(action, actor_of(kemnaker), evidence="Laporan 12")
    client = as_user(analis)
    late = client.get(reverse("action-late"))
    assert [row.pk for row in late.context["unchecked"]] == [report.pk]
    check = reverse("progress-check", args=[report.pk])
    assert check in late.content.decode()
    refused = client.post(check, {"version": "1", "assessment": "BELUM_SESUAI", "note": ""})
    assert (refused.status_code, "Tulis apa yang belum sesuai." in refused.content.decode()) == (422, True)
    refused = client.post(check, {"version": "1", "assessment": "SESUAI"})
    assert (refused.status_code, "butuh berkas data dukung" in refused.content.decode()) == (422, True)
    prove(report, actor_of(kemnaker))
    assert client.post(check, {"version": "2", "assessment": "SESUAI"}).status_code == 302
    text = " ".join(client.get(action.get_absolute_url()).content.decode().split())
    assert "Sesuai" in text
    assert client.get(reverse("action-late")).context["unchecked"] == []
    assert as_user(kemnaker).get(check).status_code == 403


def test_a_double_tap_makes_one_report(kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    data = {**hidden(client.get(add(action))), "step": "25", "status": "JALAN"}
    assert {client.post(add(action), data).status_code for _ in range(2)} == {302}
    with acting_as(SYSTEM):
        assert ProgressReport.objects.count() == 1


def test_done_is_reported_with_a_photo_instead_of_words(kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    page = client.get(add(action))
    assert 'enctype="multipart/form-data"' in page.content.decode()
    data = {**hidden(page), "step": "100", "status": "SELESAI"}
    assert "butuh data dukung" in client.post(add(action), data).content.decode()
    photo = SimpleUploadedFile("foto.jpg", JPEG, content_type="image/jpeg")
    answer = client.post(add(action), {**data, "file": photo}, headers={"X-Unggah": "1"})
    assert answer.json() == {"url": action.get_absolute_url()}
    shown = client.get(action.get_absolute_url()).content.decode()
    assert "foto.jpg" in shown
    assert "kunci=" in shown


def test_of_a_report_that_is_refused_the_words_stay_and_the_file_has_to_be_chosen_again(kemnaker, as_user):
    action, client = make_action(), as_user(kemnaker)
    data = {**hidden(client.get(add(action))), "step": "25", "status": "JALAN", "obstacle": "Hujan terus."}
    for content, words in ((SCRIPT, "Hanya foto (JPEG, PNG) atau PDF"), (JPEG, "Pilih berkasnya lagi")):
        file = SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg")
        wrong = {"budget_realized": "banyak"} if content is JPEG else {}
        answer = client.post(add(action), {**data, **wrong, "file": file})
        page = answer.content.decode()
        assert (answer.status_code, words in page, "Hujan terus." in page) == (422, True, True)
    with acting_as(SYSTEM):
        assert not ProgressReport.objects.exists()
