"""Files: three tables of one shape, because a file is guarded by the policy of the record it hangs on."""

from desmigratif.documents.models.document import (
    DocumentModel,
    PersonDocument,
    SharedDocument,
    VillageDocument,
)

__all__ = ["DocumentModel", "PersonDocument", "SharedDocument", "VillageDocument"]
