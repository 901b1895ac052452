"""What is done with the rights of those whose data is held."""

from desmigratif.rights.models.emergency import EmergencyAccess
from desmigratif.rights.models.request import RequestLog, SubjectRequest
from desmigratif.rights.models.reveal import Reveal

__all__ = ["EmergencyAccess", "RequestLog", "Reveal", "SubjectRequest"]
