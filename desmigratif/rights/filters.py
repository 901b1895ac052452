"""Filters of the lists. A value that is not understood is an error, never "all"."""

from datetime import datetime
from typing import Any

import django_filters
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone

from desmigratif.core.models import VILLAGE_CODE
from desmigratif.rights.enums import (
    EmergencyReason,
    EmergencyVerdict,
    RequestKind,
    RequestStatus,
    RevealedField,
    RevealReason,
)
from desmigratif.rights.models import EmergencyAccess, Reveal, SubjectRequest

MONTH = RegexValidator(r"^20[0-9]{2}-(0[1-9]|1[0-2])\Z", "Tulis bulan seperti 2026-11.")
YES = (("YA", "Ya"),)


class MonthFilter(django_filters.CharFilter):
    """Rows of one month, 2026-11, by the clock of Jakarta."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Bulan (2026-11)", max_length=7, validators=[MONTH], **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        year, month = map(int, value.split("-"))
        zone = timezone.get_current_timezone()
        first = datetime(year, month, 1, tzinfo=zone)
        last = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return qs.filter(**{f"{self.field_name}__gte": first, f"{self.field_name}__lt": last})


class RevealFilter(django_filters.FilterSet):
    """Reveals."""

    month = MonthFilter(field_name="at")
    field = django_filters.ChoiceFilter(label="Nomor", choices=RevealedField.choices)
    reason_code = django_filters.ChoiceFilter(label="Keperluan", choices=RevealReason.choices)
    village = django_filters.CharFilter(
        label="Kode desa",
        field_name="village_code",
        validators=[RegexValidator(rf"^{VILLAGE_CODE}\Z", "Kode desa tidak dikenal.")],
    )

    class Meta:
        model = Reveal
        fields = ["month", "field", "reason_code", "village"]


class EmergencyFilter(django_filters.FilterSet):
    """Emergency views."""

    month = MonthFilter(field_name="created_at")
    reason_code = django_filters.ChoiceFilter(label="Keadaan", choices=EmergencyReason.choices)
    verdict = django_filters.ChoiceFilter(label="Hasil tinjauan", choices=EmergencyVerdict.choices)
    unreviewed = django_filters.ChoiceFilter(label="Belum ditinjau", choices=YES, method="only_unreviewed")

    class Meta:
        model = EmergencyAccess
        fields = ["month", "reason_code", "verdict", "unreviewed"]

    def only_unreviewed(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        return rows.unreviewed()


class RequestFilter(django_filters.FilterSet):
    """Requests of data subjects."""

    status = django_filters.ChoiceFilter(label="Status", choices=RequestStatus.choices)
    kind = django_filters.ChoiceFilter(label="Permintaan", choices=RequestKind.choices)
    late = django_filters.ChoiceFilter(label="Terlambat", choices=YES, method="only_late")

    class Meta:
        model = SubjectRequest
        fields = ["status", "kind", "late"]

    def only_late(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        return rows.late(timezone.now())
