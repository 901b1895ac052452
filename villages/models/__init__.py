"""Villages in a programme, with their programmes, officers and hamlets."""

from villages.models.officer import Hamlet, VillageOfficer
from villages.models.programme import FIRST_YEAR, Programme, VillageProgramme
from villages.models.village import Village

__all__ = ["FIRST_YEAR", "Hamlet", "Programme", "Village", "VillageOfficer", "VillageProgramme"]
