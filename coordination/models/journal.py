"""The journal of the coordination."""

from desmigratif.core.access import Access, Family
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import SharedModel


class CoordinationLog(JournalModel, SharedModel):
    """What happened to a record of the coordination. Only added to.

    An entry is seen by those who saw the record when it was written, and by those it was shared with afterwards: the
    service that shares a record shares its journal too.
    """

    access = Access(Family.SHARED, app="append", stat="append", person="ro")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "riwayat koordinasi"
        verbose_name_plural = "riwayat koordinasi"
        indexes = journal_indexes("coordlog")
