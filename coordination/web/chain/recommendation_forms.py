"""Input of recommendations: shapes only; the services hold the rules."""

from typing import Any

from coordination.enums import Severity
from coordination.models import FieldVisit, Finding, Meeting, Recommendation
from coordination.web.action.fields import InstitutionsField, institution_choices
from coordination.web.chain.fields import RowField, RowsField
from coordination.web.chain.meeting_forms import MOST_OFFERED, flat
from coordination.web.chain.pages import with_names
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import TextField, WordsField
from desmigratif.core.web.forms import CodeListField, GroupedForm, RecordIdField, VersionField
from pillars.enums import Pillar


def finding_words(finding: Any) -> str:
    """Where, about what, and its beginning."""
    place = finding.villages[0].name if finding.villages else "Semua desa"
    return f"{place}, {finding.get_category_display().lower()}: {finding.description}"


def offered_findings(by: Actor, *, kept: Any = (), visit: FieldVisit | None = None) -> list[Any]:
    """Findings that may be answered: the open ones the actor sees, of one visit when it is known; `kept` besides."""
    rows = Finding.objects.all().visible_to(by)
    wanted = rows.open().filter(visit=visit) if visit else rows.open()
    found = list(wanted.order_by("-seq")[:MOST_OFFERED])
    known = {row.pk for row in found}
    found += [row for row in rows.filter(pk__in=list(kept)) if row.pk not in known]
    return with_names(found)


class RecommendationBase(GroupedForm):
    """What is asked of whom."""

    GROUPS = (
        ("Dari mana", ("origin", "findings")),
        ("Rekomendasi", ("text", "pillar", "priority", "number")),
        ("Ditujukan ke", ("addressees",)),
    )
    findings = RowsField(
        label="Temuan yang dijawab (boleh kosong)", required=False, choices=[],
        help_text="Temuan yang belum selesai.",
    )  # fmt: skip
    text = WordsField(
        label="Bunyi rekomendasi", max_length=2000, rows=5,
        help_text="Apa yang diminta, supaya bisa menjadi satu atau beberapa rencana aksi.",
    )  # fmt: skip
    pillar = CodeListField(Pillar, label="Pilar (boleh kosong)", required=False, empty="Lintas pilar")
    priority = CodeListField(Severity, label="Prioritas", empty="Pilih prioritas")
    number = TextField(
        label="Nomor (boleh kosong)", required=False, max_length=20,
        help_text="Kalau kosong, dibuatkan: RK, tahun, nomor urut.",
    )  # fmt: skip
    addressees = InstitutionsField(
        label="Instansi (boleh kosong)", required=False, choices=[],
        help_text="Mereka ikut melihat rekomendasi ini, dengan rapat, tinjauan, dan temuan asalnya.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        by: Actor,
        record: Recommendation | None = None,
        visit: FieldVisit | None = None,
        kept: Any = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        institutions = institution_choices(besides=record.addressee_ids if record else [])
        self.fields["addressees"].choices = flat(institutions)
        self.fields["findings"].offer(offered_findings(by, kept=kept, visit=visit), words=finding_words)
        if not self.fields["findings"].choices:
            del self.fields["findings"]


class RecommendationAddForm(RecommendationBase):
    """A new recommendation."""

    record_id = RecordIdField()
    origin = RowField(label="Asal", choices=[], empty="Pilih rapat atau tinjauan")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        meetings = Meeting.objects.all().visible_to(by).current().order_by("-starts_on", "-seq")[:MOST_OFFERED]
        visits = FieldVisit.objects.all().visible_to(by).current().order_by("-starts_on", "-seq")[:MOST_OFFERED]
        self.fields["origin"].offer({"Rapat": meetings, "Tinjauan lapangan": visits})


class RecommendationForm(RecommendationBase):
    """A change of a recommendation."""

    version = VersionField()
