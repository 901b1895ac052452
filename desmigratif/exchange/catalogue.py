"""Everything the API can give: the datasets of all apps, and every coded list."""

import re
from collections.abc import Iterator
from types import ModuleType

import coordination.catalogue
import coordination.enums
import desmigratif.exchange.enums
import desmigratif.reference.enums
import desmigratif.reporting.catalogue
import desmigratif.reporting.published_enums
import pillars.catalogue
import pillars.enums
import villages.enums
import workers.catalogue
import workers.enums
from desmigratif.core.enums import CodeList
from desmigratif.reference.catalogue import COUNTRIES, INSTITUTIONS, REGIONS
from villages.catalogue import VILLAGES

ALL = (
    REGIONS,
    INSTITUTIONS,
    COUNTRIES,
    VILLAGES,
    *workers.catalogue.DATASETS,
    *pillars.catalogue.DATASETS,
    *coordination.catalogue.DATASETS,
    *desmigratif.reporting.catalogue.DATASETS,
)
DATASETS = {dataset.name: dataset for dataset in ALL}
UNDER_AGREEMENT = {name: dataset for name, dataset in DATASETS.items() if not dataset.is_reference}


def _lists_of(*modules: ModuleType) -> Iterator[tuple[str, type[CodeList]]]:
    for module in modules:
        for name, found in vars(module).items():
            if isinstance(found, type) and issubclass(found, CodeList) and found.__module__ == module.__name__:
                yield re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower(), found


# Address -> list. A list that is added to an app's enums is published with the next start.
CODE_LISTS = dict(
    _lists_of(
        desmigratif.reference.enums,
        villages.enums,
        workers.enums,
        pillars.enums,
        coordination.enums,
        desmigratif.reporting.published_enums,
        desmigratif.exchange.enums,
    )
)
