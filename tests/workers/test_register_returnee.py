"""The service behind "Daftarkan PMI Purna"."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.registering import MAN, WOMAN, episode_of, history, now, register
from workers.models import MigrationEpisode, Person


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def neighbour(petugas_betak, actor_of):
    return actor_of(petugas_betak)


def refused(by, **changed) -> dict[str, list[str]]:
    """The errors by field."""
    with pytest.raises(ValidationError) as caught:
        register(by, **changed)
    error = caught.value
    if isinstance(error, DomainError):
        return {error.field: error.messages}
    return error.message_dict


def test_a_returnee_is_submitted_with_an_episode_and_one_row_of_history(officer):
    person = now(register(officer))
    episode = episode_of(person)
    assert (person.status, person.record_status, person.source) == ("PURNA", "KIRIM", "FORM")
    assert (person.village_code, person.kab_code) == (officer.code, "35.04")
    assert (person.last_country_id, person.last_return_year, str(person.status_on)) == ("HK", 2024, "2024")
    assert (episode.country_id, str(episode.returned_on), episode.route) == ("HK", "2024", "BLM")
    assert episode.village_code == person.village_code
    assert [(row.kind, row.by_id, row.by_role) for row in history(person)] == [("DAFTAR", officer.user_id, "petugas")]
    assert person.created_by_id == person.updated_by_id == officer.user_id


def test_sex_and_birth_date_left_empty_come_from_the_nik(officer):
    person = register(officer)
    assert (person.sex, str(person.birth_date)) == ("2", "1990-11-04")
    assert person.nik_masked == "350414••••••••11"


def test_a_person_who_differs_from_the_nik_is_saved_and_the_history_says_so(officer):
    person = register(officer, sex="1", birth_date=PartialDate("1991-02"))
    assert (person.sex, str(person.birth_date)) == ("1", "1991-02")
    comment = history(person)[0].comment
    assert "Jenis kelamin berbeda" in comment
    assert "Tanggal lahir berbeda" in comment


def test_a_partial_birth_date_that_fits_the_nik_is_no_warning(officer):
    assert history(register(officer, birth_date=PartialDate("1990")))[0].comment == ""


def test_a_nik_of_an_unknown_kecamatan_is_a_warning(officer):
    person = register(officer, nik="3599994411900011")
    assert "Kecamatan pada NIK" in history(person)[0].comment


def test_without_nik_a_reason_and_the_sex_are_needed_and_the_birth_date_is_not(officer):
    assert refused(officer, nik="", sex="2").keys() == {"nik"}
    assert refused(officer, nik="", no_nik_reason="LUPA").keys() == {"sex"}
    assert refused(officer, nik="", no_nik_reason="ENTAH", sex="2").keys() == {"no_nik_reason"}
    person = register(officer, nik="", no_nik_reason="LUPA", sex="2")
    assert (person.birth_date, person.nik_hash, person.nik_masked, person.no_nik_reason) == (None, None, "", "LUPA")


def test_a_reason_beside_a_nik_is_dropped(officer):
    assert register(officer, no_nik_reason="LUPA").no_nik_reason == ""


@pytest.mark.parametrize(
    "nik",
    [
        "123",
        "350414441190001A",
        "0104144411900011",
        "3504147211900011",
        "3504144413900011",
        "3504143002900011",
        "3504144411900000",
        "3504144000900011",
        "1111111111111111",
        "9999999999999995",
        "3,50414E+15",
    ],
)
def test_a_number_that_is_no_nik_is_refused_beside_its_field(officer, nik):
    assert refused(officer, nik=nik).keys() == {"nik"}


def test_a_nik_with_blanks_dots_and_direction_marks_is_read(officer):
    assert register(officer, nik=" 3504.1444-1190 0011\u200e ").has_nik


def test_all_errors_come_at_once(officer):
    errors = refused(
        officer,
        full_name=" ",
        nik="1",
        phone="12",
        country=None,
        returned_on=None,
        return_reason="X",
        business_interest="X",
        rt="1234",
    )
    assert errors.keys() == {
        "full_name",
        "nik",
        "phone",
        "country",
        "returned_on",
        "return_reason",
        "business_interest",
        "rt",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti   Aminah ", "Siti Aminah"),
        ("Sulastri", "Sulastri"),
        ("H. Moh. Ja’far, S.Ag", "H. Moh. Ja'far, S.Ag"),
        ("Nur-Aini", "Nur-Aini"),
        ("Aminah\u202e\u200b\x07 Wati\n", "Aminah Wati"),
        ("José Ñusta", "José Ñusta"),
        ("陳大文", "陳大文"),
        ("สมชาย", "สมชาย"),
    ],
)
def test_names_are_tidied(officer, typed, kept):
    assert register(officer, full_name=typed).full_name == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "\u202e\u200b", "Siti 2", "Siti@home", "<b>Siti</b>", ".-,'", "S" * 101, "Siti 😀"]
)
def test_what_is_no_name_is_refused(officer, typed):
    assert refused(officer, full_name=typed).keys() == {"full_name"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("+852 6123 4567", "+85261234567"),
        ("0355 321234", "+62355321234"),
    ],
)
def test_phones_are_kept_as_e164(officer, typed, kept):
    assert now(register(officer, phone=typed)).phone.as_e164 == kept


@pytest.mark.parametrize("typed", ["0812", "halo", "08123456789012345", "+1 2"])
def test_what_is_no_phone_is_refused(officer, typed):
    assert refused(officer, phone=typed).keys() == {"phone"}


def test_no_phone_is_fine(officer):
    assert not now(register(officer, phone="")).phone


def test_rt_and_rw_keep_their_zeros(officer):
    person = register(officer, rt="2", rw="010")
    assert (person.rt, person.rw) == ("002", "010")


def test_a_return_must_lie_in_the_past(officer):
    assert refused(officer, returned_on=PartialDate(str(today().year + 1))).keys() == {"returned_on"}


def test_a_return_before_the_departure_is_refused_in_plain_words(officer):
    errors = refused(officer, departed_on=PartialDate("2022-05"), returned_on=PartialDate("2022-04-01"))
    assert "sesudah Mei 2022" in errors["returned_on"][0]


def test_dates_are_compared_on_what_both_know(officer):
    assert register(officer, departed_on=PartialDate("2022-05"), returned_on=PartialDate("2022"))


def test_a_departure_below_eighteen_is_saved_with_a_warning(officer):
    person = register(officer, departed_on=PartialDate("2007"), returned_on=PartialDate("2010"))
    assert "sebelum umur 18" in history(person)[0].comment
    person = register(officer, nik=MAN, departed_on=PartialDate("2002"), returned_on=PartialDate("2005"))
    assert history(person)[0].comment == ""


@pytest.mark.parametrize("reason", ["CUTI", "MENINGGAL"])
def test_leave_and_death_are_no_return_for_good(officer, reason):
    assert refused(officer, return_reason=reason).keys() == {"return_reason"}


def test_the_same_form_sent_twice_makes_one_person(officer):
    record_id = uuid7()
    first = register(officer, record_id=record_id)
    second = register(officer, record_id=record_id, full_name="Lain Sama Sekali")
    assert first == second
    assert second.full_name == "Endang Lestari"
    assert len(history(first)) == 1
    with acting_as(SYSTEM):
        assert (Person.objects.count(), MigrationEpisode.objects.count()) == (1, 1)


def test_an_id_of_another_village_is_refused_without_a_hint_and_leaves_the_transaction_usable(officer, neighbour):
    record_id = uuid7()
    register(officer, record_id=record_id)
    with acting_as(neighbour):
        errors = refused(neighbour, record_id=record_id, nik=MAN)
        assert errors == {None: ["Halaman ini rusak. Buka lagi formulirnya."]}
        assert Person.objects.count() == 0
    assert register(neighbour, nik=MAN).village_code == neighbour.code


def test_an_id_that_no_browser_made_is_refused(officer):
    assert refused(officer, record_id=uuid.uuid4()).keys() == {None}


def test_only_an_officer_of_a_village_registers(disnaker, penata, actor_of):
    for user in (disnaker, penata):
        assert refused(actor_of(user)).keys() == {None}


def test_the_nik_stands_in_no_column_in_the_clear(officer, raw):
    person = register(officer, hamlet=f"dekat {WOMAN}")
    with acting_as(officer):
        for table in ("workers_person", "workers_migrationepisode", "workers_personlog"):
            assert WOMAN not in str(raw(f"select t::text from {table} t"))
    assert WOMAN not in repr(vars(person))


@pytest.mark.parametrize(
    ("born", "is_refused"),
    [
        ("1980", True),
        ("2009-11-25", True),
        ("2009-11-26", False),
        ("2009-11", False),
        ("2009", False),
        ("2012", False),
    ],
)
def test_not_yet_seventeen_is_no_reason_for_somebody_who_certainly_is(officer, time_machine, born, is_refused):
    time_machine.move_to("2026-11-25T10:00:00+07:00", tick=False)
    data = {"nik": "", "no_nik_reason": "U17", "sex": "2", "birth_date": PartialDate(born)}
    if is_refused:
        assert refused(officer, **data).keys() == {"no_nik_reason"}
    else:
        assert register(officer, **data).no_nik_reason == "U17"
