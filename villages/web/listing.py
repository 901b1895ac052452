"""The rows, filters and chips of the village list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from desmigratif.core.scope import Actor
from villages.filters import VillageFilter
from villages.models import Village
from villages.web.places import Select, steps_for

PAGE = 50
CAP = 10_000
AFTER, BEFORE = "sesudah", "sebelum"
# A region step that changes makes those below it meaningless.
BELOW = {"province": ("district", "subdistrict"), "district": ("subdistrict",)}


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the query string without it."""

    label: str
    query: str


class VillageListing:
    """One page of villages in the order of their codes, so neighbours stand together; keyset on the code."""

    def __init__(self, actor: Actor, query: QueryDict) -> None:
        self.actor = actor
        self.query = query
        self.filter = VillageFilter(self._asked, queryset=Village.objects.visible_to(actor).with_region())

    @cached_property
    def _asked(self) -> Mapping[str, str]:
        """The filters, without a kecamatan left over from a kabupaten that is no longer chosen."""
        asked = {name: value for name, value in self.query.items() if value.strip()}
        for upper, lower in BELOW.items():
            for name in lower:
                if not asked.get(name, "").startswith(asked.get(upper, "")):
                    asked.pop(name, None)
        return asked

    @property
    def form(self) -> Any:
        """The bound filter form."""
        return self.filter.form

    @property
    def words(self) -> str:
        """What was searched for."""
        return self._asked.get("q", "")

    @cached_property
    def is_valid(self) -> bool:
        """Whether every filter could be read."""
        return self.filter.is_valid()

    @cached_property
    def steps(self) -> list[Select]:
        """The region selects."""
        return steps_for(self.actor, self._asked)

    @cached_property
    def selects(self) -> list[Select]:
        """Every select of the filter bar: the regions, then what is asked about the village."""
        more = [
            Select(name, self.form.fields[name].label, empty, self._choices(name), self._asked.get(name, ""))
            for name, empty in (
                ("programme", "Semua"),
                ("status", "Semua"),
                ("index_status", "Semua"),
            )
        ]
        return [*self.steps, *more]

    def _choices(self, name: str) -> list[tuple[str, str]]:
        return [(str(code), str(label)) for code, label in self.form.fields[name].choices if str(code)]

    @cached_property
    def total(self) -> int:
        """How many match, counted no further than one above the cap."""
        return self.filter.qs[: CAP + 1].count() if self.is_valid else 0

    @property
    def is_capped(self) -> bool:
        """Whether there are more than the cap."""
        return self.total > CAP

    @cached_property
    def _page(self) -> tuple[list[Village], bool, bool]:
        """Rows, whether there are earlier ones, whether there are later ones."""
        if not self.is_valid:
            return [], False, False
        rows = self.filter.qs.with_programmes()
        before, after = self.query.get(BEFORE, ""), self.query.get(AFTER, "")
        if before:
            found = list(rows.filter(village_code__lt=before).order_by("-village_code")[: PAGE + 1])
            return found[:PAGE][::-1], len(found) > PAGE, True
        if after:
            rows = rows.filter(village_code__gt=after)
        found = list(rows.order_by("village_code")[: PAGE + 1])
        return found[:PAGE], bool(after), len(found) > PAGE

    @property
    def rows(self) -> list[Village]:
        """The villages of this page."""
        return self._page[0]

    @property
    def previous(self) -> str:
        """Address of the page before, "" when there is none."""
        return f"?{self._query(**{BEFORE: self.rows[0].village_code})}" if self.rows and self._page[1] else ""

    @property
    def following(self) -> str:
        """Address of the page after, "" when there is none."""
        return f"?{self._query(**{AFTER: self.rows[-1].village_code})}" if self.rows and self._page[2] else ""

    @cached_property
    def chips(self) -> list[Chip]:
        """What is filtered, each with the way to clear it."""
        return [
            Chip(f"{field.label}: {self._words(name)}", self._query(without=(name, *BELOW.get(name, ()))))
            for name, field in self.form.fields.items()
            if self._asked.get(name)
        ]

    def _words(self, name: str) -> str:
        words = next((select.chosen_label for select in self.selects if select.name == name), "")
        return words or self._asked[name]

    def _query(self, *, without: tuple[str, ...] = (), **more: str) -> str:
        kept = {name: value for name, value in self._asked.items() if name in self.form.fields and name not in without}
        query = QueryDict(mutable=True)
        query.update({**kept, **more})
        return query.urlencode()
