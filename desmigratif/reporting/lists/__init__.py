"""Which rows about people a download may hold: one module for each list, found by its name."""

from desmigratif.reporting.lists.base import Column, PersonalList
from desmigratif.reporting.lists.children import ChildrenList
from desmigratif.reporting.lists.families import FamiliesList
from desmigratif.reporting.lists.letters import LettersList
from desmigratif.reporting.lists.persons import PersonsList

LISTS: dict[str, PersonalList] = {
    found.name: found for found in (PersonsList(), FamiliesList(), ChildrenList(), LettersList())
}


def list_named(name: str) -> PersonalList | None:
    """The list of that name; None for a name that is none."""
    return LISTS.get(name)


__all__ = ["LISTS", "Column", "PersonalList", "list_named"]
