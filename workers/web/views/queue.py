"""The district's work: records to verify, and records that may be about the same person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.keyset import BadCursorError, KeysetPage, capped_count, count_words, page_of
from desmigratif.core.web.views import ObjectServiceForm, ScopedPage
from desmigratif.reference.models import Region
from workers import services
from workers.models import NikReview, Person
from workers.web.forms.decide import NikReviewForm, ReturnForm, VersionForm
from workers.web.forms.search import village_choices
from workers.web.places import with_village_name
from workers.web.views.correct import VersionedDecision

QUEUE_PARAMETERS = {"desa", "sebelum", "sesudah"}


class PersonQueue(ScopedPage):
    """Submitted records of the kabupaten, oldest first."""

    permission_required = Perm.PERSON_VERIFY
    template_name = "workers/person/queue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        villages = village_choices(request.actor)
        chosen = request.GET.get("desa", "")
        wrong = [f"Saringan “{name[:40]}” tidak dikenal." for name in sorted(set(request.GET) - QUEUE_PARAMETERS)[:5]]
        if chosen not in dict(villages):
            wrong.append("Desa ini tidak dikenal di wilayah Anda.")
        page, rows = KeysetPage(), Person.objects.none()
        if not wrong:
            rows = Person.objects.visible_to(request.actor).awaiting_verification().select_related("last_country")
            rows = rows.filter(village_code=chosen) if chosen else rows
            try:
                page = page_of(with_village_name(rows), request.GET, oldest_first=True)
            except BadCursorError as error:
                wrong.append(f"Halaman tidak dikenal ({error}).")
        context = self.get_context_data(
            page=page,
            wrong=wrong,
            villages=villages,
            chosen=chosen,
            count=count_words(capped_count(rows)),
            reviews=NikReview.objects.visible_to(request.actor)
            .waiting()
            .select_related("person")
            .order_by("seq")[:20],
        )
        return self.render_to_response(context, status=400 if wrong else 200)


class Decision(VersionedDecision):
    """One decision about a submitted record. A record that changed meanwhile is shown again before it is decided."""

    permission_required = Perm.PERSON_VERIFY
    model = Person

    def get_queryset(self) -> Any:
        return super().get_queryset().with_details()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            village=Region.objects.filter(pk=self.object.village_code).first(),
            episodes=self.object.episodes.current().select_related("country").newest_first(),
            **kwargs,
        )

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("person-queue")


class PersonVerify(Decision):
    """Confirm a record: one tap on the queue or the profile; the page itself asks again after a conflict."""

    form_class = VersionForm
    template_name = "workers/person/verify.html"

    def perform(self, data: dict[str, Any]) -> Person:
        person = services.verify_person(person=self.object, by=self.request.actor, **data)
        self.success_message = f"Data {person.full_name} terverifikasi."
        return person


class PersonReturn(Decision):
    """Send a record back to the village, with what is to be put right."""

    form_class = ReturnForm
    template_name = "workers/person/return.html"

    def perform(self, data: dict[str, Any]) -> Person:
        person = services.return_person(person=self.object, by=self.request.actor, **data)
        self.success_message = f"Data {person.full_name} dikembalikan ke petugas desa."
        return person


class NikReviewDecide(ObjectServiceForm):
    """Two records with the same NIK: one person or two?"""

    permission_required = Perm.PERSON_VERIFY
    model = NikReview
    form_class = NikReviewForm
    template_name = "workers/nik_review/decide.html"
    success_message = "Keputusan tersimpan."

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person__last_country")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The other record is shown when it lies in the same kabupaten; of others not even the place is told."""
        here = with_village_name(Person.objects.visible_to(self.request.actor).select_related("last_country"))
        return super().get_context_data(
            person=here.filter(pk=self.object.person_id).first(),
            other=here.filter(pk=self.object.other_person_id).first(),
            **kwargs,
        )

    def perform(self, data: dict[str, Any]) -> NikReview:
        return services.decide_nik_review(review=self.object, by=self.request.actor, **data)

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("person-queue")
