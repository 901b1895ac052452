"""What is due for the rights of data subjects: requests within 3 x 24 hours, emergency views into the own district."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.web.duties import INFO, LATE, WARN, Duty, count_words, counted, page
from desmigratif.rights.models import EmergencyAccess, SubjectRequest
from desmigratif.rights.models.request import span_words

SOON = timedelta(hours=24)
NEWS = timedelta(days=7)


def data_requests(actor: Actor) -> list[Duty]:
    """Open requests of the actor's region, with the clock of the one that is due first."""
    rows = SubjectRequest.objects.visible_to(actor).open()
    due = rows.aggregate(first=Min("due_at"))["first"]
    if due is None:
        return []
    left = due - timezone.now()
    badge, icon = (LATE, "clock-alert") if left < timedelta(0) else (WARN if left < SOON else INFO, "scale")
    words = f"Yang paling dekat terlambat {span_words(-left)}" if left < timedelta(0) else f"Sisa {span_words(left)}"
    decides = actor.may(Perm.SUBJECT_HANDLE)
    step = "Tangani, lalu putuskan dalam 3 x 24 jam." if decides else "Ingatkan koordinator kabupaten."
    state = count_words(counted(rows), "permintaan")
    return [Duty("Permintaan subjek data", page("subject-request-list"), badge, icon, state, step, (words,))]


def emergencies(actor: Actor) -> list[Duty]:
    """Emergency views from other districts in the last week."""
    rows = EmergencyAccess.objects.all().visible_to(actor).exclude(person=None)
    n = counted(rows.filter(created_at__gte=timezone.now() - NEWS))
    if not n:
        return []
    step = "Baca alasannya. Tidak wajar? Laporkan ke auditor."
    state = count_words(n, "dalam 7 hari")
    return [Duty("Data warga Anda dibuka darurat", page("emergency-open"), WARN, "octagon-alert", state, step)]
