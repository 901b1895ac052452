"""Imports: the template, upload, preview, apply, rejected rows, taking back."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.spreadsheet import XLSX_TYPE
from desmigratif.core.web.keyset import BadCursorError, KeysetPage, page_of, query
from desmigratif.core.web.views import ObjectServiceForm, ScopedDetail, ScopedPage, ScopedView, ServiceForm
from desmigratif.imports import services
from desmigratif.imports.enums import ImportStatus, RowResult, UndoResult
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.web.forms import ApplyForm, ConfirmForm, UndoForm, UploadForm
from desmigratif.imports.web.rows import LEFT, NOTES, lines_of

LISTED = 50
SHOWN = "lihat"
KNOWN = {SHOWN, "sebelum", "sesudah"}
TABS = {
    "ditolak": (RowResult.TOLAK, "Ditolak"),
    "baru": (RowResult.BARU, "Baru"),
    "berubah": (RowResult.UBAH, "Berubah"),
    "sama": (RowResult.SAMA, "Sama"),
    "catatan": (NOTES, "Perlu dilihat"),
    "dibiarkan": (LEFT, "Dibiarkan"),
}


def _file(content: bytes, name: str) -> HttpResponse:
    """A file to keep, never to open inside the page."""
    return HttpResponse(
        content,
        content_type=XLSX_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


class ImportList(ScopedPage):
    """The own batches, and for the coordinator those of the officers of the kabupaten."""

    permission_required = Perm.PERSON_IMPORT
    template_name = "imports/batch/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        own = ImportBatch.objects.uploaded_by(actor).order_by("-seq")[:LISTED]
        others = ImportBatch.objects.none()
        if actor.level is Level.KAB:
            others = ImportBatch.objects.readable_by(actor).with_uploader().order_by("-seq")
            others = others.exclude(created_by_id=actor.user_id, assignment_id=actor.assignment_id)[:LISTED]
        return super().get_context_data(batches=own, others=others, **kwargs)


class ImportTemplate(ScopedView):
    """The template, made for the actor: above the village it asks for the code of the village."""

    permission_required = Perm.PERSON_IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        return _file(services.template_file(by=request.actor), "template-orang-desmigratif.xlsx")


class ImportUpload(ServiceForm):
    """Bring a file. It is read at once, so that a file that can't be read is refused here, in words."""

    permission_required = Perm.PERSON_IMPORT
    costs = 5
    form_class = UploadForm
    template_name = "imports/batch/upload.html"

    def perform(self, data: dict[str, Any]) -> ImportBatch:
        file = data["file"]
        return services.upload_batch(
            record_id=data["record_id"], file_name=file.name, content=file.read(), by=self.request.actor
        )


class BatchMixin:
    """The batches whose page the actor may open."""

    permission_required = Perm.PERSON_IMPORT
    model = ImportBatch

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.readable_by(self.request.actor).with_uploader()

    @property
    def is_own(self) -> bool:
        """Whether the actor uploaded it, in this assignment."""
        actor = self.request.actor
        return (self.object.created_by_id, self.object.assignment_id) == (actor.user_id, actor.assignment_id)


class OwnBatchMixin(BatchMixin):
    """The actor's own batches: only who uploaded a file decides on it."""

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.uploaded_by(self.request.actor).with_uploader()


class BatchPage(BatchMixin):
    """What the page of a batch shows: its state, its counts, and one list of rows at a time."""

    template_name = "imports/batch/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, actor = self.object, self.request.actor
        context: dict[str, Any] = {"is_own": self.is_own, "now": timezone.now()}
        if batch.has_rows and batch.is_checked:
            rows = ImportRow.objects.visible_to(actor).filter(batch=batch)
            context |= self._counted(rows) | self._listed(batch, rows)
        context["tabs"] = self._tabs(context)
        if self.is_own and batch.status == ImportStatus.SIAP:
            context["apply_form"] = ApplyForm()
        return super().get_context_data(**{**context, **kwargs})

    def _counted(self, rows: QuerySet[ImportRow]) -> dict[str, Any]:
        """Counts that no column of the batch keeps."""
        return rows.aggregate(
            fillable=Count("pk", filter=Q(result=RowResult.TOLAK) & ~Q(if_filled="")),
            noted=Count("pk", filter=Q(has_notes=True) & ~Q(result=RowResult.TOLAK)),
            withdrawn=Count("pk", filter=Q(undone=UndoResult.TARIK)),
            restored=Count("pk", filter=Q(undone=UndoResult.PULIH)),
            left=Count("pk", filter=Q(undone=UndoResult.TETAP)),
        )

    def _listed(self, batch: ImportBatch, rows: QuerySet[ImportRow]) -> dict[str, Any]:
        params = self.request.GET
        wrong = [f"Saringan “{name[:40]}” tidak dikenal." for name in params if name not in KNOWN]
        chosen = params.get(SHOWN) or ("ditolak" if batch.rejected_rows else "baru")
        if chosen not in TABS:
            wrong.append("Daftar ini tidak dikenal.")
            chosen = "ditolak"
        page = KeysetPage()
        try:
            page = page_of(rows.shown_as(TABS[chosen][0]), params, oldest_first=True)
        except BadCursorError as error:
            wrong.append(f"Halaman tidak dikenal ({error}).")
        lines = [] if wrong else lines_of(batch, page.rows, self.request.actor)
        page = KeysetPage(lines, page.previous, page.following)
        return {"page": page, "chosen": chosen, "chosen_words": TABS[chosen][1], "wrong": wrong}

    def _tabs(self, context: dict[str, Any]) -> list[tuple[str, str, int, bool]]:
        """The lists that hold anything: address, words, number, whether it is the one shown."""
        batch = self.object
        numbers = {
            "ditolak": batch.rejected_rows,
            "baru": batch.created_rows,
            "berubah": batch.updated_rows,
            "sama": batch.unchanged_rows,
            "catatan": context.get("noted", 0),
            "dibiarkan": context.get("left", 0),
        }
        return [
            (query(self.request.GET, **{SHOWN: key}), words, numbers[key], key == context.get("chosen"))
            for key, (_, words) in TABS.items()
            if numbers[key]
        ]


class ImportDetail(BatchPage, ScopedDetail):
    """One batch: the preview before it is applied, the result afterwards."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        return self.render_to_response(context, status=400 if context.get("wrong") else 200)


class ImportProgress(BatchMixin, ScopedDetail):
    """The part of the page that changes while a job runs. It is asked for by a script."""

    template_name = "imports/batch/detail.html#state"


class ImportRejected(OwnBatchMixin, ScopedDetail):
    """The rejected rows as a file to put right and upload again; for who uploaded them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = services.rejected_file(batch=self.object, by=request.actor)
        return _file(content, f"baris-ditolak-{self.object.pk.hex[-6:]}.xlsx")


class BatchAction(OwnBatchMixin, BatchPage, ObjectServiceForm):
    """A decision by one button; what the service refuses is shown on the batch's own page."""

    form_class = ConfirmForm
    http_method_names = ["post"]


class ImportApply(BatchAction):
    """Apply the good rows."""

    form_class = ApplyForm

    def perform(self, data: dict[str, Any]) -> ImportBatch:
        return services.apply_batch(batch=self.object, fill_empty=data["fill_empty"], by=self.request.actor)


class ImportRetry(BatchAction):
    """Go on where the batch stopped."""

    success_message = "Impor dilanjutkan."

    def perform(self, _data: dict[str, Any]) -> ImportBatch:
        return services.retry_batch(batch=self.object, by=self.request.actor)


class ImportDiscard(BatchAction):
    """Throw a batch away that was not applied."""

    success_message = "Impor dibuang. Isi berkasnya sudah dihapus."

    def perform(self, _data: dict[str, Any]) -> ImportBatch:
        return services.discard_batch(batch=self.object, by=self.request.actor)

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("import-list")


class ImportUndo(OwnBatchMixin, ObjectServiceForm):
    """Take a batch back, with a reason."""

    form_class = UndoForm
    template_name = "imports/batch/undo.html"

    def perform(self, data: dict[str, Any]) -> ImportBatch:
        return services.undo_batch(batch=self.object, reason=data["reason"], by=self.request.actor)
