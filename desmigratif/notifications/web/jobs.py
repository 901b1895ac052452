"""Jobs: what waits, runs, failed and was done today; the administrator tries again or throws away."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.web.fields import ReasonField
from desmigratif.core.web.forms import DomainForm
from desmigratif.core.web.views import ScopedPage, ScopedView, ServiceForm
from desmigratif.notifications import services
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry
from desmigratif.notifications.outbox import MOST_ATTEMPTS
from desmigratif.notifications.working import words_of_jobs

SHOWN = 50
ALARM = 5 * 60  # seconds that a job may wait before the page says so


class Words(NamedTuple):
    """How the jobs of one state are called, and in which order they stand."""

    slug: str
    title: str
    since: str
    nothing: str
    order: str


SECTIONS = (
    Words("gagal", "Gagal", "Gagal sejak", "Tidak ada yang gagal.", "ended_at"),
    Words("menunggu", "Menunggu", "Menunggu sejak", "Tidak ada yang menunggu.", "created_at"),
    Words("berjalan", "Berjalan", "Diserahkan", "Tidak ada yang sedang berjalan.", "handed_at"),
    Words("selesai", "Selesai hari ini", "Selesai", "Belum ada yang selesai hari ini.", "-ended_at"),
)


@dataclass(frozen=True)
class Row:
    """One job as the page shows it."""

    job: OutboxEntry
    words: str
    whose: str
    since: datetime
    may_retry: bool
    may_discard: bool


@dataclass(frozen=True)
class Section:
    """The jobs of one state; `total` is more than `rows` when not all are shown."""

    slug: str
    title: str
    since_words: str
    nothing: str
    total: int
    rows: list[Row]


class JobPage(ScopedPage):
    """All jobs that are not over, those that failed, and what was done today."""

    permission_required = Perm.JOB_VIEW
    template_name = "notifications/job/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jobs = OutboxEntry.objects.all()
        midnight = timezone.make_aware(datetime.combine(today(), time.min))
        failed = jobs.filter(state=JobState.GAGAL)
        waiting = jobs.filter(state=JobState.ANTRE)
        running = jobs.filter(state__in=[JobState.SERAH, JobState.JALAN])
        done = jobs.filter(state__in=[JobState.SELESAI, JobState.BUANG], ended_at__gte=midnight)
        with acting_as(SYSTEM):
            counts = Counter(dict(jobs.order_by().values_list("state").annotate(n=Count("pk"))))
            oldest = waiting.filter(attempts=0).aggregate(oldest=Min("created_at"))["oldest"]
            sections = [
                _section(SECTIONS[0], failed, counts[JobState.GAGAL]),
                _section(SECTIONS[1], waiting, counts[JobState.ANTRE]),
                _section(SECTIONS[2], running, counts[JobState.SERAH] + counts[JobState.JALAN]),
                _section(SECTIONS[3], done, done.count()),
            ]
        is_stuck = oldest is not None and (timezone.now() - oldest).total_seconds() > ALARM
        return super().get_context_data(
            sections=sections, oldest=oldest if is_stuck else None, most=MOST_ATTEMPTS, **kwargs
        )


def _section(words_of: Words, jobs: QuerySet, total: int) -> Section:
    found = list(jobs.order_by(words_of.order, "pk")[:SHOWN])
    words, owners = words_of_jobs(), _owners(found)
    moment = words_of.order.removeprefix("-")
    rows = [
        Row(
            job=job,
            words=words.get(job.topic, job.topic),
            whose=owners.get(job.assignment_id, "Sistem"),
            since=getattr(job, moment) or job.created_at,
            may_retry=job.state == JobState.GAGAL or (job.state == JobState.ANTRE and job.attempts > 0),
            may_discard=job.state in {JobState.GAGAL, JobState.ANTRE},
        )
        for job in found
    ]
    return Section(words_of.slug, words_of.title, words_of.since, words_of.nothing, total, rows)


def _owners(jobs: list[OutboxEntry]) -> dict[Any, str]:
    """The assignments the jobs run under, in words: role and place, no name."""
    ids = {job.assignment_id for job in jobs if job.assignment_id}
    rows = Assignment.objects.filter(pk__in=ids).select_related("region", "institution")
    return {row.pk: f"{row.get_role_display()}, {row.place}" for row in rows}


def find_job(pk: Any) -> OutboxEntry:
    """The job of the address. Raises Http404."""
    with acting_as(SYSTEM):
        found = OutboxEntry.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class JobRetry(ScopedView):
    """Tries a job again now."""

    permission_required = Perm.JOB_VIEW
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        from_page = find_job(pk)
        try:
            services.retry_job(job_id=from_page.pk, by=request.actor)
        except DomainError as error:
            page = JobPage(request=request, args=(), kwargs={})
            context = page.get_context_data(refused=str(error.message))
            return page.render_to_response(context, status=422)
        messages.success(request, "Pekerjaan masuk antrean lagi dan dicoba sekarang.")
        return HttpResponseRedirect(reverse("job-list"))


class DiscardForm(DomainForm):
    """Why the job is not needed any more."""

    reason = ReasonField(label="Alasan dibuang", help_text="Tersimpan bersama pekerjaannya. Jangan menulis NIK.")


class JobDiscard(ServiceForm):
    """Throws a job away."""

    permission_required = Perm.JOB_VIEW
    form_class = DiscardForm
    template_name = "notifications/job/discard.html"
    success_message = "Pekerjaan dibuang."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.may(self.permission_required):
            self.job = find_job(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = words_of_jobs().get(self.job.topic, self.job.topic)
        return super().get_context_data(job=self.job, words=words, **kwargs)

    def perform(self, data: dict[str, Any]) -> OutboxEntry:
        return services.discard_job(job_id=self.job.pk, reason=data["reason"], by=self.request.actor)

    def get_success_url(self, done: Any = None) -> str:
        return reverse("job-list")
