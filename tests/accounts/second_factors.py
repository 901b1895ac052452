"""Accounts with a second factor, and how they log in."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from desmigratif.accounts import services
from desmigratif.accounts.models import SecondFactor, User
from tests.accounts.codes_of import code_of
from tests.conftest import PASSWORD

STEP = timedelta(seconds=31)
SET_UP, AGAIN, SECOND = reverse("second-factor"), reverse("second-factor-again"), reverse("login-second-step")


def enrol(user: User, actor_of) -> list[str]:
    """A second factor that stands; returns the recovery codes."""
    by = actor_of(user)
    factor = services.start_second_factor(user=user, by=by)
    return services.confirm_second_factor(user=user, typed=code_of(factor, later=-1), by=by)


def code(user: User, later: int = 0) -> str:
    """What the application shows."""
    return code_of(SecondFactor.objects.get(user=user), later=later)


def codes_on(page) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r'"dm-recovery">([a-z2-9]{5}-[a-z2-9]{5})<', page.content.decode())


def begin(user: User, password: str = PASSWORD, **extra) -> tuple[Client, str]:
    """The password alone; returns where it led."""
    client = Client(**extra)
    answer = client.post("/masuk/", {"username": user.username, "password": password})
    return client, answer.headers.get("Location", "")


def log_in(user: User) -> Client:
    """Password and code."""
    client, _ = begin(user)
    assert client.post(SECOND, {"code": code(user)}).status_code == 302
    return client
