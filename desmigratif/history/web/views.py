"""The page "Riwayat perubahan" of a record, and the part of it that the record's own page loads."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import Http404

from desmigratif.core.scope import Actor
from desmigratif.core.web.keyset import BIGGEST
from desmigratif.core.web.views import ScopedDetail
from desmigratif.history.reading import MOST, events_of
from desmigratif.history.wording import Reader, acts

SHOWN_IN_PART = 10


class HistoryPage(ScopedDetail):
    """What changed, when, by whom, why. A subclass names `model` and `permission_required`.

    `hidden_from(actor)` names fields the role sees on no page; `sees_sensitive(actor)` says whether it sees fields of
    the classes specific and child. Whatever the page asks, the database gives no event of a record out of scope.
    """

    template_name = "history/page.html"
    back_words: ClassVar[str] = "Kembali"

    def records(self) -> list[Model]:
        """The record and those that belong to it, as far as the actor may see them."""
        return [self.object]

    def sees_sensitive(self, actor: Actor) -> bool:
        return False

    def hidden_from(self, actor: Actor) -> frozenset[str]:
        return frozenset()

    def title_of(self) -> str:
        """Whose history it is."""
        return str(self.object)

    def back_url(self) -> str:
        return self.object.get_absolute_url()

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#changes"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        most = SHOWN_IN_PART if self.request.htmx else MOST
        records = self.records()
        page = events_of(records, before=self._before(), most=most)
        reader = Reader(actor, sees_sensitive=self.sees_sensitive(actor), hidden=self.hidden_from(actor))
        return super().get_context_data(
            acts=acts(page.events, reader, records[1:]),
            older=page.older,
            is_later=self._before() is not None,
            is_part=bool(self.request.htmx),
            title=self.title_of(),
            back_url=self.back_url(),
            page_url=self.request.path,
            **kwargs,
        )

    def _before(self) -> int | None:
        """Where the page begins. An address nobody was given leads nowhere."""
        text = self.request.GET.get("sebelum")
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= BIGGEST):
            raise Http404
        return int(text)
