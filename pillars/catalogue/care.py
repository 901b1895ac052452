"""What the API gives of migration services and parenting."""

from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
