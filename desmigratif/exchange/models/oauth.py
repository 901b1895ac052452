"""Tables of the OAuth2 server: clients stand under an agreement, tokens are kept as checksums only.

All six are swapped in from the first migration; a later swap, or a foreign key from the app of the user model, would
be a circular dependency of migrations. Only client credentials are served, so four of them stay empty.
"""

import hashlib
from typing import Any

from django.db import models
from django.utils import timezone
from oauth2_provider.models import (
    AbstractAccessToken,
    AbstractApplication,
    AbstractDeviceGrant,
    AbstractGrant,
    AbstractIDToken,
    AbstractRefreshToken,
    ApplicationManager,
)

from desmigratif.core.access import Access, Family
from desmigratif.core.clock import today
from desmigratif.core.history import Tracked, Untracked
from desmigratif.exchange.models.agreement import Agreement

BEFORE_ANYONE = "asked before anyone is known: the token decides who asks"
UNUSED = "client credentials make no such row; the package's code looks for one when a token is revoked"


class ApiClient(AbstractApplication):
    """A program of an institution. Two may be active under one agreement, so a secret is changed without a gap."""

    access = Access(Family.SYSTEM, app="ro", stat="rw", person="ro", reason=BEFORE_ANYONE)
    history = Tracked(left_out=("created", "updated", "hash_client_secret"), untold={"client_secret": "kunci rahasia"})

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="clients", verbose_name="perjanjian")
    is_active = models.BooleanField("aktif", default=True)
    expires_on = models.DateField("berlaku sampai", null=True, blank=True)
    ended_at = models.DateTimeField("dihentikan pada", null=True, blank=True)

    objects = ApplicationManager()

    class Meta(AbstractApplication.Meta):
        verbose_name = "klien API"
        verbose_name_plural = "klien API"
        constraints = [
            models.CheckConstraint(
                name="apiclient_credentials_only",
                condition=models.Q(authorization_grant_type="client-credentials", client_type="confidential"),
                violation_error_message="Klien API hanya memakai client credentials.",
            ),
        ]

    @property
    def is_in_force(self) -> bool:
        """Whether it may have tokens now: active, not past its date, and its agreement in force."""
        return (
            self.is_active and (self.expires_on is None or today() <= self.expires_on) and self.agreement.is_in_force
        )

    def is_usable(self, request: Any) -> bool:
        """Asked by the token endpoint before a secret is compared."""
        return self.is_in_force


class AccessTokenQuerySet(models.QuerySet):
    """Tokens."""

    def find(self, raw: str) -> "AccessToken | None":
        """The token a client sent, with its client, agreement and institution, in one statement."""
        checksum = hashlib.sha256(raw.encode()).hexdigest()
        return (
            self.filter(token_checksum=checksum)
            .select_related("application__agreement__institution")
            .only(
                "scope",
                "expires",
                "application__client_id",
                "application__is_active",
                "application__expires_on",
                *(f"application__agreement__{field.name}" for field in Agreement._meta.concrete_fields),
                "application__agreement__institution__name",
            )
            .first()
        )


class AccessToken(AbstractAccessToken):
    """A token for fifteen minutes. A stopped client or an ended agreement makes it worthless at once."""

    access = Access(Family.SYSTEM, app="rw", stat="ro", reason=BEFORE_ANYONE)
    history = Untracked("lives for 15 minutes")

    objects = AccessTokenQuerySet.as_manager()

    class Meta(AbstractAccessToken.Meta):
        verbose_name = "token akses"
        verbose_name_plural = "token akses"
        indexes = [models.Index("expires", name="accesstoken_expires")]

    @property
    def is_in_force(self) -> bool:
        """Whether it opens anything now."""
        return self.application is not None and timezone.now() < self.expires and self.application.is_in_force


class RefreshToken(AbstractRefreshToken):
    """Never issued."""

    access = Access(Family.SYSTEM, app="rw", reason=UNUSED)
    history = Untracked(UNUSED)

    class Meta(AbstractRefreshToken.Meta):
        verbose_name = "token penyegar"
        verbose_name_plural = "token penyegar"


class Grant(AbstractGrant):
    """Never issued."""

    access = Access(Family.SYSTEM, app="ro", reason=UNUSED)
    history = Untracked(UNUSED)

    class Meta(AbstractGrant.Meta):
        verbose_name = "kode otorisasi"
        verbose_name_plural = "kode otorisasi"


class IDToken(AbstractIDToken):
    """Never issued."""

    access = Access(Family.SYSTEM, app="ro", reason=UNUSED)
    history = Untracked(UNUSED)

    class Meta(AbstractIDToken.Meta):
        verbose_name = "token identitas"
        verbose_name_plural = "token identitas"


class DeviceGrant(AbstractDeviceGrant):
    """Never issued."""

    access = Access(Family.SYSTEM, app="ro", reason=UNUSED)
    history = Untracked(UNUSED)

    class Meta(AbstractDeviceGrant.Meta):
        verbose_name = "kode perangkat"
        verbose_name_plural = "kode perangkat"
