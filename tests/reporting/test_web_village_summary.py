"""The printed page of a village: who may open it, what is absent first, three questions, no small number."""

import pytest
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, Level, acting_as
from tests.conftest import BETAK, OUTSIDE, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.coordination.planning import make_action
from tests.reporting import pillar_rows as rows
from tests.reporting.people import make, many
from tests.reporting.test_web_home import PLACES
from tests.workers.web_people import text_of
from villages.models import VillageOfficer


def url(code: str = TUNGGANGRI) -> str:
    return reverse("village-summary", args=[rows.village(code).pk])


@pytest.fixture
def ratna(db):
    """The village has an officer."""
    village = rows.village()
    with acting_as(SYSTEM) as by:
        return VillageOfficer(
            village=village, village_code=TUNGGANGRI, full_name="Ratna Wulandari", role="PETUGAS",
            starts_on=rows.days(-400),
        ).save_new(by=by)  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_may_open_the_village_may_print_it(db, as_user, role):
    client = as_user(make_user(role, *PLACES.get(role, (Level.NATION, ""))))
    refused = {Role.PENANGAN, Role.AUDITOR, Role.ADMIN}
    assert client.get(url()).status_code == (403 if role in refused else 200)


def test_another_village_is_not_found(as_user, petugas_betak, kades):
    for user in (petugas_betak, make_user(Role.DISNAKER, Level.KAB, "33.01")):
        assert as_user(user).get(url()).status_code == 404
    assert as_user(kades).get(url(OUTSIDE)).status_code == 404


def test_a_village_without_anything_says_not_begun_and_asks_how_to_begin(as_user, kades, ratna):
    answer = as_user(kades).get(url())
    page = text_of(answer)
    assert answer.context["states_title"] == "Empat pilar: empat belum dimulai"
    assert [state.label for state in answer.context["states"]] == ["Belum dimulai"] * 4
    assert "Hari tetap rumah belajar, dan siapa pengajarnya?" in page
    assert len(answer.context["questions"]) == 3
    assert "Tidak ada rencana aksi yang sedang berjalan" in page
    assert "Ratna Wulandari" in page


def test_a_village_without_an_officer_is_asked_for_one_first(as_user, kades, db):
    answer = as_user(kades).get(url())
    assert answer.context["questions"][0] == "Siapa petugas Desmigratif desa ini, dan mulai kapan?"


def test_what_is_absent_stands_first_and_what_runs_last(as_user, kades, ratna):
    rows.service()
    rows.group()
    rows.session(held_on=rows.days(-200))
    states = as_user(kades).get(url()).context["states"]
    assert [(str(state.pillar), state.standing.value) for state in states] == [
        ("KOPERASI", "idle"),
        ("PENGASUHAN", "behind"),
        ("LAYANAN", "running"),
        ("USAHA", "running"),
    ]


def test_the_questions_follow_from_what_is_absent_and_late(as_user, kades, ratna):
    rows.service()
    rows.business()
    rows.session(held_on=rows.days(-200))
    make_action(activity="Pelatihan pengasuh", ends=-12)
    asked = as_user(kades).get(url()).context["questions"]
    assert asked[0] == "Siapa 9 calon pendiri koperasi?"
    assert asked[1].startswith("“Pelatihan pengasuh” terlambat 12 hari: siapa yang menanyakan ke ")
    assert asked[2] == "Kapan sesi pengasuhan berikutnya, dan siapa fasilitatornya?"


def test_several_late_actions_are_one_question(as_user, kades, ratna):
    make_action(activity="Pelatihan pengasuh", ends=-12)
    make_action(activity="Pasar bawang", ends=-3, owner="KEMENDAGRI")
    for make_one in (rows.service, rows.business, rows.session, rows.cooperative):
        make_one()
    asked = as_user(kades).get(url()).context["questions"]
    assert asked[0].startswith("2 rencana aksi terlambat, paling lama “Pelatihan pengasuh” dari ")
    assert "(12 hari)" in asked[0]
    assert asked[1].startswith("Berapa Dana Desa ")


def test_a_village_where_everything_runs_is_asked_about_the_year_to_come(as_user, kades, ratna):
    rows.service()
    rows.business()
    rows.session()
    rows.cooperative()
    asked = as_user(kades).get(url()).context["questions"]
    assert asked[0].startswith("Berapa Dana Desa ")
    assert len(asked) == 3


def test_a_cooperative_without_its_annual_meeting_is_behind(as_user, kades, ratna):
    rows.cooperative(name="Koperasi Lambat", last_rat_on=rows.days(-900))
    state = next(s for s in as_user(kades).get(url()).context["states"] if s.pillar == "KOPERASI")
    assert state.standing.value == "behind"
    assert "Koperasi Lambat" in state.words
    assert "RAT" in state.question


def test_a_small_number_of_people_is_not_on_the_paper(as_user, kades, ratna):
    make(*many(7, status="PURNA"), *many(3, status="AKTIF"))
    people = {row.label: row.words for row in as_user(kades).get(url()).context["people"]}
    assert people == {
        "Bekerja di luar negeri": "kurang dari 5",
        "Purna, sudah pulang": "7",
        "Calon, sedang mengurus": "belum ada",
    }


def test_an_agency_sees_no_numbers_of_people(as_user, db):
    make(*many(7))
    opd = make_user(Role.OPD, Level.KAB, TULUNGAGUNG, institution="DISTAN_TULUNGAGUNG")
    answer = as_user(opd).get(url())
    assert answer.context["people"] == []
    assert "Warga kita" not in text_of(answer)


def test_only_actions_of_this_village_that_are_not_over_are_on_it(as_user, kades, ratna):
    make_action(activity="Di sini", ends=-3)
    make_action(activity="Di Betak", villages=(BETAK,))
    answer = as_user(kades).get(url())
    assert [row.action.activity for row in answer.context["rows"]] == ["Di sini"]
    assert answer.context["late_total"] == 1


def test_no_name_of_a_person_stands_on_it_but_those_who_sign(as_user, petugas, ratna):
    make(*many(2, full_name="Tumini Prihatin"))
    assert "Tumini" not in text_of(as_user(petugas).get(url()))
