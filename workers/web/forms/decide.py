"""Forms that decide something about one record: withdraw, verify, return, same person or not."""

from typing import Any

from django import forms

from desmigratif.core.web.fields import ReasonField
from desmigratif.core.web.forms import DomainForm, VersionField
from workers.enums import NikReviewStatus


class VersionForm(DomainForm):
    """A decision about the record as it was shown."""

    version = VersionField()

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**(kwargs.get("initial") or {}), "version": version}
        super().__init__(*args, **kwargs)

    def show_again(self, version: int) -> None:
        """After a conflict: the next press of the button is about the record as it is now."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


class WithdrawForm(VersionForm):
    """Take a wrong record out of the lists and counts; it stays in the history."""

    reason = ReasonField(
        label="Alasan menarik",
        help_text="Misalnya: tercatat dua kali, atau orang ini bukan warga desa.",
    )


class EpisodeCancelForm(VersionForm):
    """Take one wrong period abroad out of the profile; it stays in the history."""

    reason = ReasonField(
        label="Alasan membatalkan",
        help_text="Misalnya: tercatat dua kali, atau ini riwayat orang lain.",
    )


class ResubmitForm(VersionForm):
    """Send a returned record again as it is."""

    comment = ReasonField(
        label="Jawaban untuk kabupaten",
        help_text="Misalnya: sudah dicocokkan dengan paspor, tahunnya benar.",
    )


class ReturnForm(VersionForm):
    """Send a record back to the village."""

    comment = ReasonField(
        label="Apa yang perlu diperbaiki",
        help_text="Petugas desa membaca kalimat ini. Contoh: Tahun pulang belum cocok dengan paspor.",
    )


class DecisionField(forms.ChoiceField):
    """The two results of a comparison."""

    own_messages = ("required",)
    default_error_messages = {"required": "Pilih dulu: orang yang sama atau orang berbeda."}
    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        decided = [NikReviewStatus.SAMA, NikReviewStatus.BEDA]
        super().__init__(choices=[(result.value, result.label) for result in decided], **kwargs)


class NikReviewForm(DomainForm):
    """Whether two records with the same NIK are one person."""

    decision = DecisionField(label="Apakah dua catatan ini orang yang sama?")
    comment = ReasonField(label="Dasar keputusan", help_text="Misalnya: dicocokkan dengan KTP lewat petugas desa.")
