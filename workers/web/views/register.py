"""The screen "Daftarkan PMI Purna"."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.web.views import ServiceForm
from workers import services
from workers.models import Person
from workers.web.forms.register import RegisterForm, register_arguments

SEARCHED_NAME = "searched_name"  # in the session, so that no name stands in the address of the form


class PersonRegister(ServiceForm):
    """Register a worker who came home, for the officer's own village."""

    permission_required = Perm.PERSON_ADD
    form_class = RegisterForm
    template_name = "workers/person/register.html"
    existing: Person | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def get_initial(self) -> dict[str, Any]:
        """The name the officer just searched for in vain is not typed twice (WCAG 3.3.7)."""
        if "dari-pencarian" in self.request.GET:
            return {"full_name": self.request.session.get(SEARCHED_NAME, "")}
        return {}

    def perform(self, data: dict[str, Any]) -> Person:
        try:
            person = services.register_returnee(**register_arguments(data), by=self.request.actor)
        except DomainError as error:
            self.existing = getattr(error, "existing", None)
            raise
        self.success_message = format_html(
            'Data {} terkirim ke kabupaten untuk diperiksa. <a class="govuk-notification-banner__link" href="{}">'
            "Daftarkan orang lain</a>",
            person.full_name,
            reverse("person-register"),
        )
        return person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(existing=self.existing, **kwargs)
