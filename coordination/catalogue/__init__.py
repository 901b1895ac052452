"""What the API gives of the coordination."""

from coordination.catalogue import action, chain
from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = (*chain.DATASETS, *action.DATASETS)
