"""Persons through the API: the agreement's rows and fields and nothing else (security P-06, product 67-69)."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.exchange.enums import Tier
from tests.conftest import BETAK, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.exchange.conftest import PERSON_FIELDS, add_person
from workers.models import Person

ALWAYS = {"id", "updated_at", "withdrawn", "record_status"}


def test_the_keys_are_those_of_the_agreement(agreement, caller, persons):
    api = caller(agreement)
    row = api.get("persons/").json()["results"][0]

    assert set(row) == ALWAYS | set(PERSON_FIELDS)
    assert set(api.get(f"persons/{row['id']}/").json()) == set(row)
    assert row["birth_year"] == 1990
    assert row["country"] == "TW"


def test_a_field_left_out_of_the_agreement_is_nowhere(make_agreement, caller, persons):
    api = caller(make_agreement(region=TULUNGAGUNG, datasets={"persons": ["sex"]}))

    assert set(api.get("persons/").json()["results"][0]) == ALWAYS | {"sex"}
    refused = api.get("persons/", {"status": "PURNA"})
    assert refused.status_code == 400
    assert " status," not in refused.json()["errors"][0]["detail"]


def test_only_rows_of_the_agreements_region(make_agreement, caller, persons):
    villages = {
        region: {row["village_code"] for row in caller(make_agreement(region=region)).rows("persons/")}
        for region in (TUNGGANGRI, TULUNGAGUNG, "33", None)
    }

    assert villages == {
        TUNGGANGRI: {TUNGGANGRI},
        TULUNGAGUNG: {TUNGGANGRI, BETAK},
        "33": {OUTSIDE},
        None: {TUNGGANGRI, BETAK, OUTSIDE},
    }


def test_a_filter_cannot_leave_the_region(agreement, caller, persons):
    assert caller(agreement).rows("persons/", {"village_code": OUTSIDE}) == []


def test_a_foreign_person_and_a_missing_one_look_the_same(make_agreement, caller, persons):
    nation, village = make_agreement(), make_agreement(region=TUNGGANGRI)
    foreign = caller(nation).get("persons/", {"village_code": OUTSIDE}).json()["results"][0]["id"]
    answers = [
        caller(village).get(f"persons/{key}/") for key in (foreign, "0193a000-0000-7000-8000-000000000000", "x")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_ids_are_pseudonyms_of_one_agreement(make_agreement, caller, persons):
    first, second = make_agreement(region=TUNGGANGRI), make_agreement(region=TUNGGANGRI)
    ids = [caller(agreement).rows("persons/")[0]["id"] for agreement in (first, second)]

    assert len({*ids, str(persons[TUNGGANGRI])}) == 3
    assert UUID(ids[0])
    assert ids[0] == caller(first).rows("persons/")[0]["id"]
    assert caller(second).get(f"persons/{ids[0]}/").status_code == 404


def test_an_agreement_without_persons_sees_none_even_in_the_database(make_agreement, caller, persons):
    agreement = make_agreement(region=TULUNGAGUNG, tier=Tier.T1, datasets={"villages": ["name"]})

    assert caller(agreement).get("persons/").status_code == 403
    with acting_as(agreement.as_actor()):
        assert Person.objects.count() == 0
    assert make_agreement(tier=Tier.T1, datasets={"villages": []}).as_actor().db_role == "desm_stat"


def test_the_database_holds_the_region_even_if_the_query_forgets_it(make_agreement, persons):
    for region, expected in ((TUNGGANGRI, 1), (TULUNGAGUNG, 2), (None, 3)):
        with acting_as(make_agreement(region=region).as_actor()):
            assert Person.objects.count() == expected


def test_pages_give_every_row_once_while_others_write(agreement, caller):
    before = {add_person(full_name=f"Orang {number}") for number in range(25)}
    api = caller(agreement)
    seen, page = [], api.get("persons/", {"limit": "7"})
    while True:
        body = page.json()
        assert len(body["results"]) <= 7
        seen += [row["id"] for row in body["results"]]
        if not body["next"]:
            break
        add_person(full_name="Disela")
        with acting_as(SYSTEM):
            Person.objects.filter(pk=min(before)).update(updated_at=timezone.now())
        page = api.get(body["next"])

    assert len(seen) == len(set(seen))
    assert len(seen) >= len(before)
    assert set(seen) == {row["id"] for row in api.rows("persons/")}


def test_updated_since_gives_what_has_changed_and_what_was_withdrawn(agreement, caller):
    old, changed, gone = (add_person(full_name=name) for name in ("Tetap", "Berubah", "Ditarik"))
    api = caller(agreement)
    with acting_as(SYSTEM):
        Person.objects.filter(pk__in=[old, changed, gone]).update(updated_at="2026-01-01T00:00:00Z")
        ids = dict(zip(("Tetap", "Berubah", "Ditarik"), [row["id"] for row in api.rows("persons/")], strict=True))
        Person.objects.filter(pk=changed).update(updated_at="2026-02-02T00:00:00Z", status="AKTIF")
        Person.objects.filter(pk=gone).update(
            updated_at="2026-02-03T00:00:00Z", withdrawn_at="2026-02-03T00:00:00Z", record_status="ARSIP"
        )
    rows = api.rows("persons/", {"updated_since": "2026-02-01T00:00:00Z", "limit": "1"})

    assert [row["id"] for row in rows] == [ids["Berubah"], ids["Ditarik"]]
    assert rows[0]["status"] == "AKTIF"
    assert rows[0]["withdrawn"] is False
    assert rows[1]["withdrawn"] is True
    assert {name for name, value in rows[1].items() if value is not None} == ALWAYS
    assert ids["Ditarik"] not in {row["id"] for row in api.rows("persons/")}
    assert api.get(f"persons/{ids['Ditarik']}/").status_code == 404


def test_sync_from_is_good_for_the_next_sync(agreement, caller, persons):
    body = caller(agreement).get("persons/").json()
    assert body["sync_from"].endswith("Z")
    again = caller(agreement).get("persons/", {"updated_since": body["sync_from"]})
    assert len(again.json()["results"]) == 2


@pytest.mark.parametrize(
    ("params", "attr", "code"),
    [
        ("villlage_code=1", "villlage_code", "unknown_parameter"),
        ("format=json", "format", "unknown_parameter"),
        ("ordering=full_name", "ordering", "unknown_parameter"),
        ("full_name=Siti", "full_name", "unknown_parameter"),
        ("fields=phone", "fields", "unknown_parameter"),
        ("updated_at=2026", "updated_at", "unknown_parameter"),
        ("limit=0", "limit", "invalid"),
        ("limit=1001", "limit", "invalid"),
        ("limit=-1", "limit", "invalid"),
        ("limit=", "limit", "invalid"),
        ("limit=١", "limit", "invalid"),
        ("limit=1&limit=2", "limit", "repeated_parameter"),
        ("status=", "status", "invalid"),
        ("status=purna", "status", "invalid"),
        ("status=PURNA&status=AKTIF", "status", "repeated_parameter"),
        ("return_year=duaribu", "return_year", "invalid"),
        ("return_year=99999999999999999999", "return_year", "invalid"),
        ("country=tw", "country", "invalid"),
        ("village_code=35.04", "village_code", "invalid"),
        ("updated_since=kemarin", "updated_since", "invalid"),
        ("updated_since=2026-01-01", "updated_since", "invalid"),
        ("updated_since=2026-01-01T00:00:00", "updated_since", "invalid"),
        ("updated_since=2026-01-01T00:00:00+07:00", "updated_since", "invalid"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since", "invalid"),
        ("cursor=abc", "cursor", "invalid"),
        ("cursor=", "cursor", "invalid"),
        ("cursor=" + "A" * 700, "cursor", "invalid"),
    ],
)
def test_a_wrong_parameter_is_400_and_never_no_filter(agreement, caller, persons, params, attr, code):
    answer = caller(agreement).get(f"/api/v1/persons/?{params}")

    assert answer.status_code == 400, answer.content
    body = answer.json()
    assert body["type"] == "validation_error"
    assert (body["errors"][0]["attr"], body["errors"][0]["code"]) == (attr, code)


def test_all_wrong_parameters_are_named_at_once_with_the_valid_ones(agreement, caller):
    errors = caller(agreement).get("/api/v1/persons/?a=1&limit=x&b=2").json()["errors"]

    assert [error["attr"] for error in errors] == ["a", "limit", "b"]
    assert "village_code" in errors[0]["detail"]


def test_a_cursor_is_good_for_its_own_query_only(make_agreement, caller):
    for number in range(3):
        add_person(full_name=f"Orang {number}")
    agreement, other = make_agreement(region=TULUNGAGUNG), make_agreement(region=TULUNGAGUNG)
    cursor = caller(agreement).get("persons/", {"limit": "1"}).json()["next"].split("cursor=")[1]

    assert caller(agreement).get("persons/", {"cursor": cursor}).status_code == 200
    assert caller(agreement).get("persons/", {"cursor": cursor, "sex": "2"}).status_code == 400
    assert caller(agreement).get("villages/", {"cursor": cursor}).status_code == 400
    assert caller(other).get("persons/", {"cursor": cursor}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "persons/?x=%00", "persons/%00/", "persons/%ff/", "persons/" + "a" * 3000 + "/", "persons/?" + "a" * 5000,
        "persons/?updated_since=%FF", "persons/?village_code=%E2%80%AE", "persons/?limit=%D9%A1",
        "regions/%2e%2e/", "regions/' or 1=1/", "code-lists/%F0%9F%98%80/", "countries/?code=TW", "nope/",
        "persons/1/2/", "persons/00000000-0000-0000-0000-000000000000/?a=1",
    ],
)  # fmt: skip
def test_garbage_is_never_a_500_and_always_json(agreement, caller, path):
    answer = caller(agreement).get(f"/api/v1/{path}")

    assert answer.status_code in {400, 404}
    assert answer.json()["type"] in {"validation_error", "client_error"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_the_api_only_reads(agreement, caller, method):
    api = caller(agreement)
    answer = getattr(Client(), method)("/api/v1/persons/", headers={"Authorization": f"Bearer {api.token}"})
    assert answer.status_code == 405


def test_personal_rows_are_not_cached_and_errors_are_english(agreement, caller, persons):
    assert caller(agreement).get("persons/")["Cache-Control"] == "no-store"
    assert caller(agreement).get("persons/x/").json()["errors"][0]["detail"] == "Not found."


def test_a_page_costs_few_statements(agreement, caller, persons, django_assert_max_num_queries):
    api = caller(agreement)
    with django_assert_max_num_queries(9):  # begin and commit, three contexts, token, count, page, access log
        api.get("persons/")


def test_identity_needs_tier_3_and_a_name_in_the_agreement(make_agreement, caller, persons):
    fields = ["full_name", "phone", "birth_date"]
    row = caller(make_agreement(region=TUNGGANGRI, tier=Tier.T3, datasets={"persons": fields})).rows("persons/")[0]

    assert row["full_name"] == "Siti Contoh"
    assert row["birth_date"] == "1990-05-14"
    assert set(row) == ALWAYS | set(fields)


def test_the_actor_of_a_client_may_do_nothing_but_read(agreement):
    actor = agreement.as_actor()
    assert actor.perms == frozenset()
    assert actor.level is Level.KAB
