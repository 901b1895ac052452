"""People, their stays abroad, their families and children, what was done to their records, equal NIKs to look into."""

from workers.models.child import OF_AGE, Child, Consent, ConsentText, age_on
from workers.models.episode import MigrationEpisode
from workers.models.family import Family, FamilyLog, FamilyMembership
from workers.models.log import DISTRICT_ONLY_FIELDS, PersonLog
from workers.models.person import Person
from workers.models.review import NikReview

__all__ = [
    "DISTRICT_ONLY_FIELDS",
    "OF_AGE",
    "Child",
    "Consent",
    "ConsentText",
    "Family",
    "FamilyLog",
    "FamilyMembership",
    "MigrationEpisode",
    "NikReview",
    "Person",
    "PersonLog",
    "age_on",
]
