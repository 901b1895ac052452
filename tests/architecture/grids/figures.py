"""Who gets which answer: figures with a source and indicators."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Actor
from desmigratif.reporting.models import Figure, FigureLog, Indicator
from tests.reporting.published import make_figure
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place, World

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
published-figure-list    200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
published-figure-add     403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
indicator-list           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
"""

ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
published-figure-detail  200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
published-figure-edit    403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
published-figure-withdraw 403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
published-figure-comment 403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
indicator-detail         200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
"""

# Public, so no village owns them.
ROW_OF_NO_VILLAGE: dict[str, Callable[["World"], Any]] = {
    **dict.fromkeys(
        (
            "published-figure-detail", "published-figure-edit", "published-figure-withdraw",
            "published-figure-comment",
        ),
        lambda world: world.more["figure"].pk,
    ),
    "indicator-detail": lambda world: "P2",
}  # fmt: skip
WITHOUT_A_FORM = {"published-figure-detail", "indicator-detail"}
UNKNOWN = {"indicator-detail": "Z99"}
READS = {"published-figure-list": ["q", "subject", "region", "year", "unduh", "sebelum", "sesudah"]}

UNSCOPED = {
    "reporting.Figure": "public",
    "reporting.FigureLog": "about public figures",
    "reporting.Indicator": "public",
}
UNLISTED = {
    "reporting.Figure": "a number that others published, and its source",
    "reporting.Indicator": "about an indicator",
}


def make_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """A figure, for the whole country to read."""
    return {"figure": make_figure()}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One row of every table."""
    figure = make_figure(label="Penempatan PMI Tulungagung, untuk penata")
    return {
        Figure: figure,
        FigureLog: FigureLog.objects.get(record_id=figure.pk),
        Indicator: Indicator.objects.get(pk="P2"),
    }
