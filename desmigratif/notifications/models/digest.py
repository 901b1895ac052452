"""Who wants a mail about what is unread, and when the last one left."""

from typing import Self

from django.conf import settings
from django.db import models

from desmigratif.core.history import Untracked
from desmigratif.core.scope import Actor
from desmigratif.notifications.models.notification import OWN


class MailDigestQuerySet(models.QuerySet):
    """Switches of users."""

    def visible_to(self, actor: Actor) -> Self:
        """The own one."""
        return self.filter(user_id=actor.user_id)


class MailDigest(models.Model):
    """A user's mail digest; who has no row wants it and was never mailed.

    `sent_at` is set before the mail leaves and taken back when it could not leave, so that one day never sees two.
    """

    access = OWN
    history = Untracked("one's own choice of mail, and when the last one left")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name="penerima"
    )
    is_wanted = models.BooleanField("dikirimi surel ringkasan", default=True)
    sent_at = models.DateTimeField("terakhir dikirim", null=True, blank=True)

    objects = MailDigestQuerySet.as_manager()

    class Meta:
        verbose_name = "surel ringkasan"
        verbose_name_plural = "surel ringkasan"

    def __str__(self) -> str:
        return "Dikirim" if self.is_wanted else "Tidak dikirim"
