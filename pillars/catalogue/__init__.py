"""What the API gives of the pillars."""

from desmigratif.core.rest.datasets import Dataset
from pillars.catalogue import business, care

DATASETS: tuple[Dataset, ...] = (*care.DATASETS, *business.DATASETS)
