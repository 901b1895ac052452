"""Published figures for tests: the two that disagree about Tulungagung in 2022."""

from datetime import date
from decimal import Decimal
from typing import Any

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Region
from desmigratif.reporting.models import Figure
from desmigratif.reporting.services import publish_figure
from tests.conftest import TULUNGAGUNG

BP2MI = {
    "subject": "PENEMPATAN",
    "label": "Penempatan PMI Kabupaten Tulungagung",
    "value": Decimal(11589),
    "unit": "orang",
    "definition": "Penempatan PMI asal Tulungagung menurut data BP2MI.",
    "period_label": "2022",
    "period_start": date(2022, 1, 1),
    "period_end": date(2022, 12, 31),
    "source": "Siaran pers Rakor Desmigratif, mengutip data BP2MI",
    "publisher": "Kemenko PMK",
    "published_on": PartialDate("2023-04"),
    "accessed_on": date(2026, 11, 23),
}
SENT = {
    **BP2MI,
    "label": "PMI Tulungagung yang berangkat resmi",
    "value": Decimal(5202),
    "definition": "PMI yang dikirim secara legal.",
    "source": "Berita tentang pemberdayaan PMI Tulungagung, mengutip data Kemenko PMK",
    "publisher": "newsparameter.com",
    "published_on": None,
}


def make_figure(by: Any = SYSTEM, **changes: Any) -> Figure:
    """A figure about Tulungagung; `region` is a code, "" for Indonesia."""
    code = changes.pop("region", TULUNGAGUNG)
    with acting_as(by):
        region = Region.objects.get(pk=code) if code else None
        return publish_figure(by=by, region=region, **{**BP2MI, **changes})
