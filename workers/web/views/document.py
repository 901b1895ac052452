"""The form that adds a consent paper to a child's record."""

from desmigratif.accounts.roles import Perm
from desmigratif.documents.web.views import DocumentAdd
from workers.models import Child


class ChildDocumentAdd(DocumentAdd):
    """The paper that the guardian signed."""

    permission_required = Perm.CHILD_CHANGE
    model = Child
