"""Forms that add a decree to a village's place in a programme or to an officer's appointment."""

from desmigratif.accounts.roles import Perm
from desmigratif.documents.web.views import DocumentAdd
from villages.models import VillageOfficer, VillageProgramme


class ProgrammeDocumentAdd(DocumentAdd):
    """The decree of designation, by those above the village."""

    permission_required = Perm.VILLAGE_CHANGE
    model = VillageProgramme


class OfficerDocumentAdd(DocumentAdd):
    """The decree of an appointment."""

    permission_required = Perm.VILLAGE_CHANGE
    model = VillageOfficer
