"""Children left behind, those who care for them, and the consent to keep their data."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REFERENCE_TABLE
from desmigratif.core.history import Tracked, Untracked
from desmigratif.core.models import BaseQuerySet, RegionalModel, ScopedQuerySet, scope_indexes
from workers.enums import (
    CarerRelation,
    ChildRisk,
    ConsentLanguage,
    ConsentMethod,
    ContactFrequency,
    GuardianRelation,
    ParentAbroad,
    SchoolStatus,
)
from workers.models.person import Person

OF_AGE = 18  # UU 35/2014: a child is under 18


class ConsentTextQuerySet(BaseQuerySet):
    """Texts of consent. Their version is that of the text, and nobody locks one: a text is never changed."""

    def in_force(self, day: date) -> Self:
        """Those that may be read out on a day, the newest first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-version")

    def offered(self, day: date) -> list["ConsentText"]:
        """The newest in force of each language, Indonesian first."""
        newest = {text.language: text for text in reversed(self.in_force(day))}
        return sorted(newest.values(), key=lambda text: (text.language != ConsentLanguage.INDONESIA, text.language))


class ConsentText(models.Model):
    """A text that is read out or shown to a guardian. One that was used is never changed: a new version is added."""

    access = REFERENCE_TABLE
    history = Untracked("never changed: a new version is added")

    version = models.CharField(
        "versi",
        max_length=10,
        primary_key=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*\Z", "Versi: huruf kecil, angka, titik, dan -. Contoh: 2.")],
    )
    language = models.CharField("bahasa", max_length=3, choices=ConsentLanguage, default=ConsentLanguage.INDONESIA)
    body = models.TextField("teks", max_length=3000)
    valid_from = models.DateField("berlaku mulai")

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = "teks persetujuan"
        verbose_name_plural = "teks persetujuan"

    def __str__(self) -> str:
        return f"Versi {self.version}"


class Consent(RegionalModel):
    """A guardian's consent for a child's data, with the version of the text read out (UU 27/2022 Ps 25)."""

    access = PERSON_TABLE
    history = Tracked(values=False)
    seen_as = ("subject",)

    subject = models.ForeignKey(Person, models.PROTECT, related_name="consents", verbose_name="anak")
    guardian_name = models.CharField("nama wali", max_length=100)
    guardian_relation = models.CharField("hubungan wali", max_length=12, choices=GuardianRelation)
    purpose = models.CharField("tujuan", max_length=200)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name="teks yang dibacakan")
    method = models.CharField("cara", max_length=12, choices=ConsentMethod)
    given_on = models.DateField("tanggal persetujuan")
    withdrawn_on = models.DateField("dicabut tanggal", null=True, blank=True)

    class Meta:
        verbose_name = "persetujuan wali"
        verbose_name_plural = "persetujuan wali"
        indexes = scope_indexes("consent")
        constraints = [
            models.CheckConstraint(
                name="consent_codes_known",
                condition=Q(method__in=ConsentMethod.values, guardian_relation__in=GuardianRelation.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("given_on")),
                violation_error_message="Tanggal pencabutan harus sama dengan atau sesudah tanggal persetujuan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_name}, {self.given_on:%Y-%m-%d}"

    @property
    def is_valid(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_on is None


class ChildQuerySet(ScopedQuerySet):
    """Children; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def shareable(self) -> Self:
        """Those whose data may leave the village's and the district's screens: with a consent that still holds."""
        return self.current().filter(consent__isnull=False, consent__withdrawn_on=None)

    def recorded_with_consent(self) -> Self:
        """Those whose data might leave at some time: not the exceptions."""
        return self.filter(consent__isnull=False)

    def with_names(self) -> Self:
        """With what a list or a page names besides."""
        return self.select_related("person", "carer", "migrant", "consent__text")


class Child(RegionalModel):
    """A child of a migrant worker (anak_pmi, domain.md 6.2): specific personal data.

    Either a guardian's consent or, where the guardian may be the danger, the reason of a lawful exception and the name
    of the handler who made it. Risks are seen by the village and the district only and leave in no dataset. A
    withdrawn record stays, emptied, for the account of the consent; the person may then be recorded anew.
    """

    access = PERSON_TABLE
    history = Tracked(values=False)

    # The codes are empty in a withdrawn record only: constraint child_codes_known.
    person = models.ForeignKey(Person, models.PROTECT, related_name="child_records", verbose_name="anak")
    migrant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="children", verbose_name="orang tua PMI"
    )
    parent_abroad = models.CharField("orang tua di luar negeri", max_length=8, choices=ParentAbroad, blank=True)
    carer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="cared_for", verbose_name="pengasuh"
    )
    carer_name = models.CharField("nama pengasuh", max_length=100, blank=True)
    carer_relation = models.CharField("hubungan pengasuh", max_length=12, choices=CarerRelation, blank=True)
    carer_trained = models.BooleanField("pengasuh sudah dilatih", default=False)
    carer_trained_on = models.DateField("pengasuh dilatih tanggal", null=True, blank=True)
    school_status = models.CharField("status sekolah", max_length=18, choices=SchoolStatus, blank=True)
    school = models.CharField("nama sekolah", max_length=100, blank=True)
    grade = models.CharField("kelas", max_length=20, blank=True)
    contact_frequency = models.CharField(
        "hubungan dengan orang tua", max_length=8, choices=ContactFrequency, blank=True
    )
    has_jkn = models.BooleanField("punya JKN", null=True, blank=True)
    has_birth_certificate = models.BooleanField("punya akta lahir", null=True, blank=True)
    risks = ArrayField(
        models.CharField(max_length=20, choices=ChildRisk), default=list, blank=True, verbose_name="tanda risiko"
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="persetujuan wali"
    )
    exception_reason = models.CharField("alasan tanpa persetujuan", max_length=500, blank=True)
    exception_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dikecualikan oleh",
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name = "anak PMI"
        verbose_name_plural = "anak PMI"
        indexes = scope_indexes("child")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_at=None),
                name="child_once_per_person",
                violation_error_message="Anak ini sudah tercatat.",
            ),
            models.CheckConstraint(
                name="child_consent_or_exception",
                condition=Q(consent__isnull=False, exception_reason="", exception_by=None)
                | Q(consent=None, exception_by__isnull=False) & ~Q(exception_reason=""),
                violation_error_message="Isi persetujuan wali, atau pengecualian dengan alasan dan nama penangannya.",
            ),
            models.CheckConstraint(
                name="child_codes_known",
                condition=Q(
                    parent_abroad__in=ParentAbroad.values,
                    carer_relation__in=CarerRelation.values,
                    school_status__in=SchoolStatus.values,
                    contact_frequency__in=["", *ContactFrequency.values],
                )
                | Q(withdrawn_at__isnull=False),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="child_has_a_carer",
                condition=Q(carer__isnull=False, carer_name="")
                | Q(carer=None) & ~Q(carer_name="")
                | Q(withdrawn_at__isnull=False),
                violation_error_message="Pilih pengasuh yang tercatat, atau tulis namanya.",
            ),
            models.CheckConstraint(
                name="child_trained_with_day",
                condition=Q(carer_trained=False, carer_trained_on=None) | Q(carer_trained=True),
                violation_error_message="Tanggal pelatihan hanya untuk pengasuh yang sudah dilatih.",
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name

    def get_absolute_url(self) -> str:
        return reverse("child-detail", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record was taken out of the lists."""
        return self.withdrawn_at is not None

    @property
    def carer_shown(self) -> str:
        """The carer's name, whether recorded as a person or only by name."""
        return self.carer.full_name if self.carer_id else self.carer_name

    @property
    def has_consent(self) -> bool:
        """Whether a guardian's consent holds."""
        return self.consent is not None and self.consent.is_valid


def age_on(born: object, day: date) -> int | None:
    """Whole years of a partial birth date on a day: of a year alone the age that is reached in that year."""
    if born is None:
        return None
    first = born.first_day  # type: ignore[attr-defined]
    if born.precision == "year":  # type: ignore[attr-defined]
        return day.year - first.year
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))
