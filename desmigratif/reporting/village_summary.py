"""What a village meeting decides from: the state of one village, and the questions that what is missing puts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.models import ActionItem
from desmigratif.core.scope import Actor
from desmigratif.reporting.pillar_figures import PillarFigures
from desmigratif.reporting.pillar_states import PillarState, Standing
from desmigratif.reporting.queries import PlaceFigures
from desmigratif.reporting.suppression import SMALLEST_SHOWN
from desmigratif.reporting.wording import number
from villages.models import Village, VillageOfficer
from workers.enums import PmiStatus

MOST_QUESTIONS = 3
MOST_ACTIONS = 5
ABROAD = (PmiStatus.AKTIF, PmiStatus.CUTI)
LEAVING = (PmiStatus.MINAT, PmiStatus.CALON, PmiStatus.PROSES)


@dataclass(frozen=True)
class Residents:
    """A number of people on paper that many will read: a small one is not told."""

    label: str
    n: int

    @property
    def words(self) -> str:
        """214; "kurang dari 5"; "belum ada"."""
        if not self.n:
            return "belum ada"
        return number(self.n) if self.n >= SMALLEST_SHOWN else f"kurang dari {SMALLEST_SHOWN}"

    @property
    def is_number(self) -> bool:
        """Whether it is shown as a number."""
        return self.n >= SMALLEST_SHOWN


def residents(figures: PlaceFigures) -> list[Residents]:
    """Those abroad, those who came home, those about to leave."""
    counts = {row.code: row.n for row in figures.by_status}
    return [
        Residents("Bekerja di luar negeri", sum(counts.get(status, 0) for status in ABROAD)),
        Residents("Purna, sudah pulang", counts.get(PmiStatus.PURNA, 0)),
        Residents("Calon, sedang mengurus", sum(counts.get(status, 0) for status in LEAVING)),
    ]


def actions_in(actor: Actor, village_code: str, day: date) -> list[ActionItem]:
    """The actions with this village as a place that are not over, the most urgent first."""
    rows: Any = ActionItem.objects.all().visible_to(actor).open().in_village(village_code)
    return list(rows.with_names().with_state(day).order_by("state_order", "ends_on", "number"))


def questions(
    states: Iterable[PillarState], figures: PillarFigures, actions: Iterable[ActionItem], *, has_officer: bool
) -> list[str]:
    """At most three questions for the meeting: first what has not begun, then what is late, then what lies idle."""
    states = list(states)
    found = [] if has_officer else ["Siapa petugas Desmigratif desa ini, dan mulai kapan?"]
    found += [state.question for state in states if state.standing is Standing.IDLE]
    found += _about_late([action for action in actions if action.is_late])
    found += [state.question for state in states if state.standing is Standing.BEHIND]
    idle = figures.aid_checked - figures.aid_in_use
    if idle:
        found.append(f"Diapakan {number(idle)} bantuan yang tidak dipakai: diperbaiki, dipindahkan, atau diganti?")
    if figures.aid_due:
        found.append(f"Siapa yang memeriksa {number(figures.aid_due)} bantuan yang sudah lewat 6 bulan?")
    found.append(f"Berapa Dana Desa {figures.day.year + 1} untuk pemberdayaan PMI Purna dan keluarganya?")
    found.append("Apa sasaran tiap pilar sampai musyawarah berikutnya?")
    found.append("Siapa yang mengundang keluarga PMI ke kegiatan berikutnya?")
    return found[:MOST_QUESTIONS]


def _about_late(late: list[ActionItem]) -> list[str]:
    """One question about all of them: the meeting has others to decide."""
    if not late:
        return []
    worst = max(late, key=lambda action: action.days_late)
    if len(late) == 1:
        return [
            f"“{worst.activity}” terlambat {number(worst.days_late)} hari: siapa yang menanyakan ke"
            f" {worst.owner.short_name}, dan kapan?"
        ]
    return [
        f"{number(len(late))} rencana aksi terlambat, paling lama “{worst.activity}” dari {worst.owner.short_name}"
        f" ({number(worst.days_late)} hari): siapa yang menanyakan, dan kapan?"
    ]


def serving(actor: Actor, village: Village, day: date) -> list[VillageOfficer]:
    """Who works for the programme in the village today."""
    rows = VillageOfficer.objects.all().visible_to(actor).filter(village=village).serving_on(day)
    return list(rows.filter(starts_on__lte=day).order_by("starts_on", "seq"))
