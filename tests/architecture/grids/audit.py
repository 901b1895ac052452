"""Who gets which answer: who saw a record, and the access log as a whole."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.architecture.world import Place

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
access-log               403 403 403 403 403 403 403 403 403 403 403 403 403 200 403
access-pack              403 403 403 403 403 403 403 403 403 403 403 403 403 200 403
"""

ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
person-readers           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-readers           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-readers            200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
"""

ROW_OF: dict[str, Callable[["Place"], Any]] = {
    "person-readers": lambda place: place.person.pk,
    "family-readers": lambda place: place.more["family"].pk,
    "child-readers": lambda place: place.more["child"].pk,
}
WITHOUT_A_FORM = {"person-readers", "family-readers", "child-readers"}
READS = {
    "access-log": ["pengguna", "klien", "catatan", "cara", "desa", "dari", "sampai", "sebelum"],
    "access-pack": ["pengguna", "klien", "catatan", "cara", "desa", "dari", "sampai", "diketahui", "berkas"],
    "person-readers": ["sebelum"],
    "family-readers": ["sebelum"],
    "child-readers": ["sebelum"],
}
