"""How the four pillars of one village stand, in words: not begun, behind, or under way. What is absent comes first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desmigratif.core.scope import Actor
from desmigratif.reporting.pillar_figures import PillarFigures, in_region, read_pillars
from desmigratif.reporting.wording import date_words, number
from pillars.enums import CooperativeStatus, Pillar
from pillars.models import Cooperative
from pillars.models.cooperative import FEWEST_FOUNDERS
from pillars.services.states import VillageState, village_states


class Standing(StrEnum):
    """The most urgent first."""

    IDLE = "idle"
    BEHIND = "behind"
    RUNNING = "running"


ORDER = list(Standing)
LABELS = {Standing.IDLE: "Belum dimulai", Standing.BEHIND: "Perlu perhatian", Standing.RUNNING: "Berjalan"}
COUNTED = {Standing.RUNNING: "berjalan", Standing.BEHIND: "perlu perhatian", Standing.IDLE: "belum dimulai"}
NUMBERS = ("", "satu", "dua", "tiga", "empat")


@dataclass(frozen=True)
class PillarState:
    """One pillar: its standing, what there is in a sentence, and the question it puts to the village, if any."""

    pillar: Pillar
    standing: Standing
    words: str
    question: str = ""

    @property
    def label(self) -> str:
        """Belum dimulai, Perlu perhatian, Berjalan."""
        return LABELS[self.standing]

    @property
    def is_idle(self) -> bool:
        """Whether nothing has begun."""
        return self.standing is Standing.IDLE


def read_states(actor: Actor, village_code: str, day: date) -> tuple[PillarFigures, list[PillarState]]:
    """The figures of a village and its four pillars, what is absent first."""
    figures = read_pillars(actor, village_code, day)
    state = village_states(actor, [village_code], day)[village_code]
    found = [_services(state), _business(figures), _parenting(state, figures), _cooperative(actor, figures)]
    return figures, sorted(found, key=lambda row: ORDER.index(row.standing))


def title_of(states: list[PillarState]) -> str:
    """Empat pilar: dua berjalan, satu perlu perhatian, satu belum dimulai."""
    counts = [(sum(state.standing is standing for state in states), words) for standing, words in COUNTED.items()]
    return f"Empat pilar: {', '.join(f'{NUMBERS[n]} {words}' for n, words in counts if n)}"


def _services(state: VillageState) -> PillarState:
    now, last = state.services, state.last_service
    if now and last:
        words = f"{number(now)} layanan bulan ini. Terakhir {date_words(last)}."
        return PillarState(Pillar.LAYANAN, Standing.RUNNING, words)
    if last:
        words = f"Belum ada layanan bulan ini. Terakhir {date_words(last)}."
        question = "Mengapa belum ada yang dilayani bulan ini, dan bagaimana warga tahu layanan ini ada?"
        return PillarState(Pillar.LAYANAN, Standing.BEHIND, words, question)
    words = "Langkah pertama: catat orang pertama yang datang bertanya."
    return PillarState(
        Pillar.LAYANAN, Standing.IDLE, words, "Hari dan jam layanan migrasi di balai desa, dan siapa yang melayani?"
    )


def _business(figures: PillarFigures) -> PillarState:
    groups, running = figures.groups.total(), figures.business_running
    found = [f"{number(groups)} kelompok aktif"] if groups else []
    found += [f"{number(running)} usaha berjalan"] if running else []
    members = figures.group_members.total()
    found += [f"{number(members)} anggota"] if members else []
    if groups or running:
        return PillarState(Pillar.USAHA, Standing.RUNNING, f"{', '.join(found)}.")
    if figures.groups_ended or figures.businesses:
        words = "Tidak ada kelompok yang aktif dan tidak ada usaha yang berjalan."
        question = "Kelompok usaha mana yang dihidupkan lagi, dan siapa pendampingnya?"
        return PillarState(Pillar.USAHA, Standing.BEHIND, words, question)
    words = "Langkah pertama: catat kelompok atau usaha yang sudah ada."
    return PillarState(Pillar.USAHA, Standing.IDLE, words, "Usaha bersama apa yang dimulai, dan siapa ketuanya?")


def _parenting(state: VillageState, figures: PillarFigures) -> PillarState:
    now, last = state.sessions, state.last_session
    if now and last:
        heads = number(sum(figures.session_heads))
        words = f"{number(now)} sesi triwulan ini, {heads} peserta. Terakhir {date_words(last)}."
        return PillarState(Pillar.PENGASUHAN, Standing.RUNNING, words)
    if last:
        words = f"Belum ada sesi triwulan ini. Sesi terakhir {date_words(last)}."
        question = "Kapan sesi pengasuhan berikutnya, dan siapa fasilitatornya?"
        return PillarState(Pillar.PENGASUHAN, Standing.BEHIND, words, question)
    words = "Langkah pertama: tentukan hari tetap rumah belajar."
    return PillarState(Pillar.PENGASUHAN, Standing.IDLE, words, "Hari tetap rumah belajar, dan siapa pengajarnya?")


def _cooperative(actor: Actor, figures: PillarFigures) -> PillarState:
    counts = {row.code: row.n for row in figures.cooperative_statuses}
    working = [(str(status.label).lower(), counts[status]) for status in CooperativeStatus if counts[status]]
    if not figures.with_cooperative:
        gone = f"Yang tercatat: {', '.join(f'{n} {label}' for label, n in working)}. " if working else ""
        words = f"{gone}Langkah pertama: kumpulkan {FEWEST_FOUNDERS} calon pendiri."
        question = f"Siapa {FEWEST_FOUNDERS} calon pendiri koperasi?"
        return PillarState(Pillar.KOPERASI, Standing.IDLE, words, question)
    rows = in_region(Cooperative.objects.all().visible_to(actor), figures.code)
    late = rows.rat_overdue(figures.day).order_by("name").first()
    if late is not None:
        due = date_words(late.rat_due_on(figures.day) or figures.day)
        words = f"{late.name}: rapat anggota tahunan (RAT) lewat batas {due}."
        return PillarState(Pillar.KOPERASI, Standing.BEHIND, words, f"Kapan RAT {late.name}, yang batasnya {due}?")
    members = figures.cooperative_members.total()
    words = f"{', '.join(f'{n} koperasi {label}' for label, n in working)}. {number(members)} anggota."
    return PillarState(Pillar.KOPERASI, Standing.RUNNING, words)
