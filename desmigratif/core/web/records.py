"""Forms about one record with a page, all of one make: title, inputs in order, conflict, back."""

from typing import Any, ClassVar

from django.urls import reverse

from desmigratif.core.web.conflict import ConflictForm
from desmigratif.core.web.fields import ReasonField
from desmigratif.core.web.forms import DomainForm, VersionField
from desmigratif.core.web.views import ServiceForm

TEMPLATE = "_layouts/record_form.html"


class ConfirmForm(DomainForm):
    """One button; the version says what was looked at."""

    version = VersionField()


class WhyForm(ConfirmForm):
    """A reason that is needed."""

    reason = ReasonField(label="Alasan")


class ReturnForm(ConfirmForm):
    """What is to be put right."""

    reason = ReasonField(label="Apa yang perlu diperbaiki")


class RecordForm(ConflictForm):
    """A form about the row of the address. `names` are the fields it starts from; the version comes along."""

    template_name = TEMPLATE
    title: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    submit_label: ClassVar[str] = "Simpan"
    back_words: ClassVar[str] = ""
    names: ClassVar[tuple[str, ...]] = ()

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, **{name: getattr(self.object, name) for name in self.names}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = {
            "title": self.title,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "back_url": self.back_url(),
            "back_words": self.back_words or f"Kembali ke {self.object}",
            **kwargs,
        }
        return super().get_context_data(**kwargs)

    def back_url(self) -> str:
        """Where "Batal" leads."""
        return self.object.get_absolute_url()


class ReturnRecord(RecordForm):
    """Sends a record back to the village, with what is to be put right."""

    form_class = ReturnForm
    title = "Kembalikan ke petugas desa"
    submit_label = "Kembalikan"


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
