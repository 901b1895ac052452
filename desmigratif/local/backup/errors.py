"""What can go wrong with a backup, as one sentence with the way out."""

from desmigratif.local.errors import LocalError


class BackupError(LocalError):
    """Nothing was written, or nothing was restored: the sentence says which."""
