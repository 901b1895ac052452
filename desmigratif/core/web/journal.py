"""The journal of a record on its page, and the form that leaves a comment."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms

from desmigratif.core.journal import LONGEST_COMMENT, JournalKind, JournalModel, author_of, entries_of, write_comment
from desmigratif.core.scope import Actor
from desmigratif.core.web.forms import DomainForm
from desmigratif.core.web.views import ObjectServiceForm

SHOWN = 100


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    at: Any
    what: str
    who: str
    comment: str
    is_comment: bool
    changes: list[str] = field(default_factory=list)


def lines_of(journal: type[JournalModel], record: Any, actor: Actor) -> list[Line]:
    """The newest entries of a record that the actor may see."""
    rows = entries_of(journal, record)
    if hasattr(rows, "visible_to"):  # a journal of public records has no scope
        rows = rows.visible_to(actor)
    return [_line(entry) for entry in rows[:SHOWN]]


def _line(entry: JournalModel) -> Line:
    return Line(
        at=entry.at,
        what=entry.get_kind_display(),
        who=author_of(entry),
        comment=entry.comment,
        is_comment=entry.kind == JournalKind.KOMENTAR,
        changes=[f"{row['label']}: {row['old'] or '–'} menjadi {row['new'] or '–'}" for row in entry.changes],
    )


class CommentForm(DomainForm):
    """A comment."""

    comment = forms.CharField(
        label="Komentar",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class CommentOn(ObjectServiceForm):
    """Leaves a comment on the row of the address. A subclass names `model`, `journal` and `permission_required`."""

    journal: ClassVar[type[JournalModel]]
    form_class = CommentForm
    template_name = "_components/comment_page.html"
    success_message = "Komentar tersimpan."

    def perform(self, data: dict[str, Any]) -> Any:
        write_comment(self.journal, self.object, text=data["comment"], by=self.request.actor)
        return self.object
