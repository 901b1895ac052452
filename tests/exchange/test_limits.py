"""Limits of API clients: told with every answer, kept for each by itself, and without the broker."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def strict(settings, tmp_path):
    settings.API_LIMITS = ((50, 60), (3, 86400))
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"  # it has no part in this


def test_every_answer_says_what_is_left_and_the_one_too_many_is_refused(strict, agreement, caller, persons):
    api = caller(agreement)
    answers = [api.get("persons/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert all(answer["RateLimit-Limit"] == "3" for answer in answers)
    refused = answers[3]
    assert int(refused["Retry-After"]) == int(refused["RateLimit-Reset"]) > 0
    assert refused.json()["errors"][0]["code"] == "throttled"
    assert refused.json()["type"] == "client_error"
    assert refused["Cache-Control"] == "no-store"


def test_a_new_token_does_not_begin_anew(strict, agreement, make_api_client, ask_token, persons):
    client = make_api_client(agreement)
    tokens = [ask_token(client).json()["access_token"] for _ in range(4)]
    answers = [Client().get("/api/v1/persons/", headers={"Authorization": f"Bearer {token}"}) for token in tokens]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_two_clients_are_counted_apart(strict, agreement, caller, persons):
    first, second = caller(agreement), caller(agreement)
    for _ in range(5):
        first.get("persons/")
    assert second.get("persons/").status_code == 200


def test_strangers_who_guess_tokens_or_secrets_are_stopped(settings, agreement, make_api_client, ask_token):
    settings.API_STRANGER_LIMITS = ((4, 86400),)
    client = make_api_client(agreement)
    tried = [ask_token(client, secret="salah").status_code for _ in range(3)]
    tried.append(Client().get("/api/v1/persons/", headers={"Authorization": "Bearer zzz"}).status_code)
    tried.append(ask_token(client).status_code)
    assert tried == [401, 401, 401, 401, 429]


def test_a_good_token_does_not_suffer_from_strangers_at_its_address(settings, agreement, caller, persons):
    api = caller(agreement)
    settings.API_STRANGER_LIMITS = ((1, 86400),)
    for _ in range(3):
        Client().get("/api/v1/persons/")
    assert api.get("persons/").status_code == 200


def test_the_agreement_shows_what_its_clients_used_today(settings, agreement, caller, persons, as_user, walidata):
    settings.API_LIMITS = ((300, 60), (100_000, 86400))
    api = caller(agreement)
    for _ in range(2):
        api.get("persons/")
    page = as_user(walidata).get(reverse("agreement-detail", kwargs={"pk": agreement.pk})).content.decode()
    assert "Permintaan hari ini: 2 dari 100.000; paling banyak 300 per menit" in page
