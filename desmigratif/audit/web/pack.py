"""The breach pack: whose data was seen, for the notice that is due in 3x24 hours (UU 27/2022 Ps 46)."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import BinaryField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.audit import services
from desmigratif.audit.services import Seen
from desmigratif.audit.web.forms import PackForm
from desmigratif.audit.web.views import errors_of, note_look
from desmigratif.audit.web.wording import how_words, kind_words
from desmigratif.core import spreadsheet
from desmigratif.core.catalogue import DataClass, entries_of
from desmigratif.core.models import RegionalModel
from desmigratif.core.partial_date import SHORT_MONTHS
from desmigratif.core.web.keyset import query
from desmigratif.core.web.views import ScopedPage

NOTICE = timedelta(hours=72)
ON_SCREEN = 500
MOST = 100_000
CHUNK = 1000
OF_EVERY_ROW = {field.name for field in RegionalModel._meta.local_fields} - {"village_code"}
COLUMNS = (
    ("Jenis catatan", 24), ("Nomor catatan", 38), ("Kode desa", 16), ("Cara", 40), ("Layar", 40), ("Berapa kali", 12),
    ("Pertama", 24), ("Terakhir", 24),
)  # fmt: skip


def moment(value: Any) -> str:
    """25 Nov 2026, 14.30 WIB."""
    local = timezone.localtime(value)
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year}, {local:%H.%M} WIB"


def fields_of(what: str) -> list[str]:
    """The personal fields that a record of this kind can hold. The log knows the screen, not each field."""
    try:
        model = apps.get_model(what)
    except (LookupError, ValueError):
        return []
    return [
        entry.label
        for entry in entries_of(model).values()
        if entry.data_class is not DataClass.NONE
        and entry.name not in OF_EVERY_ROW
        and not isinstance(model._meta.get_field(entry.name), BinaryField)
    ]


def ways_of(seen: Seen) -> str:
    """The ways in words."""
    return ", ".join(how_words(way) for way in seen.ways)


class AccessPack(ScopedPage):
    """For somebody or something and a period: which records, by which ways, how many; on screen and as a file."""

    permission_required = Perm.ACCESS_LOG_VIEW
    template_name = "audit/access_pack.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PackForm(request.GET)
        is_asked = any(request.GET.values())
        wrong = errors_of(form, request) if is_asked else []
        found = services.read_pack(form.asked, most=MOST) if is_asked and not wrong else None
        if is_asked:
            note_look(form, len(found or []))
        if found and form.cleaned_data["berkas"]:
            return self.file(form, found)
        context = self.get_context_data(form=form, wrong=wrong, found=found, **kwargs)
        return self.render_to_response(context, status=400 if wrong else 200)

    def get_context_data(
        self, *, form: PackForm, wrong: list[str], found: list[Seen] | None, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context_data(
            form=form,
            wrong=wrong,
            found=found,
            inputs=[form[name] for name, field in form.fields.items() if field.label],
            list_url=reverse("access-log"),
            empty_url=reverse("access-pack"),
            **kwargs,
        )
        if found is not None:
            known = form.cleaned_data["diketahui"]
            left = known + NOTICE - timezone.now()
            minutes = max(0, int(left.total_seconds() // 60))
            kinds = Counter(seen.what for seen in found)
            context |= {
                "known": known,
                "due": known + NOTICE,
                "is_late": left < timedelta(0),
                "hours_left": minutes // 60,
                "minutes_left": minutes % 60,
                "words": form.words,
                "made": timezone.now(),
                "kinds": [(kind_words(what), many, fields_of(what)) for what, many in kinds.most_common()],
                "times": sum(seen.times for seen in found),
                "rows": [
                    {"seen": seen, "kind": kind_words(seen.what), "ways": ways_of(seen)} for seen in found[:ON_SCREEN]
                ],
                "is_cut": len(found) > ON_SCREEN,
                "is_full": len(found) >= MOST,
                "file_url": query(self.request.GET, berkas="xlsx"),
            }
        return context

    def file(self, form: PackForm, found: list[Seen]) -> HttpResponse:
        """All records as XLSX, with the filters and the deadline on the cover."""
        known = form.cleaned_data["diketahui"]
        author = self.request.actor.name
        cover = spreadsheet.Cover(
            "Paket kebocoran, Desmigratif",
            author,
            [
                ("Saringan", form.words),
                ("Kebocoran diketahui", moment(known)),
                ("Batas pemberitahuan 3x24 jam", moment(known + NOTICE)),
                ("Dibuat oleh", author),
                ("Dibuat", moment(timezone.now())),
                ("Isi", "Nomor catatan, tanpa nama. Dinas dan desa mencari orangnya dari nomor ini."),
            ],
        )
        header, widths = [label for label, _ in COLUMNS], [width for _, width in COLUMNS]
        content, _ = spreadsheet.write_xlsx(cover, header, widths, _chunks(found))
        return HttpResponse(
            content,
            content_type=spreadsheet.XLSX_TYPE,
            headers={
                "Content-Disposition": f'attachment; filename="paket-kebocoran-{timezone.localdate():%Y%m%d}.xlsx"',
                "Cache-Control": "no-store",
            },
        )


def _chunks(found: list[Seen]) -> Iterator[list[list[str]]]:
    for start in range(0, len(found), CHUNK):
        yield [
            [
                kind_words(seen.what),
                str(seen.record_id),
                seen.village_code,
                ways_of(seen),
                ", ".join(seen.screens),
                str(seen.times),
                moment(seen.first),
                moment(seen.last),
            ]
            for seen in found[start : start + CHUNK]
        ]
