"""What the API gives of businesses and cooperatives."""

from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
