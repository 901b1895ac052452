"""Input of groups, businesses, aid and cooperatives: shapes only; the services hold the rules."""

from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.partial_date import MONTHS
from desmigratif.core.scope import Actor, Reach
from desmigratif.core.web.fields import AmountField, DayField, ReasonField, RupiahField, TextField, WholeNumberField
from desmigratif.core.web.forms import CodeListField, GroupedForm, PartialDateFormField, RecordIdField, VersionField
from desmigratif.core.web.records import WhyForm
from pillars.enums import (
    AidCondition,
    AidKind,
    BusinessKind,
    BusinessStatus,
    CapitalSource,
    CooperativeKind,
    CooperativeLink,
    CooperativeStatus,
    GroupKind,
    Market,
    TurnoverBand,
)
from pillars.services import aid as aid_services
from pillars.web.business.fields import MonthField, RowField
from pillars.web.business.offers import RECIPIENTS_EMPTY, owners, recipients
from workers.web.forms.fields import PersonNameField, hamlet_field

WHEN = "Boleh kosong, tahunnya saja pun boleh. Contoh: 2023 atau 14-5-2023."


class GroupAddForm(GroupedForm):
    """A new group."""

    GROUPS = (("Kelompok", ("name", "kind", "hamlet", "leader_name", "commodity")),)
    MORE = ("Isian lain: SK dan tahun berdiri", ("decree_number", "founded_on"))

    record_id = RecordIdField()
    name = TextField(label="Nama kelompok", max_length=120, help_text="Contoh: KWT Melati")
    kind = CodeListField(GroupKind, label="Jenis kelompok")
    leader_name = PersonNameField(
        label="Ketua (boleh kosong)",
        required=False,
        help_text="Hanya terlihat oleh yang boleh melihat nama warga.",
    )
    commodity = TextField(
        label="Komoditas atau kegiatan (boleh kosong)",
        required=False,
        max_length=100,
        help_text="Contoh: keripik pisang, ternak kambing",
    )
    decree_number = TextField(
        label="Nomor SK (boleh kosong)",
        required=False,
        max_length=80,
        help_text="Nomor surat keputusan pembentukan, biasanya dari kepala desa.",
    )
    founded_on = PartialDateFormField(label="Berdiri", required=False, help_text=WHEN)

    def __init__(self, *args: Any, by: Actor, village_code: str, current_hamlet: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hamlet = hamlet_field(by=by, village_code=village_code, current=current_hamlet)
        hamlet.required = False
        self.fields["hamlet"] = hamlet


class GroupForm(GroupAddForm):
    """A group as it is."""

    GROUPS = (("Kelompok", ("name", "kind", "hamlet", "leader_name", "commodity", "is_active")),)

    record_id = None
    version = VersionField()
    is_active = forms.BooleanField(
        label="Kelompok ini masih aktif", required=False, help_text="Hapus centangnya kalau sudah tidak berkegiatan."
    )


class WithdrawForm(WhyForm):
    """Why a record should not be there."""

    reason = ReasonField(label="Alasan", help_text="Misalnya: tercatat dua kali. Alasannya tersimpan di riwayat.")


class BusinessFields(GroupedForm):
    """What is asked of a business."""

    GROUPS = (("Usaha", ("owner", "name", "kind", "commodity", "status", "started_on", "turnover_band")),)
    MORE = (
        "Isian lain: pasar, modal, tenaga kerja, NIB",
        ("market", "capital_source", "workers_female", "workers_male", "nib"),
    )

    owner = RowField(label="Pemilik", help_text="Satu kelompok atau satu orang yang sudah tercatat di desa ini.")
    name = TextField(label="Nama usaha", max_length=120, help_text="Contoh: Keripik Pisang Melati")
    kind = CodeListField(BusinessKind, label="Jenis usaha")
    commodity = TextField(
        label="Komoditas atau produk (boleh kosong)",
        required=False,
        max_length=100,
        help_text="Contoh: keripik pisang",
    )
    status = CodeListField(
        BusinessStatus, label="Keadaan usaha", help_text="Rintisan: sedang disiapkan, belum menjual."
    )
    started_on = PartialDateFormField(
        label="Mulai usaha",
        required=False,
        help_text=f"{WHEN} Dipakai menghitung usaha yang masih berjalan setelah 12 bulan.",
    )
    turnover_band = CodeListField(
        TurnoverBand,
        label="Omzet sebulan (boleh kosong)",
        required=False,
        empty="Belum ditanya",
        help_text="Uang masuk dari penjualan sebulan, sebelum dikurangi biaya. Kisaran saja, tidak dijumlahkan.",
    )
    market = CodeListField(
        Market,
        label="Pasar (boleh kosong)",
        required=False,
        empty="Belum ditanya",
        help_text="Terjauh yang dijangkau.",
    )
    capital_source = CodeListField(
        CapitalSource,
        label="Asal modal (boleh kosong)",
        required=False,
        empty="Belum ditanya",
        help_text="Yang terbesar. Remitansi: uang kiriman dari luar negeri.",
    )
    workers_female = WholeNumberField(
        label="Tenaga kerja perempuan (boleh kosong)", required=False, help_text="Termasuk pemiliknya."
    )
    workers_male = WholeNumberField(
        label="Tenaga kerja laki-laki (boleh kosong)", required=False, help_text="Termasuk pemiliknya."
    )
    nib = TextField(
        label="NIB (boleh kosong)",
        required=False,
        max_length=30,
        width=20,
        attrs={"inputmode": "numeric"},
        help_text="Nomor Induk Berusaha, 13 angka, dari oss.go.id. Bukan NIK.",
    )

    def __init__(self, *args: Any, by: Actor, village_code: str, present: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(*owners(village_code, by=by, present=present), empty="Pilih pemilik")


class BusinessAddForm(BusinessFields):
    """A new business."""

    record_id = RecordIdField()


class BusinessForm(BusinessFields):
    """A business as it is."""

    version = VersionField()


class AidFields(GroupedForm):
    """What is asked of aid."""

    GROUPS = (
        ("Pemberi dan penerima", ("giver", "recipient")),
        ("Bantuan", ("kind", "description", "given_on", "quantity", "unit", "value", "handover_number")),
    )

    giver = RowField(label="Pemberi", help_text="Instansi yang menyerahkan bantuan.")
    recipient = RowField(
        label="Penerima",
        help_text="Kelompok atau usaha yang belum ada di daftar dicatat dulu di halaman desanya.",
    )
    kind = CodeListField(AidKind, label="Jenis bantuan")
    description = TextField(
        label="Uraian", max_length=200, help_text="Apa yang diberikan. Contoh: mesin perajang singkong"
    )
    given_on = DayField(label="Tanggal diterima", help_text="Contoh: 14-5-2026")
    quantity = AmountField(label="Jumlah (boleh kosong)", required=False, width=5, help_text="Contoh: 2 atau 12,5")
    unit = TextField(
        label="Satuan (boleh kosong)", required=False, max_length=30, width=10, help_text="Contoh: unit, ekor, kg"
    )
    value = RupiahField(
        label="Nilai dalam rupiah (boleh kosong)",
        required=False,
        help_text="Seluruhnya. Dengan atau tanpa titik. Contoh: 7.500.000",
    )
    handover_number = TextField(
        label="Nomor BAST (boleh kosong)",
        required=False,
        max_length=80,
        help_text="Nomor berita acara serah terima.",
    )

    def __init__(self, *args: Any, by: Actor, village_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].offer(*recipients(village_code, by=by), empty=RECIPIENTS_EMPTY)
        if by.reach is Reach.INSTITUTION:
            del self.fields["giver"]
            self.GROUPS = (("Penerima", ("recipient",)), *self.GROUPS[1:])
            return
        givers: dict[str, list[Any]] = {}
        for row in aid_services.givers_for(village_code, by=by):
            givers.setdefault(row.get_kind_display(), []).append((row.code, row.short_name, row))
        self.fields["giver"].offer(*givers.items(), empty="Pilih instansi")


class AidAddForm(AidFields):
    """New aid; the village was chosen on the page before, or is the officer's own."""

    record_id = RecordIdField()
    village_code = forms.CharField(widget=forms.HiddenInput, max_length=13)


class AidForm(AidFields):
    """Aid as it is recorded."""

    version = VersionField()


class AidCheckForm(GroupedForm):
    """What has become of it."""

    version = VersionField()
    condition = CodeListField(
        AidCondition,
        label="Keadaannya sekarang",
        widget=forms.RadioSelect,
        help_text="Lihat sendiri barangnya, atau tanyakan kepada penerimanya.",
    )
    condition_on = DayField(label="Diperiksa tanggal", help_text="Contoh: 24-11-2026", initial=today)


class CooperativeFields(GroupedForm):
    """What is asked of a cooperative."""

    GROUPS = (
        ("Koperasi", ("name", "kind", "link", "status")),
        ("Badan hukum", ("legal_number", "legal_on", "founders")),
        ("Buku dan rapat anggota", ("book_closing_month", "last_rat_on", "simkopdes_id")),
    )

    name = TextField(label="Nama koperasi", max_length=120, help_text="Contoh: Koperasi Desmigratif Makmur")
    kind = CodeListField(CooperativeKind, label="Jenis koperasi")
    link = CodeListField(
        CooperativeLink,
        label="Kaitan",
        help_text="Koperasi Desa Merah Putih dicatat terpisah dari koperasi Desmigratif yang berdiri sendiri.",
    )
    status = CodeListField(CooperativeStatus, label="Status")
    legal_number = TextField(
        label="Nomor badan hukum (boleh kosong)",
        required=False,
        max_length=80,
        help_text="Wajib kalau statusnya Berbadan hukum. Contoh: AHU-0012345.AH.01.29",
    )
    legal_on = DayField(label="Tanggal badan hukum", required=False, help_text="Boleh kosong. Contoh: 14-5-2024")
    founders = WholeNumberField(
        label="Jumlah pendiri (boleh kosong)",
        required=False,
        help_text="Wajib kalau sudah ada nomor badan hukum: paling sedikit 9 orang.",
    )
    book_closing_month = forms.TypedChoiceField(
        label="Bulan tutup buku",
        coerce=int,
        choices=[(number, name) for number, name in enumerate(MONTHS, start=1)],
        initial=len(MONTHS),
        help_text="Biasanya Desember. RAT paling lambat tiga bulan sesudahnya.",
        error_messages={"invalid_choice": "Pilih bulan tutup buku dari daftar."},
    )
    last_rat_on = DayField(
        label="RAT terakhir",
        required=False,
        help_text="Rapat anggota tahunan. Kosongkan kalau belum pernah. Contoh: 14-2-2026",
    )
    simkopdes_id = TextField(
        label="Nomor di SIMKOPDES (boleh kosong)",
        required=False,
        max_length=40,
        help_text="Pembukuan lengkapnya tetap di SIMKOPDES, tidak diketik ulang di sini.",
    )


class CooperativeAddForm(CooperativeFields):
    """A new cooperative."""

    record_id = RecordIdField()


class CooperativeForm(CooperativeFields):
    """A cooperative as it is."""

    version = VersionField()


class RecapFields(GroupedForm):
    """The books of a month: seven numbers, each with the month before beside it."""

    GROUPS = (
        ("Bulan", ("month",)),
        ("Anggota pada akhir bulan", ("members_female", "members_male")),
        ("Simpanan pada akhir bulan", ("savings_principal", "savings_mandatory", "savings_voluntary")),
        ("Pinjaman pada akhir bulan", ("loans_outstanding", "loans_overdue")),
    )

    month = MonthField(label="Bulan")
    members_female = WholeNumberField(label="Anggota perempuan")
    members_male = WholeNumberField(label="Anggota laki-laki")
    savings_principal = RupiahField(label="Simpanan pokok (Rp)")
    savings_mandatory = RupiahField(label="Simpanan wajib (Rp)")
    savings_voluntary = RupiahField(label="Simpanan sukarela (Rp)")
    loans_outstanding = RupiahField(label="Pinjaman beredar (Rp)")
    loans_overdue = RupiahField(label="Pinjaman macet (Rp)")

    def __init__(self, *args: Any, beside: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in beside.items():
            self.fields[name].help_text = words


class RecapAddForm(RecapFields):
    """A new month."""

    record_id = RecordIdField()


class RecapForm(RecapFields):
    """A month as it was recorded."""

    version = VersionField()
