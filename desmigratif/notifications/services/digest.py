"""The mail digest: at most one a day, a number and a link, nothing of what happened.

A mail can't be taken back, so a worker that is killed while it sends leaves the day without one: what is unread stays
in the inbox, and counts in the next mail.
"""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.models import Assignment, User
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications import outbox
from desmigratif.notifications.inbox import within_reach
from desmigratif.notifications.models import MailDigest, Notification

TASK = "notifications.send_digest"
MOST = 99
HEADERS = {"Auto-Submitted": "auto-generated"}
BODY = """Ada {number} pemberitahuan yang belum Anda baca di Desmigratif.

Buka: {inbox}

Isinya tidak ditulis di sini, supaya data orang tidak tersebar lewat surel.
Surel ini dikirim paling banyak sekali sehari. Tidak mau menerimanya lagi? Matikan di halaman akun: {account}
"""


def can_send_mail() -> bool:
    """Whether this installation has a mail server, or a mailbox for trying it."""
    return bool(getattr(settings, "CAN_SEND_MAIL", False))


@transaction.atomic
def set_digest(*, wanted: bool, by: Actor) -> MailDigest:
    """Have the actor mailed from now on, or not any more."""
    digest, _ = MailDigest.objects.update_or_create(user_id=str(by.user_id), defaults={"is_wanted": wanted})
    return digest


def wants_digest(*, by: Actor) -> bool:
    """Whether the actor has not asked to be left alone."""
    return not MailDigest.objects.visible_to(by).filter(is_wanted=False).exists()


def queue_digests() -> int:
    """Write down whom to mail: those with an address who were told something since the last mail and have not read it.

    Returns how many. Where no mail can be sent nobody is written down. A second run the same day harms nobody:
    `send_digest` mails once a day.
    """
    if not can_send_mail():
        return 0
    with acting_as(SYSTEM):
        ids = list(_waiting().values_list("pk", flat=True))
    for user_id in ids:
        with acting_as(SYSTEM) as by:
            outbox.add(task=TASK, by=by, user=user_id)
    return len(ids)


def _waiting() -> QuerySet[User]:
    mine = MailDigest.objects.filter(user=OuterRef("pk"))
    unread = Notification.objects.unread().filter(user=OuterRef("pk")).order_by("-seq")
    return (
        User.objects.filter(is_active=True)
        .exclude(email="")
        .annotate(mailed_at=Subquery(mine.values("sent_at")), told_at=Subquery(unread.values("created_at")[:1]))
        .filter(Q(mailed_at=None) | Q(told_at__gt=F("mailed_at")), told_at__isnull=False)
        .exclude(Exists(mine.filter(is_wanted=False)))
    )


def send_digest(*, user_id: UUID) -> bool:
    """Mail a user how much is unread; whether a mail left. Called again the same day it does nothing.

    Raises what the mail server said; then the day counts as one without a mail, and the job comes again.
    """
    with acting_as(SYSTEM):
        user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    number = _unread_of(user) if user is not None else 0
    if user is None or not number:
        return False
    with acting_as(SYSTEM):
        digest, _ = MailDigest.objects.select_for_update().get_or_create(user=user)
        before = digest.sent_at
        if not digest.is_wanted or (before is not None and timezone.localdate(before) >= today()):
            return False
        digest.sent_at = timezone.now()
        digest.save()
    try:
        _mail(user.email, number)
    except Exception:
        with acting_as(SYSTEM):
            MailDigest.objects.filter(user=user).update(sent_at=before)
        raise
    return True


def _unread_of(user: User) -> int:
    """What the user would find unread in the inboxes of today's assignments, each with its own rights; 100 at most."""
    found: set[UUID] = set()
    for assignment in Assignment.objects.valid_on(today()).filter(user=user).select_related("user"):
        with acting_as(assignment.as_actor()) as actor:
            unread = Notification.objects.visible_to(actor).unread().order_by("-seq")[: MOST + 1]
            found |= {note.pk for note in within_reach(unread, actor)}
    return min(len(found), MOST + 1)


def _mail(address: str, number: int) -> None:
    count = f"lebih dari {MOST}" if number > MOST else str(number)
    body = BODY.format(number=count, inbox=_link("notification-list"), account=_link("account"))
    subject = f"Desmigratif: {count} pemberitahuan belum dibaca"
    EmailMessage(subject, body, to=[address], headers=HEADERS).send()


def _link(name: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name)}"
