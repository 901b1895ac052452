"""Picking a region step by step: province, kabupaten, kecamatan; each step starts below the actor's own region."""

from collections.abc import Mapping
from dataclasses import dataclass

from desmigratif.core.clock import today
from desmigratif.core.scope import Actor, Level
from desmigratif.reference.models import Region

STEPS = [
    ("province", "Provinsi", "Semua"),
    ("district", "Kabupaten atau kota", "Semua"),
    ("subdistrict", "Kecamatan", "Semua"),
]
FIRST_STEP = {Level.NATION: 0, Level.PROV: 1, Level.KAB: 2}


@dataclass(frozen=True)
class Select:
    """One select: its query parameter, its words, its choices and what is chosen ("" for nothing)."""

    name: str
    label: str
    empty: str
    choices: list[tuple[str, str]]
    chosen: str

    @property
    def chosen_label(self) -> str:
        """The words of what is chosen."""
        return dict(self.choices).get(self.chosen, "")


def children_of(code: str) -> list[tuple[str, str]]:
    """The regions directly below a code that exist today, by name; the provinces below ""."""
    rows = Region.objects.children_of(code).valid_on(today()).order_by("name", "code")
    return list(rows.values_list("code", "name"))


def steps_for(actor: Actor, chosen: Mapping[str, str]) -> list[Select]:
    """The selects to show: the next one appears when the one above it is chosen."""
    steps = []
    code = "" if actor.is_national else actor.code
    for name, label, empty in STEPS[FIRST_STEP.get(actor.level, len(STEPS)) :]:
        choices = children_of(code)
        wanted = chosen.get(name, "")
        code = wanted if wanted in dict(choices) else ""
        steps.append(Select(name, label, empty, choices, code))
        if not code:
            break
    return steps
