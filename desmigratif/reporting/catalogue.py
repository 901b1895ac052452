"""What the API gives of published figures and indicators."""

from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
