"""The register of family permission letters as a file."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.enums import ExportSubject
from desmigratif.reporting.lists.base import NEAR, OF_VILLAGE, Column, PersonalList, date_words, yes_no
from pillars.filters.care import LetterFilter
from pillars.models import PermissionLetter


class LettersList(PersonalList):
    """Permission letters, without those withdrawn."""

    name = ExportSubject.SURAT
    address = "letter-list"
    right = Perm.PERSON_VIEW
    filters = LetterFilter
    contents = "Register surat izin keluarga, tanpa yang ditarik."
    columns = (
        Column("Nomor surat", lambda row: row.letter_number, 24),
        Column("Calon PMI", lambda row: row.person.full_name, 28),
        *OF_VILLAGE,
        Column("Tanggal permohonan", lambda row: date_words(row.requested_on), 18),
        Column("Tanggal surat", lambda row: date_words(row.issued_on), 18),
        Column("Pemberi izin", lambda row: row.giver_name, 28, NEAR),
        Column("Hubungan", lambda row: row.get_giver_relation_display(), 16),
        Column("Pemberi izin hadir", lambda row: yes_no(row.attended), 12),
        Column("Negara tujuan", lambda row: row.country.name if row.country else "", 18),
        Column("P3MI", lambda row: row.p3mi, 24),
        Column("Penandatangan", lambda row: row.signatory, 24, NEAR),
    )

    def everything(self, actor: Actor) -> QuerySet:
        """With the people and countries they name."""
        return PermissionLetter.objects.visible_to(actor).current().select_related("person", "country")
