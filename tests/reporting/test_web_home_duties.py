"""What home pages ask of their readers: everything due, waiting, returned and late, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.models import DateRevision, Finding, ProgressReport
from coordination.services.periods import period_to_report
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, Level, acting_as
from tests.conftest import BETAK, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.coordination.planning import make_action, make_recommendation
from tests.reporting import pillar_rows as rows
from tests.reporting.people import make, many
from tests.reporting.test_web_home import PLACES
from tests.workers.web_people import text_of

DISTAN = "DISTAN_TULUNGAGUNG"


def duties(client) -> dict[str, object]:
    """The rows of the home page by title."""
    return {duty.title: duty for duty in client.get("/").context["duties"]}


@pytest.fixture
def opd_tani(db):
    """The officer of the agency for farming."""
    return make_user(Role.OPD, Level.KAB, TULUNGAGUNG, institution=DISTAN)


def test_the_officer_sees_returned_activities_and_plans_whose_day_has_come(as_user, petugas):
    rows.activity(title="Bimbingan jabatan", record_status="KEMBALI", record_comment="Jumlah peserta belum cocok.")
    rows.session(title="Rumah belajar", held_on=None, planned_on=rows.days(-2), record_status="DRAF")
    rows.session(title="Kelas seni", held_on=None, planned_on=rows.days(3), record_status="DRAF")
    rows.session(title="Tahun depan", held_on=None, planned_on=rows.days(90), record_status="DRAF")
    rows.activity(BETAK, title="Milik Betak", record_status="KEMBALI")
    found = duties(as_user(petugas))
    assert list(found) == ["Rumah belajar", "Bimbingan jabatan", "Kelas seni"]
    assert [duty.badge for duty in found.values()] == ["late", "warn", "info"]
    assert "Jumlah peserta belum cocok." in found["Bimbingan jabatan"].details


def test_the_officer_sees_services_aid_and_annual_meetings_that_are_due(as_user, petugas):
    rows.service(outcome="MENUNGGU", served_on=rows.days(-5))
    rows.service(outcome="SELESAI")
    rows.aid()
    rows.aid(description="Baru diberi", given_on=rows.days(-10))
    rows.cooperative(name="Koperasi Lambat", last_rat_on=rows.days(-800))
    found = duties(as_user(petugas))
    assert found["Layanan yang masih menunggu"].state == "1 layanan"
    assert found["Bantuan yang sudah lewat 6 bulan"].state == "1 bantuan"
    assert found["RAT Koperasi Lambat"].badge == "late"


def test_with_nothing_due_there_is_still_a_next_step(as_user, petugas):
    rows.village()
    make(*many(1))
    client = as_user(petugas)
    answer = client.get("/")
    assert answer.context["duties"] == []
    assert reverse("person-register") in [url for url, _ in answer.context["next_steps"]]
    assert "Yang bisa dilakukan sekarang" in text_of(answer)


def test_the_village_head_is_asked_to_confirm_what_was_sent_in(as_user, kades):
    rows.activity()
    rows.session()
    rows.activity(BETAK)
    rows.activity(title="Draf", record_status="DRAF")
    found = duties(as_user(kades))
    assert {title: duty.state for title, duty in found.items()} == {
        "Kegiatan layanan migrasi": "1 kegiatan",
        "Kegiatan pengasuhan bersama": "1 kegiatan",
    }


def test_the_village_head_is_led_to_the_printed_summary(as_user, kades):
    village = rows.village()
    assert reverse("village-summary", args=[village.pk]) in text_of(as_user(kades).get("/"))


def test_late_actions_stand_first_for_those_whose_region_they_concern(as_user, kades, camat, disnaker, petugas_betak):
    make_action(ends=-10)
    for user in (kades, camat, disnaker):
        found = duties(as_user(user))
        assert next(iter(found)) == "Rencana aksi terlambat", user
        assert found["Rencana aksi terlambat"].state == "1 rencana aksi"
    assert "Rencana aksi terlambat" not in duties(as_user(make_user(Role.KADES, Level.DESA, BETAK)))


def test_a_reporter_sees_own_late_actions_and_reports_of_the_period(as_user, kl, opd_tani):
    make_action(activity="Pasar purna", ends=-10)
    action = make_action(activity="Kurikulum baru")
    found = duties(as_user(kl))
    late = found["Pasar purna"]
    assert (late.badge, late.state) == ("late", "Terlambat 10 hari")
    report = next(duty for title, duty in found.items() if title.startswith("Laporan capaian"))
    assert report.state == "2 rencana aksi"
    with acting_as(SYSTEM) as by:
        ProgressReport(
            action=action, period=period_to_report(today()), percent=10, status="JALAN", shared_with=action.shared_with
        ).save_new(by=by)
    found = duties(as_user(kl))
    assert next(d for title, d in found.items() if title.startswith("Laporan capaian")).state == "1 rencana aksi"
    assert duties(as_user(opd_tani)) == {}


def test_an_agency_checks_the_aid_it_gave_itself(as_user, opd_tani):
    rows.aid(giver=DISTAN)
    rows.aid()
    assert duties(as_user(opd_tani))["Bantuan yang sudah lewat 6 bulan"].state == "1 bantuan"


def test_the_analyst_sees_reports_findings_and_recommendations_that_wait(as_user, analis):
    make_recommendation(number="R-9")
    action = make_action()
    with acting_as(SYSTEM) as by:
        answered = Finding.objects.first()
        Finding(
            visit=answered.visit, pillar="KOPERASI", kind="MASALAH", category="KOPERASI", description="Belum ada."
        ).save_new(by=by)
        Finding(
            visit=answered.visit, pillar="USAHA", kind="POTENSI", category="USAHA", description="Bawang."
        ).save_new(by=by)
        ProgressReport(
            action=action, period=period_to_report(today()), percent=10, status="JALAN", shared_with=action.shared_with
        ).save_new(by=by)
    found = duties(as_user(analis))
    assert found["Laporan capaian belum dinilai"].state == "1 laporan"
    assert found["Temuan tanpa rekomendasi"].state == "1 temuan"
    assert found["Rekomendasi tanpa rencana aksi"].state == "1 rekomendasi"
    assert found["Rapat tanpa notulen final"].state == "2 rapat"


def test_a_request_to_move_dates_waits_for_the_leader_and_others_only_see_that_it_waits(as_user, pimpinan, analis, kl):
    action = make_action(activity="Pasar purna")
    with acting_as(SYSTEM) as by:
        revision = DateRevision(
            action=action, old_starts_on=action.starts_on, old_ends_on=action.ends_on, new_starts_on=action.starts_on,
            new_ends_on=action.ends_on + timedelta(days=30), request_reason="Panen mundur.",
            shared_with=action.shared_with,
        ).save_new(by=by)  # fmt: skip
    mine = duties(as_user(pimpinan))["Ubah jadwal: Pasar purna"]
    assert mine.url == reverse("revision-decide", args=[revision.pk])
    assert "Panen mundur." in mine.details
    for user in (analis, kl):
        waits = duties(as_user(user))["Perubahan jadwal menunggu persetujuan"]
        assert (waits.turn, waits.state) == ("Giliran: pimpinan", "1 permintaan")


def test_agreements_that_wait_are_a_fragment_of_the_leaders_page(as_user, pimpinan, analis):
    assert reverse("agreement-waiting") in text_of(as_user(pimpinan).get("/"))
    assert reverse("agreement-waiting") not in text_of(as_user(analis).get("/"))
    fragment = as_user(pimpinan).get(reverse("agreement-waiting"), headers={"HX-Request": "true"})
    assert "Tidak ada perjanjian yang menunggu" in text_of(fragment)
    assert "<html" not in text_of(fragment)


def test_every_row_of_a_home_page_leads_somewhere(as_user, petugas, disnaker, kl, analis, pimpinan):
    rows.activity(record_status="KEMBALI")
    rows.service(outcome="MENUNGGU")
    rows.aid()
    make_action(ends=-3)
    make(*many(2))
    for user in (petugas, disnaker, kl, analis, pimpinan):
        client = as_user(user)
        found = duties(client)
        assert found, user
        assert [title for title, duty in found.items() if client.get(duty.url, follow=True).status_code != 200] == []


@pytest.mark.parametrize("role", list(Role))
def test_a_home_page_asks_little_of_the_database(db, as_user, role, django_assert_max_num_queries):
    rows.service()
    rows.session()
    rows.group()
    rows.cooperative()
    make_action(ends=-3)
    make(*many(3), *many(2, village_code=BETAK))
    client = as_user(make_user(role, *PLACES.get(role, (Level.NATION, ""))))
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES.get(role, 30)):
        client.get("/")


MOST_QUERIES = {Role.PETUGAS: 48, Role.KADES: 40, Role.ADMIN: 10, Role.AUDITOR: 10, Role.PENANGAN: 10}


def test_the_page_of_another_village_does_not_count(as_user, petugas_betak):
    rows.activity(TUNGGANGRI, record_status="KEMBALI")
    rows.service(TUNGGANGRI, outcome="MENUNGGU")
    assert duties(as_user(petugas_betak)) == {}
