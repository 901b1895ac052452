"""Who gets which answer: what changed in a record, field by field."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.architecture.world import Place

ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
person-history           200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
family-history           200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
child-history            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
activity-history         200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
action-history           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-history          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
"""
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    "person-history": lambda place: place.person.pk,
    "family-history": lambda place: place.more["family"].pk,
    "child-history": lambda place: place.more["child"].pk,
    "activity-history": lambda place: ("pengasuhan", place.more["session"].pk),
    "action-history": lambda place: place.more["action"].pk,
    "village-history": lambda place: place.village.pk,
}
WITHOUT_A_FORM = set(ROW_OF)
UNKNOWN = {"activity-history": ("pengasuhan", "00000000-0000-4000-8000-00000000abcd")}
READS = {name: ["sebelum"] for name in ROW_OF}
