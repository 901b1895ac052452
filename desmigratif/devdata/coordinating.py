"""The chain of the Rakor and the actions after it, entered by the services and by those whose work it is.

Call it inside `acting_as(SYSTEM)`. For every institution that owns an action an officer is made who can't log in: what
an institution reports is reported by somebody of its own.
"""

from dataclasses import dataclass
from datetime import date

from coordination.enums import AdoptionStatus, Assessment, FindingKind, PracticeStatus, Presence
from coordination.models import (
    ActionItem,
    FieldVisit,
    Finding,
    Meeting,
    ProgressReport,
    Recommendation,
    ReportingPeriod,
)
from coordination.services import (
    actions,
    findings,
    meetings,
    milestones,
    practices,
    progress,
    recommendations,
    revisions,
    visits,
)
from desmigratif.accounts.roles import Role
from desmigratif.accounts.services import assign, create_user
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.devdata import chain
from desmigratif.devdata.accounts import BETAK, PAGERSARI, TUNGGANGRI
from desmigratif.devdata.actions import ACTIONS, ActionExample, Report
from desmigratif.devdata.example_files import example_pdf
from desmigratif.documents.services import Incoming, add_document, clean_file
from desmigratif.reference.enums import InstitutionKind
from desmigratif.reference.models import Institution
from pillars.enums import Pillar

SINCE = date(2023, 1, 2)
POSTS = {
    InstitutionKind.OPD_KAB: (Role.OPD, Level.KAB),
    InstitutionKind.OPD_PROV: (Role.OPD, Level.PROV),
    InstitutionKind.UPT: (Role.BP3MI, Level.PROV),
}


@dataclass
class Desks:
    """Who works on the coordination: analyst, deputy, and an officer of each institution as it is needed."""

    analyst: Actor
    deputy: Actor
    officers: dict[str, Actor]

    def officer(self, institution: Institution) -> Actor:
        """The officer of an institution; made when there is none yet."""
        if institution.code not in self.officers:
            role, level = POSTS.get(InstitutionKind(institution.kind), (Role.KL, Level.NATION))
            user = create_user(
                username=f"contoh-{institution.code.lower().replace('_', '-')}",
                full_name=f"Petugas {institution.short_name} (contoh)",
                password=None,
                by=SYSTEM,
            )
            self.officers[institution.code] = assign(
                user=user,
                role=role,
                level=level,
                region=None if level is Level.NATION else institution.region,
                institution=institution,
                starts_on=SINCE,
                by=SYSTEM,
            ).as_actor()
        return self.officers[institution.code]


def make_coordination(desks: Desks) -> None:
    """Meetings, visit, findings, recommendations, actions, a good practice."""
    known = {institution.code: institution for institution in Institution.objects.select_related("region")}
    with acting_as(desks.analyst):
        held = _make_meetings(known, desks.analyst)
        found = _make_visit(known, held["rtm"], desks.analyst)
        asked = _make_recommendations(known, held, found, desks.analyst)
    for example in ACTIONS:
        with acting_as(desks.analyst):
            action = _make_action(example, known, asked, found, desks.analyst)
        _follow(action, example, known[example.owner], desks)
    with acting_as(desks.analyst):
        _make_practice(desks.analyst)


def _make_meetings(known: dict[str, Institution], by: Actor) -> dict[str, Meeting]:
    held: dict[str, Meeting] = {}
    for fact in chain.MEETINGS:
        came = [*chain.PRESENT, *chain.ONLINE] if fact.key == "rakor" else [chain.COORDINATOR]
        meeting = meetings.create_meeting(
            kind=fact.kind,
            title=fact.title,
            starts_on=fact.on,
            ends_on=fact.on,
            mode=fact.mode,
            chair=fact.chair,
            summary="",
            organizer=known[chain.COORDINATOR],
            follows=held.get(fact.follows),
            village_codes=chain.ALL_VILLAGES if fact.key == "rakor" else (),
            invited=[known[code] for code in came],
            by=by,
        )
        lines = [
            meetings.AttendanceLine(
                institution_id=known[code].pk,
                presence=Presence.DARING if code in chain.ONLINE else Presence.HADIR,
            )
            for code in came
        ]
        meeting = meetings.record_attendance(meeting=meeting, lines=lines, version=_version(meeting), by=by)
        meeting = meetings.finish_meeting(meeting=meeting, summary=fact.summary, version=_version(meeting), by=by)
        held[fact.key] = meetings.finalize_minutes(meeting=meeting, version=_version(meeting), by=by)
    return held


def _version(row: Meeting | ActionItem) -> int:
    """The version as it stands: sharing with others saves a record too."""
    return type(row).objects.get(pk=row.pk).version


def _make_visit(known: dict[str, Institution], meeting: Meeting, by: Actor) -> dict[str, Finding]:
    visit: FieldVisit = visits.create_visit(
        title=chain.VISIT_TITLE,
        starts_on=chain.VISIT_DAYS[0],
        ends_on=chain.VISIT_DAYS[1],
        lead=known[chain.COORDINATOR],
        team="",
        meeting=meeting,
        summary=chain.VISIT_SUMMARY,
        village_codes=chain.ALL_VILLAGES,
        by=by,
    )
    return {
        fact.key: findings.add_finding(
            visit=visit,
            village_code="",
            pillar=fact.pillar,
            kind=FindingKind.MASALAH,
            category=fact.category,
            description=fact.description,
            evidence=chain.PRESS_RELEASE,
            severity=fact.severity,
            by=by,
        )
        for fact in chain.FINDINGS
    }


def _make_recommendations(
    known: dict[str, Institution], held: dict[str, Meeting], found: dict[str, Finding], by: Actor
) -> dict[str, Recommendation]:
    return {
        fact.key: recommendations.create_recommendation(
            meeting=held[fact.meeting],
            findings=[found[key] for key in fact.findings],
            addressees=[known[code] for code in fact.to],
            number=fact.number,
            text=fact.text,
            pillar=fact.pillar,
            is_example=fact.is_example,
            by=by,
        )
        for fact in chain.RECOMMENDATIONS
    }


def _make_action(
    example: ActionExample,
    known: dict[str, Institution],
    asked: dict[str, Recommendation],
    found: dict[str, Finding],
    by: Actor,
) -> ActionItem:
    action = actions.create_action(
        recommendation=asked[example.recommendation],
        finding=found.get(example.finding),
        programme=example.programme,
        activity=example.activity,
        output=example.output,
        unit=example.unit,
        target=example.target,
        owner=known[example.owner],
        owner_unit=example.owner_unit,
        supporters=[known[code] for code in example.supporters],
        village_codes=example.villages,
        pillar=example.pillar,
        budget=example.budget,
        fund_source=example.fund_source,
        starts_on=example.starts_on,
        ends_on=example.ends_on,
        is_example=True,
        by=by,
    )
    for step in example.steps:
        milestones.add_milestone(action=action, title=step.title, due_on=step.due_on, by=by)
    return action


def _follow(action: ActionItem, example: ActionExample, owner: Institution, desks: Desks) -> None:
    """What the owner reported, asked for and finished, and what was decided on it."""
    officer = desks.officer(owner)
    if example.revised_to:
        _revise(action, example.revised_to, example.revised_because, officer, desks.deputy)
    with acting_as(officer):
        for step in example.steps:
            if step.done_on:
                row = action.milestones.get(title=step.title)
                milestones.finish_milestone(milestone=row, done_on=step.done_on, version=row.version, by=officer)
    for said in example.reports:
        if ReportingPeriod.objects.get(pk=said.period).starts_on <= today():
            _report(action, said, officer, desks.analyst)
    if example.asked_for and example.asked_for > today():
        with acting_as(officer):
            revisions.request_revision(
                action=action,
                new_starts_on=action.starts_on,
                new_ends_on=example.asked_for,
                reason=example.asked_because,
                by=officer,
            )


def _report(action: ActionItem, said: Report, officer: Actor, analyst: Actor) -> None:
    """One report, its evidence when it is to be found in line, and what the analyst said of it."""
    period = ReportingPeriod.objects.get(pk=said.period)
    with acting_as(officer):
        report = progress.report_progress(
            action=action,
            period=period,
            percent=said.percent,
            status=said.status,
            obstacle=said.obstacle,
            follow_up=said.follow_up,
            evidence=said.evidence,
            finished_on=min(period.ends_on, today()) if said.percent == 100 else None,
            by=officer,
        )
        if said.assessment == Assessment.SESUAI:
            report = _evidence(report, said.evidence, officer)
    if said.assessment:
        with acting_as(analyst):
            progress.check_progress(
                report=report, assessment=Assessment(said.assessment), version=report.version, by=analyst
            )


def _evidence(report: ProgressReport, text: str, officer: Actor) -> ProgressReport:
    """An example file, so that the report may be found in line; returns the report as it is then."""
    lines = [text, "Berkas contoh. Bukan dokumen resmi."]
    file = clean_file(Incoming.of("data-dukung.pdf", example_pdf(lines)))
    add_document(record=report, document_id=uuid7(), file=file, caption="Contoh data dukung", by=officer)
    report.refresh_from_db()
    return report


def _revise(action: ActionItem, until: date, because: str, officer: Actor, deputy: Actor) -> None:
    with acting_as(officer):
        asked = revisions.request_revision(
            action=action, new_starts_on=action.starts_on, new_ends_on=until, reason=because, by=officer
        )
    with acting_as(deputy):
        revisions.decide_revision(revision=asked, is_approved=True, version=asked.version, by=deputy)


def _make_practice(by: Actor) -> None:
    """A good practice of Tunggangri, told as an example, and a village that takes it over."""
    practice = practices.propose_practice(
        title="Bawang goreng keluarga PMI dijual lewat BUMDes",
        village_code=TUNGGANGRI,
        pillar=Pillar.USAHA,
        problem="Contoh: hasil panen bawang merah dijual murah saat panen raya.",
        solution="Contoh: kelompok mengolahnya menjadi bawang goreng, mengurus P-IRT, lalu menjual lewat BUMDes.",
        result="Contoh: tiga produk berizin dan dipasarkan di kabupaten.",
        preconditions="Contoh: ada kelompok yang aktif dan BUMDes yang mau memasarkan.",
        cost=15_000_000,
        actors="Contoh: KWT, BUMDes, Dinas Pertanian",
        key_to_success="Contoh: pembeli sudah ada sebelum produksi dimulai.",
        is_example=True,
        by=by,
    )
    for status in (PracticeStatus.KURASI, PracticeStatus.TERBIT):
        practice = practices.move_practice(practice=practice, status=status, version=practice.version, by=by)
    practices.add_adoption(
        practice=practice,
        village_code=BETAK,
        status=AdoptionStatus.JALAN,
        started_on=date(2026, 7, 1),
        by=by,
    )
    practices.add_adoption(practice=practice, village_code=PAGERSARI, status=AdoptionStatus.MINAT, by=by)
