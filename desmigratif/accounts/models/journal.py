"""What happened to accounts."""

from desmigratif.core.access import Access, Family
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import BaseModel


class AccountLog(JournalModel, BaseModel):
    """Who did what to an account, when and why. Only added to; never a password, a code or a key."""

    access = Access(
        Family.SYSTEM,
        app="append",
        stat="ro",
        person="ro",
        reason="about an account, which has no village; written before anyone is known, too",
    )

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "riwayat akun"
        verbose_name_plural = "riwayat akun"
        indexes = journal_indexes("accountlog")
