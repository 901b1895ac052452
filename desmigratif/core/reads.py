"""What an answer shows of persons: noted while rows are read, logged before the answer leaves (security.md P-10).

A row of a table about persons notes itself when it is made from the database (`BaseModel.from_db`), so no page can
forget it. Where rows are read as plain values, as in the API and in files, the reader notes them: `Reads.note`. Who
writes the log stands in the settings, because the core knows no table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from desmigratif.core.enums import CodeList
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import Actor, Level


class How(CodeList):
    """By which way a record was seen."""

    DETAIL = "DETAIL", "Membuka halamannya", "Opened its page"
    DAFTAR = "DAFTAR", "Tampil di daftar", "Shown in a list"
    UNDUH = "UNDUH", "Masuk berkas unduhan", "Written into a download"
    AMBIL = "AMBIL", "Mengambil berkas unduhan", "Fetched a download"
    API = "API", "Lewat API", "Through the API"
    ADMIN = "ADMIN", "Lewat Kelola data", "In the admin"
    PEMBACA = "PEMBACA", "Melihat siapa yang melihat", "Looked at who saw it"
    PERIKSA = "PERIKSA", "Memeriksa catatan akses", "Looked at the access log"
    MASUK = "MASUK", "Masuk", "Logged in"
    KELUAR = "KELUAR", "Keluar", "Logged out"
    DITOLAK = "DITOLAK", "Gagal masuk", "Log-in refused"
    DIKUNCI = "DIKUNCI", "Gagal masuk, dikunci 15 menit", "Log-in refused, locked for 15 minutes"
    TOKEN = "TOKEN", "Klien API mengambil token", "API token issued"
    TOLAKAPI = "TOLAKAPI", "Klien API ditolak", "API client or token refused"


@dataclass(frozen=True)
class Read:
    """One record that was shown; or something else that the log keeps, which may concern no record.

    `about` says what for, or with which filters.
    """

    how: How
    what: str = ""  # label of its table: workers.Person
    record_id: UUID | None = None
    village_code: str = ""
    about: str = ""
    shown: int = 1  # how many records the same answer showed


@dataclass(frozen=True)
class Signed:
    """Who knocked: a log-in has no actor yet, a refused one never gets one."""

    user_id: UUID | None = None
    client: str = ""


@dataclass
class Reads:
    """What one request, or one piece of a job, has shown so far.

    `how` is one word for everything; without it the record that the address names was opened and the others were
    listed. `request_id` keeps together what belongs to one request or one file. `screen` is the name of the address,
    `about` what the records were read for, where somebody had to say so.
    """

    how: How | None = None
    request_id: UUID = field(default_factory=uuid7)
    device: str = ""
    address: str | None = None
    screen: str = ""
    about: str = ""
    signed: Signed | None = None
    _told: list[Read] = field(default_factory=list)
    _found: dict[tuple[str, UUID], str] = field(default_factory=dict)
    _rows: dict[str, set[tuple[str, UUID]]] = field(default_factory=dict)

    def note(self, what: str, record_id: UUID, *, village_code: str = "", row_id: UUID | None = None) -> None:
        """Record `record_id` of table `what` is shown, by the row `row_id` that belongs to it or by its own."""
        key = (what, record_id)
        if not self._found.get(key):
            self._found[key] = village_code
        for pk in {record_id, row_id or record_id}:
            self._rows.setdefault(str(pk), set()).add(key)

    def tell(self, read: Read) -> None:
        """Something that no row about a person can note: a file was fetched, the log was looked at."""
        self._told.append(read)

    def sign(self, how: How, *, user_id: UUID | None = None, client: str = "") -> None:
        """A log-in, a log-out or a refusal."""
        self.signed = Signed(user_id, client)
        self._told.append(Read(how))

    def __bool__(self) -> bool:
        return bool(self._found or self._told)

    def entries(self, actor: Actor, named: set[str] | None = None) -> list[Read]:
        """Each record once, then what was told. `named` are the ids in the address.

        Who sees names only reads no column of the village: in a village it is the own one.
        """
        opened = set().union(*(self._rows.get(name, set()) for name in named or ()))
        own = actor.code if actor.level is Level.DESA else ""
        found = [
            Read(
                self.how or (How.DETAIL if key in opened else How.DAFTAR),
                *key,
                place or own,
                self.about,
                len(self._found),
            )
            for key, place in self._found.items()
        ]
        return found + self._told

    def write(self, actor: Actor, named: set[str] | None = None) -> None:
        """Write everything down, in the transaction that is open, and forget it. Whatever the writer raises means that
        nothing may be shown."""
        if self:
            writer: Callable[[Reads, list[Read], Actor], None] = import_string(settings.ACCESS_LOG_WRITER)
            writer(self, self.entries(actor, named), actor)
            self._found, self._rows, self._told = {}, {}, []


_current: ContextVar[Reads | None] = ContextVar("desmigratif_reads", default=None)


def current_reads() -> Reads | None:
    """Where rows note themselves; None where nobody is shown anything."""
    return _current.get()


@contextmanager
def collecting(reads: Reads) -> Iterator[Reads]:
    """Let the rows that are read in the block note themselves in `reads`."""
    token = _current.set(reads)
    try:
        yield reads
    finally:
        _current.reset(token)


@contextmanager
def written(actor: Actor, *, how: How, request_id: UUID, screen: str, about: str) -> Iterator[Reads]:
    """A piece of a job whose rows leave the system: what is read in the block is written down as it ends."""
    with collecting(Reads(how=how, request_id=request_id, screen=screen, about=about)) as reads:
        yield reads
        reads.write(actor)
