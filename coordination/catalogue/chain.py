"""What the API gives of meetings, visits, findings, recommendations, good practices."""

from desmigratif.core.rest.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
