"""Children as a file: only those whose guardian's consent holds (UU 27/2022 Ps 25); risks leave in no file."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.enums import ExportSubject
from desmigratif.reporting.lists.base import NEAR, OF_VILLAGE, Column, PersonalList, date_words, yes_no
from desmigratif.reporting.wording import number
from workers.enums import Sex
from workers.filters import ChildFilter
from workers.models import Child


class ChildrenList(PersonalList):
    """Children of migrant workers with a valid consent."""

    name = ExportSubject.ANAK
    address = "child-list"
    right = Perm.CHILD_VIEW
    filters = ChildFilter
    contents = "Anak PMI dengan persetujuan wali yang berlaku, tanpa yang ditarik. Tanda risiko tidak ikut."
    warning = (
        "Memuat data anak: data pribadi yang bersifat spesifik (UU 27/2022 Ps 4 dan 25). Pakai hanya untuk keperluan"
        " di atas, jangan diteruskan, lalu hapus."
    )
    columns = (
        Column("Nama anak", lambda row: row.person.full_name, 28),
        Column("Tanggal lahir", lambda row: date_words(row.person.birth_date), 16),
        Column("Jenis kelamin", lambda row: str(Sex(row.person.sex).label) if row.person.sex else ""),
        Column("Dusun", lambda row: row.person.hamlet, 18, NEAR),
        *OF_VILLAGE,
        Column("Orang tua PMI", lambda row: row.migrant.full_name if row.migrant else "", 28, NEAR),
        Column("Orang tua di luar negeri", lambda row: row.get_parent_abroad_display(), 14),
        Column("Pengasuh", lambda row: row.carer_shown, 28, NEAR),
        Column("Hubungan pengasuh", lambda row: row.get_carer_relation_display(), 18),
        Column("Pengasuh sudah dilatih", lambda row: yes_no(row.carer_trained), 12),
        Column("Status sekolah", lambda row: row.get_school_status_display(), 18),
        Column("Nama sekolah", lambda row: row.school, 24, NEAR),
        Column("Kelas", lambda row: row.grade, 8, NEAR),
        Column("Hubungan dengan orang tua", lambda row: row.get_contact_frequency_display(), 18, NEAR),
        Column("Punya JKN", lambda row: yes_no(row.has_jkn), 10),
        Column("Punya akta lahir", lambda row: yes_no(row.has_birth_certificate), 10),
        Column("Tanggal persetujuan wali", lambda row: date_words(row.consent.given_on), 16),
    )

    def everything(self, actor: Actor) -> QuerySet:
        """Those whose data may leave."""
        return Child.objects.visible_to(actor).shareable().with_names()

    def left_out(self, actor: Actor, filters: dict[str, str]) -> list[tuple[str, str]]:
        """How many of the list have no consent that holds."""
        shown = Child.objects.visible_to(actor).current()
        n = self.filters(self.clean_filters(filters), queryset=shown).qs.count() - self.rows(actor, filters).count()
        return [("Tidak ikut", f"{number(n)} anak tanpa persetujuan wali yang berlaku")]
