"""Who gets which answer: files. Each form that adds one stands with the record it hangs on."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from desmigratif.core.ids import uuid7
from desmigratif.core.journal import kind_of
from desmigratif.core.scope import Actor
from desmigratif.documents import keeping
from desmigratif.documents.models import PersonDocument, SharedDocument, VillageDocument
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place

# A file of the officer's appointment. 404: the role may change files of others, but not see or change this record's.
ROWS = """
                             pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
document-open                200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
document-withdraw            200 403 403 200 404 404 404 404 403 403 403 200 403 403 403
village-officer-document-add 200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-programme-document-add 404 403 403 200 403 403 403 403 403 403 403 200 403 403 403
child-document-add           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
activity-document-add        200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
progress-document-add        403 403 403 404 404 404 404 200 403 403 403 403 403 403 403
"""
NOBODY_HAS = "00000000-0000-4000-8000-00000000abcd"
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    "document-open": lambda place: place.more["document"].pk,
    "document-withdraw": lambda place: place.more["document"].pk,
    "village-officer-document-add": lambda place: place.officer.pk,
    "village-programme-document-add": lambda place: place.programme.pk,
    "child-document-add": lambda place: place.more["child"].pk,
    "activity-document-add": lambda place: ("pengasuhan", place.more["session"].pk),
    "progress-document-add": lambda place: place.more["report"].pk,
}
UNKNOWN = {"activity-document-add": ("pengasuhan", NOBODY_HAS)}
WITHOUT_A_FORM = {"document-open"}


def _file(table: type[Any], record: Any, by: Actor, **scope: Any) -> Any:
    """A file as the service leaves it; its bytes are not looked at here."""
    pk = uuid7()
    content = b"\xff\xd8\xff\xd9"
    return table(
        id=pk,
        record_kind=kind_of(record),
        record_id=record.pk,
        purpose="SK",
        name="sk-petugas.jpg",
        media_type="image/jpeg",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        width=1,
        height=1,
        storage_key=keeping.keep(content, row_id=pk),
        thumbnail_key=keeping.keep(content, row_id=pk),
        **scope,
    ).save_new(by=by)


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """The decree of the village's officer."""
    return {"document": _file(VillageDocument, place.officer, by, village_code=place.code)}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One file of each table."""
    code = person.village_code
    return {
        VillageDocument: _file(VillageDocument, village, by, village_code=code),
        PersonDocument: _file(PersonDocument, person, by, village_code=code),
        SharedDocument: _file(SharedDocument, village, by, shared_with=["*"]),
    }
