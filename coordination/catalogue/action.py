"""What the API gives of actions, their dates and their progress."""

from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
