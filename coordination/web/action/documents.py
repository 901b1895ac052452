"""The form that adds evidence to a report."""

from coordination.models import ProgressReport
from desmigratif.accounts.roles import Perm
from desmigratif.documents.web.views import DocumentAdd


class ProgressDocumentAdd(DocumentAdd):
    """Evidence of the own institution, until the report is checked."""

    permission_required = Perm.ACTION_REPORT
    model = ProgressReport
