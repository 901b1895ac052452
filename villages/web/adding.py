"""A page for a village that has none yet: pick its kecamatan, then the village."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ServiceForm
from desmigratif.reference.models import Region
from villages import services
from villages.models import Village
from villages.web.forms import VillageAddForm
from villages.web.places import Select, steps_for


class VillageAdd(ServiceForm):
    """Names repeat (one village in three shares its name), so every choice is named with kecamatan and kabupaten."""

    permission_required = Perm.VILLAGE_CHANGE
    form_class = VillageAddForm
    template_name = "villages/village/add.html"
    success_message = "Halaman desa dibuat. Lengkapi program dan keterangannya."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not services.may_designate(request.actor):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def steps(self) -> list[Select]:
        """The selects above the village's."""
        return steps_for(self.request.actor, self.request.GET)

    @property
    def subdistrict(self) -> str:
        """The chosen kecamatan, "" until there is one."""
        last = self.steps[-1] if self.steps else None
        return last.chosen if last is not None and last.name == "subdistrict" else ""

    @cached_property
    def villages(self) -> list[tuple[str, str]]:
        """The villages of the kecamatan without a page; on sending also those with one, for the service to say so."""
        if not self.subdistrict:
            return []
        rows = Region.objects.children_of(self.subdistrict).valid_on(today()).order_by("name", "code")
        if self.request.method != "POST":
            taken = Village.objects.visible_to(self.request.actor).filter(kec_code=self.subdistrict)
            rows = rows.exclude(code__in=taken.values("village_code"))
        return [(row.code, row.full_name) for row in rows]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "villages": self.villages}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            steps=self.steps,
            subdistrict=self.subdistrict,
            has_choices=bool(self.villages),
            back_url=reverse("village-list"),
            **kwargs,
        )

    def perform(self, data: dict[str, Any]) -> Village:
        return services.create_village(by=self.request.actor, **data)
