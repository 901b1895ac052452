"""Log-ins that are open, one row each: Django's database sessions, with whose they are and on which device."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from desmigratif.accounts.models.people import User
from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked


class Session(AbstractBaseSession):
    """One browser. `user` is empty until somebody logs in."""

    access = Access(
        Family.SYSTEM,
        app="rw",
        stat="rw",
        person="rw",
        reason="looked up by its unguessable key before anyone is known",
    )
    history = Untracked("comes and goes with every log-in, which the access log tells")

    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="sessions", verbose_name="pengguna"
    )
    device = models.CharField("perangkat", max_length=60, blank=True)
    began_at = models.DateTimeField("mulai", null=True, blank=True)
    seen_at = models.DateTimeField("terakhir dipakai", null=True, blank=True)

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore
