"""The household on one page: rows, errors beside them, more rows without a script, conflicts."""

from typing import Any

import pytest

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.households import members_of, now, record
from tests.workers.registering import WOMAN, register
from workers.models import Family

PATH = "/keluarga/tambah/"


def typed(rows: int = 3, **changed: Any) -> dict[str, Any]:
    """Father, mother, one child."""
    data = {
        "record_id": str(uuid7()), "rows": str(rows), "kk": "", "hamlet": "Krajan", "address": "",
        "rt": "1", "rw": "2",
        "m0-relation": "1", "m0-full_name": "Suparman", "m0-no_nik_reason": "LUPA", "m0-sex": "1",
        "m0-birth_date": "1985",
        "m1-relation": "3", "m1-full_name": "Sulastri", "m1-no_nik_reason": "LUPA", "m1-sex": "2",
        "m1-birth_date": "1988",
        "m2-relation": "4", "m2-full_name": "Dewi", "m2-no_nik_reason": "U17", "m2-sex": "2", "m2-birth_date": "2014",
    }  # fmt: skip
    return {**data, **changed}


@pytest.fixture
def client(petugas, as_user):
    return as_user(petugas)


def test_a_household_is_saved_and_leads_to_its_page(client):
    done = client.post(PATH, typed())
    assert done.status_code == 302
    page = client.get(done.headers["Location"]).content.decode()
    for name in ("Keluarga Suparman", "Sulastri", "Dewi", "Menunggu diperiksa", "Catat sebagai anak PMI"):
        assert name in page


def test_rows_left_empty_are_no_members(client):
    client.post(PATH, typed(rows=8))
    with acting_as(SYSTEM):
        assert len(members_of(Family.objects.get())) == 3


def test_errors_stand_beside_their_rows_and_everything_typed_is_kept(client):
    refused = client.post(PATH, typed(**{"m1-relation": "", "m2-no_nik_reason": "", "kk": "123"}))
    assert refused.status_code == 422
    form = refused.context["form"]
    assert set(form.errors) == {"m1-relation", "m2-nik", "kk"}
    assert form["m1-full_name"].value() == "Sulastri"
    assert form["m2-birth_date"].value() == "2014"
    with acting_as(SYSTEM):
        assert not Family.objects.exists()


def test_one_nik_in_two_rows_is_told_beside_the_second(client):
    both = {"no_nik_reason": "", "nik": WOMAN, "birth_date": "1990-11-04", "sex": "2"}
    rows = {f"{row}-{name}": value for row in ("m1", "m2") for name, value in both.items()}
    refused = client.post(PATH, typed(**rows))
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"m2-nik"})


def test_more_rows_come_without_a_script_and_nothing_typed_is_lost(client):
    longer = client.post(PATH, typed(more="1"))
    assert longer.status_code == 200
    form = longer.context["form"]
    assert len(form.member_rows) == 4
    assert form["m2-full_name"].value() == "Dewi"
    assert "govuk-error-summary" not in longer.content.decode()
    assert len(client.post(PATH, typed(rows=12, more="1")).context["form"].member_rows) == 12


def test_a_registered_worker_is_chosen_from_the_list(client, petugas, actor_of):
    worker = register(actor_of(petugas))
    page = client.get(PATH)
    assert (str(worker.pk), f"{worker.full_name}, Krajan, lahir 1990") in page.context["form"].fields[
        "m0-person"
    ].choices
    data = typed(**{"m0-person": str(worker.pk), "m0-full_name": "", "m0-no_nik_reason": "", "m0-birth_date": ""})
    assert client.post(PATH, data).status_code == 302
    assert worker.full_name in client.get("/keluarga/").content.decode()
    assert (str(worker.pk)) not in dict(client.get(PATH).context["form"].fields["m0-person"].choices)


def test_the_coordinator_is_told_who_records_families(disnaker, as_user):
    page = as_user(disnaker).get(PATH)
    assert page.status_code == 200
    assert "dicatat oleh petugas desanya" in page.content.decode()
    assert as_user(disnaker).post(PATH, typed()).status_code == 422


def test_what_somebody_else_saved_stands_beside_what_was_typed(client, petugas, actor_of):
    family = record(actor_of(petugas))
    path = f"{family.get_absolute_url()}ubah/"
    first = {
        "version": str(now(family).version),
        "kk": "",
        "address": "Jalan Mawar",
        "hamlet": "Krajan",
        "rt": "",
        "rw": "",
    }
    assert client.post(path, first).status_code == 302
    late = client.post(path, {**first, "address": "Jalan Melati"})
    assert late.status_code == 422
    text = late.content.decode()
    assert "Jalan Mawar" in text
    assert late.context["form"]["address"].value() == "Jalan Melati"
    again = {**first, "address": "Jalan Melati", "version": str(late.context["conflict"].version)}
    assert client.post(path, again).status_code == 302
    assert now(family).address == "Jalan Melati"


def test_the_list_finds_by_a_members_name_and_refuses_what_it_does_not_know(client, petugas, actor_of):
    record(actor_of(petugas))
    assert "Suparman" in client.get("/keluarga/", {"q": "dewi"}).content.decode()
    assert "Tidak ada yang cocok" in client.get("/keluarga/", {"q": "nobody"}).content.decode()
    assert client.get("/keluarga/", {"zzz": "1"}).status_code == 400
    assert client.get("/keluarga/", {"record_status": "ZZZ"}).status_code == 400


def test_a_comment_stands_in_the_journal_of_family_and_person(client, petugas, actor_of):
    family = record(actor_of(petugas))
    person = members_of(family)["Sulastri"].person
    for path in (family.get_absolute_url(), person.get_absolute_url()):
        assert client.post(f"{path}komentar/", {"comment": "Sudah dikunjungi."}).status_code == 302
        assert "Sudah dikunjungi." in client.get(path).content.decode()
        assert client.post(f"{path}komentar/", {"comment": " "}).status_code == 422
