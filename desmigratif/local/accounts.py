"""Which user the servers run as: PostgreSQL refuses root, so root hands them to somebody without rights."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """An account of this machine."""

    uid: int
    gid: int

    def can_enter(self, path: Path) -> bool:
        """Whether the account may pass through every folder down to `path`; looks only, changes nothing."""
        return all(self._may(folder, 1) for folder in (path, *path.parents) if folder.exists())

    def can_read(self, path: Path) -> bool:
        """Whether the account can reach and read a file."""
        return self.can_enter(path.parent) and self._may(path, 4)

    def _may(self, path: Path, bit: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(stat.S_IMODE(found.st_mode) >> shift & bit)


def server_account(checkout: Path) -> Account | None:
    """None for an ordinary user (the servers run as that user).

    For root: the owner of the checkout if that is not root, else `postgres`, else `nobody`. No account is made and
    nobody's permissions are widened.
    """
    if os.geteuid() != 0:
        return None
    owner = checkout.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)
