"""Agreements, clients and tokens in the admin: to look at, without secrets."""

import pytest
from django.urls import reverse

from desmigratif.exchange.models import AccessToken
from tests.core.admin_forms import change_url
from tests.exchange.conftest import SECRET


@pytest.fixture
def manager(admin_user, as_user):
    return as_user(admin_user)


def test_an_agreement_is_shown_with_what_it_opens(agreement, manager):
    page = manager.get(change_url(agreement)).content.decode()
    for text in (agreement.number, agreement.institution.short_name, "birth_year", "Kabupaten Tulungagung"):
        assert text in page
    assert f'href="{agreement.get_absolute_url()}"' in page
    assert 'type="submit" value' not in page


def test_a_client_is_shown_without_its_secret(agreement, make_api_client, manager):
    client = make_api_client(agreement)
    page = manager.get(change_url(client)).content.decode()
    assert client.client_id in page
    assert SECRET not in page
    assert client.client_secret not in page


def test_tokens_are_listed_without_their_values(agreement, make_api_client, ask_token, manager):
    raw = ask_token(make_api_client(agreement)).json()["access_token"]
    token = AccessToken.objects.get()
    pages = manager.get(reverse("admin:exchange_accesstoken_changelist")), manager.get(change_url(token))
    for answer in pages:
        page = answer.content.decode()
        assert token.application.name in page
        assert raw not in page
        assert token.token_checksum not in page
    found = manager.get(reverse("admin:exchange_accesstoken_changelist"), {"q": raw})
    assert found.context["cl"].result_count == 0


def test_the_data_steward_has_no_part_in_agreements(agreement, penata, as_user):
    client = as_user(penata)
    assert client.get(reverse("admin:exchange_agreement_changelist")).status_code == 403
    assert client.get(change_url(agreement)).status_code == 403
