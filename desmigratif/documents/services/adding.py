"""Taking a file in: it is made harmless first, and only the harmless copy is kept."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.journal import kind_of
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.core.text import plain
from desmigratif.documents import keeping
from desmigratif.documents.cleaning.refusing import WORDS, Refusal
from desmigratif.documents.cleaning.running import Harmless, make_harmless
from desmigratif.documents.cleaning.sniffing import EXTENSIONS, Kind
from desmigratif.documents.cleaning.sniffing import kind_of as kind_of_file
from desmigratif.documents.holders import Holder, holder_of
from desmigratif.documents.models import DocumentModel, PersonDocument, SharedDocument, VillageDocument
from desmigratif.documents.services.changing import locked_record, tell
from desmigratif.documents.services.finding import most_of
from desmigratif.imports.cells import masked

FIELD = "file"
LONGEST_STEM = 80
NO_PART_OF_A_NAME = re.compile(r'[<>:"|?*\\/\x00-\x1f;,%]')
TAKEN = "Berkas ini baru saja disimpan dari tempat lain. Muat ulang halaman, lalu periksa."


@dataclass(frozen=True)
class Incoming:
    """A file as the browser sends it. `size` is the true one, of `content` perhaps only the beginning was kept."""

    name: str
    content: bytes
    size: int
    declared: str = ""

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """A file that lies here as a whole."""
        return cls(name=name, content=content, size=len(content))


@dataclass(frozen=True)
class CleanFile:
    """A file that was made harmless, with the name it came with."""

    name: str
    harmless: Harmless


def clean_file(file: Incoming, *, images_only: bool = False) -> CleanFile:
    """Make a file harmless, outside of any transaction: it may take seconds. Raises DomainError in words for whatever
    makes it unfit."""
    try:
        kind = kind_of_file(file.content, name=file.name, size=file.size, declared=file.declared)
        if images_only and not kind.is_image:
            raise Refusal("images_only")
        return CleanFile(file.name, make_harmless(file.content, kind))
    except Refusal as refusal:
        raise DomainError(WORDS[refusal.code], field=FIELD) from refusal


@transaction.atomic
def add_document(*, record: Any, document_id: UUID, file: CleanFile, by: Actor, caption: str = "") -> DocumentModel:
    """Hang a file on a record. The same id again by the same user gives the file already there.

    Raises DomainError (field `file`) for too many files, too many bytes or a kind that this record doesn't take;
    Http404 for a record out of sight.
    """
    holder = holder_of(kind_of(record))
    accept_client_id(document_id)
    made = holder.table.objects.visible_to(by).of(record).filter(pk=document_id, created_by_id=by.user_id).first()
    if made is not None:
        return made
    if not by.may(holder.change_right):
        raise DomainError("Peran Anda tidak boleh menambah berkas di sini.")
    harmless = file.harmless
    if holder.images_only and not Kind(harmless.media_type).is_image:
        raise DomainError(WORDS["images_only"], field=FIELD)
    with locked_record(holder, record, by) as (found, actor):
        files = holder.table.objects.visible_to(actor).of(found).current().count()
        if files >= most_of(holder):
            raise DomainError(f"Paling banyak {most_of(holder)} berkas. Tarik dulu yang tidak perlu.", field=FIELD)
        _refuse_over_quota(found, harmless, by)
        document = _stored(holder, found, document_id, file, harmless, caption, by)
        tell(holder, found, document, "ditambah", by)
        holder.follow(found, files + 1, by)
    return document


def _refuse_over_quota(record: Any, harmless: Harmless, by: Actor) -> None:
    """Bytes of a village, or of an institution in the coordination. Two uploads of one owner wait for each other."""
    village = getattr(record, "village_code", "")
    owner = village or str(by.institution_id or by.user_id)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 771205))", [owner])
    held_in: list[Any] = []
    if village:
        held_in = [table.objects.filter(village_code=village) for table in (VillageDocument, PersonDocument)]
        most, whose = settings.DOCUMENTS_BYTES_PER_VILLAGE, "desa ini"
    else:
        own = {"institution_id": by.institution_id} if by.institution_id else {"created_by_id": by.user_id}
        held_in = [SharedDocument.objects.filter(**own)]
        most, whose = settings.DOCUMENTS_BYTES_PER_INSTITUTION, "instansi Anda"
    with acting_as(SYSTEM):
        held = sum(rows.filter(cleared_at=None).aggregate(total=Sum("size"))["total"] or 0 for rows in held_in)
    if held + len(harmless.content) > most:
        raise DomainError(
            f"Tempat simpan berkas {whose} sudah penuh. Tarik berkas lama yang tidak perlu, atau hubungi admin.",
            field=FIELD,
        )


def _stored(
    holder: Holder, record: Any, pk: UUID, file: CleanFile, harmless: Harmless, caption: str, by: Actor
) -> DocumentModel:
    table: Any = holder.table
    if table is SharedDocument:
        scope: dict[str, Any] = {"shared_with": record.shared_with, "institution_id": by.institution_id}
    else:
        scope = {"village_code": record.village_code}
    keys = [keeping.keep(part, row_id=pk) if part else "" for part in (harmless.content, harmless.thumbnail)]
    document = table(
        id=pk,
        record_kind=kind_of(record),
        record_id=record.pk,
        purpose=holder.purpose,
        name=clean_name(file.name, Kind(harmless.media_type)),
        caption=plain(caption)[:200],
        media_type=harmless.media_type,
        size=len(harmless.content),
        sha256=sha256(harmless.content).hexdigest(),
        pages=harmless.pages,
        width=harmless.width,
        height=harmless.height,
        storage_key=keys[0],
        thumbnail_key=keys[1],
        **scope,
    )
    try:
        with transaction.atomic():
            return document.save_new(by=by)
    except IntegrityError as error:  # the id is taken, perhaps where the actor can't see it
        keeping.delete(*keys)
        raise DomainError(TAKEN) from error


def clean_name(name: str, kind: Kind) -> str:
    """A name to show and to save under: no path, no invisible or odd signs, long numbers masked (one may be a NIK),
    the ending of what it really is."""
    last = re.split(r"[\\/]", plain(name))[-1]
    stem = last.rpartition(".")[0] if "." in last else last
    stem = masked(NO_PART_OF_A_NAME.sub(" ", stem)).strip(" .")
    return f"{' '.join(stem.split())[:LONGEST_STEM].strip(' .') or 'berkas'}.{EXTENSIONS[kind][0]}"
