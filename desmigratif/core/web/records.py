"""Forms about one record with a page, all of one make: title, inputs in order, conflict, back."""

from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse

from desmigratif.core.web.conflict import stored_values
from desmigratif.core.web.views import ObjectServiceForm, ServiceForm

TEMPLATE = "_layouts/record_form.html"


class RecordForm(ObjectServiceForm):
    """A form about the row of the address. `names` are the fields it starts from; the version comes along."""

    template_name = TEMPLATE
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    submit_label: ClassVar[str] = "Simpan"
    names: ClassVar[tuple[str, ...]] = ()

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, **{name: getattr(self.object, name) for name in self.names}}

    def refused(self, form: Form, **context: Any) -> HttpResponse:
        """After somebody else's save: what is stored now stands beside what was typed, and may be overwritten."""
        if "conflict" in context:
            context["stored"] = stored_values(form, context["conflict"])
        return super().refused(form, **context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = {
            "title": self.title,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "back_url": self.object.get_absolute_url(),
            "back_words": f"Kembali ke {self.object}",
            **kwargs,
        }
        return super().get_context_data(**kwargs)


class RecordAdd(ServiceForm):
    """A form that makes a record; `list_name` names the list it goes back to."""

    template_name = TEMPLATE
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    submit_label: ClassVar[str] = "Simpan"
    list_name: ClassVar[str]
    back_words: ClassVar[str] = "Kembali ke daftar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = {
            "title": self.title,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "back_url": self.back_url(),
            "back_words": self.back_words,
            **kwargs,
        }
        return super().get_context_data(**kwargs)

    def back_url(self) -> str:
        """Where "Batal" leads."""
        return reverse(self.list_name)
