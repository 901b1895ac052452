"""People, their stays abroad, what happened to their records, and NIKs found twice."""

from workers.models.episode import MigrationEpisode
from workers.models.log import DISTRICT_ONLY_FIELDS, PersonLog
from workers.models.person import Person
from workers.models.review import NikReview

__all__ = ["DISTRICT_ONLY_FIELDS", "MigrationEpisode", "NikReview", "Person", "PersonLog"]
