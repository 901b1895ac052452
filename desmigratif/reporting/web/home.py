"""The home page: for each role what is due, waiting, returned and late, each with its next step; then the figures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.core.web.views import ScopedPage
from desmigratif.reporting import queries, wording
from desmigratif.reporting.pillar_states import read_states, title_of
from desmigratif.reporting.web import coordination_duties as coordination
from desmigratif.reporting.web import findings
from desmigratif.reporting.web import rights_duties as rights
from desmigratif.reporting.web import village_duties as villages
from desmigratif.reporting.web.duties import LISTED, Duty, in_order, page
from desmigratif.reporting.web.figures import cards
from desmigratif.reporting.web.links import Links
from desmigratif.reporting.web.places import dashboard_url, find_place, own_code
from villages.models import Village
from workers.models import Person

Context = dict[str, Any]
Duties = Callable[[Actor, date], list[Duty]]
Part = Callable[[Actor], Context]


@dataclass(frozen=True)
class Button:
    """Something that can be begun here, if the role may."""

    name: str
    label: str
    icon: str
    perm: Perm
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class HomePage:
    """The home page of a role: its duties, what it begins, what it looks at, and the next step when nothing waits."""

    duties: Duties | None = None
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    quick: tuple[Button, ...] = ()
    nothing: str = "Tidak ada yang menunggu Anda."
    next_step: tuple[Button, ...] = ()
    template: str = "page"
    note: str = ""


REGISTER = Button("person-register", "Daftarkan PMI Purna", "user-plus", Perm.PERSON_ADD)
FIND = Button("person-list", "Cari orang", "search", Perm.PERSON_NAMES)
SERVE = Button("service-add", "Catat layanan", "clipboard-list", Perm.PILLAR_CHANGE)
HOLD = Button("activity-list", "Catat kegiatan", "calendar-check", Perm.PILLAR_CHANGE)
SESSION = Button("activity-add", "Catat sesi pengasuhan", "baby", Perm.PILLAR_CHANGE, ("pengasuhan",))
FAMILY = Button("family-add", "Catat keluarga", "house-heart", Perm.FAMILY_CHANGE)
DASHBOARD = Button("dashboard", "Buka Ikhtisar", "chart-column", Perm.DASHBOARD_VIEW)
VILLAGES = Button("village-list", "Lihat desa", "map-pin", Perm.VILLAGE_VIEW)
OWN_ACTIONS = Button("action-mine", "Laporkan capaian", "list-checks", Perm.ACTION_REPORT)
MATRIX = Button("action-matrix", "Buka rencana aksi", "calendar-range", Perm.ACTION_VIEW)
QUEUE = Button("person-queue", "Periksa data", "clipboard-check", Perm.PERSON_VERIFY)
NAMES = Button("person-list", "Daftar nama", "users", Perm.PERSON_NAMES)
MEETINGS = Button("meeting-add", "Catat rapat", "messages-square", Perm.ACTION_CHANGE)
LATE = Button("action-late", "Yang terlambat", "clock-alert", Perm.ACTION_VIEW)
ADMIN = Button("admin:index", "Betulkan data", "pencil", Perm.ADMIN_SITE)
AGREEMENTS = Button("agreement-list", "Lihat perjanjian", "handshake", Perm.AGREEMENT_VIEW)
DRAFT = Button("agreement-draft", "Susun perjanjian", "plus", Perm.AGREEMENT_DRAFT)
FIGURES = Button("published-figure-list", "Angka bersumber", "quote", Perm.FIGURE_VIEW)

NUMBERS_ONLY = "Anda melihat angka, bukan orang. Angka kecil yang dapat menunjuk ke satu orang disembunyikan."


class Home(ScopedPage):
    """One address; what stands on it is the role's entry in `PAGES`."""

    permission_required = Perm.HOME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody whose assignments have ended is told so, not turned away."""
        if request.assignment is None:
            return render(request, "accounts/no_assignment.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    @property
    def home(self) -> HomePage:
        """The page of the active role."""
        return PAGES[Role(self.request.actor.role)]

    def get_template_names(self) -> list[str]:
        return [f"reporting/home/{self.home.template}.html"]

    def get_context_data(self, **kwargs: Any) -> Context:
        actor, home, now = self.request.actor, self.home, timezone.now()
        context: Context = {
            "today": wording.long_day(now),
            "greeting": f"{wording.greeting(now)}, {actor.name}",
            "as_of": wording.moment(now),
            "as_of_short": wording.short_moment(now),
            "buttons": _usable(home.buttons, actor),
            "quick": _usable(home.quick, actor),
            "nothing": home.nothing,
            "next_steps": _usable(home.next_step, actor),
            "note": home.note,
        }
        for part in home.parts:
            context |= part(actor)
        if home.duties is not None:
            context["duties"] = in_order(home.duties(actor, today()))
        return super().get_context_data(**context, **kwargs)


def _usable(buttons: tuple[Button, ...], actor: Actor) -> list[tuple[str, Button]]:
    """Those the role may use, with their address."""
    return [(url, button) for button in buttons if actor.may(button.perm) and (url := page(button.name, *button.args))]


def _figures(actor: Actor) -> Context:
    """The people of the own region."""
    code = own_code(actor)
    figures = queries.read_place(actor, code)
    return {
        "figures": figures,
        "cards": cards(figures, Links(actor, code), [])[:3],
        "region": find_place(actor, code),
        "figures_url": dashboard_url(code),
    }


def _parts(actor: Actor) -> Context:
    """The regions directly below, most people first."""
    place = find_place(actor, own_code(actor))
    parts = [part for part in queries.read_parts(actor, place.code) if part.has_data or part.villages]
    return {
        "parts": [(part, dashboard_url(part.code)) for part in parts[:LISTED]],
        "parts_total": len(parts),
        "parts_title": findings.of_parts(parts, place.word_below),
    }


def _village(actor: Actor) -> Context:
    """The own village's page, its printed summary, and how its four pillars stand."""
    village = Village.objects.visible_to(actor).filter(village_code=actor.code).first()
    _, states = read_states(actor, actor.code, today())
    return {
        "village": village,
        "summary_url": page("village-summary", village.pk) if village else "",
        "states": states,
        "states_title": title_of(states),
        "pillars_url": page("pillar-home"),
    }


def _recent(actor: Actor) -> Context:
    """Who was entered last."""
    return {"recent": Person.objects.visible_to(actor).current().migrants().order_by("-seq")[:LISTED]}


def _of_officer(actor: Actor, day: date) -> list[Duty]:
    return [
        *villages.returned_people(actor),
        *rights.data_requests(actor),
        *villages.own_activities(actor, day),
        *villages.waiting_services(actor),
        *villages.aid_to_check(actor, day),
        *villages.overdue_rats(actor, day),
        *villages.imports(actor),
    ]


def _of_head(actor: Actor, day: date) -> list[Duty]:
    step = "Tanyakan ke penanggung jawabnya, atau bawa ke musyawarah."
    return [
        *villages.to_verify(actor),
        *villages.overdue_rats(actor, day),
        *coordination.late_actions(actor, day, step=step),
    ]


def _of_region(actor: Actor, day: date) -> list[Duty]:
    return coordination.late_actions(actor, day, step="Tanyakan kepada penanggung jawabnya.")


def _of_district(actor: Actor, day: date) -> list[Duty]:
    own = coordination.own_institutions(actor)
    return [
        *rights.data_requests(actor),
        *rights.emergencies(actor),
        *villages.of_queue(**villages.queue(actor)),
        *villages.to_verify(actor),
        *villages.exports(actor),
        *villages.imports(actor),
        *coordination.own_reports(actor, day, own),
        *_of_region(actor, day),
    ]


def _of_reporter(actor: Actor, day: date) -> list[Duty]:
    own = coordination.own_institutions(actor)
    found = coordination.own_reports(actor, day, own)
    if own:
        found += coordination.revisions(actor, own=own)
        found += coordination.unanswered_recommendations(actor, own)
    if actor.may(Perm.AID_CHANGE):
        found += villages.aid_to_check(actor, day, given_by=own)
    return found


def _of_analyst(actor: Actor, day: date) -> list[Duty]:
    return [
        *coordination.late_actions(actor, day, step="Minta pembaruan dari instansinya."),
        *coordination.unchecked_progress(actor),
        *coordination.findings_without_recommendation(actor),
        *coordination.unanswered_recommendations(actor),
        *coordination.meetings_without_minutes(actor, day),
        *coordination.proposed_practices(actor),
        *coordination.revisions(actor),
    ]


def _of_leader(actor: Actor, day: date) -> list[Duty]:
    return [*coordination.revisions(actor), *coordination.late_actions(actor, day, step="Bawa ke rapat berikutnya.")]


def _of_steward(actor: Actor, _day: date) -> list[Duty]:
    return villages.exports(actor)


REPORTER = HomePage(
    _of_reporter,
    (_figures, _parts),
    buttons=(OWN_ACTIONS, MATRIX),
    nothing="Semua laporan periode ini sudah masuk dan tidak ada aksi Anda yang terlambat.",
    next_step=(MATRIX, VILLAGES),
    note=NUMBERS_ONLY,
)
PLAIN = HomePage(template="plain")
PAGES: dict[Role, HomePage] = {
    Role.PETUGAS: HomePage(
        _of_officer,
        (_figures, _village, _recent),
        buttons=(REGISTER, FIND),
        quick=(SERVE, SESSION, HOLD, FAMILY),
        nothing="Tidak ada yang dikembalikan dan tidak ada yang lewat waktu.",
        next_step=(SERVE, HOLD, REGISTER),
        template="officer",
    ),
    Role.KADES: HomePage(
        _of_head,
        (_figures, _village),
        buttons=(NAMES,),
        nothing="Tidak ada kegiatan yang menunggu Anda, dan tidak ada yang terlambat.",
        next_step=(VILLAGES, MATRIX),
        note="Anda melihat nama dan status warga, tanpa NIK dan tanpa nomor HP.",
    ),
    Role.KECAMATAN: HomePage(
        _of_region,
        (_figures, _parts),
        buttons=(DASHBOARD, VILLAGES),
        nothing="Tidak ada rencana aksi yang terlambat di kecamatan Anda.",
        next_step=(DASHBOARD, VILLAGES),
        note=NUMBERS_ONLY,
    ),
    Role.DISNAKER: HomePage(
        _of_district,
        (_figures, _parts),
        buttons=(QUEUE, FIND),
        nothing="Tidak ada antrean. Semua data kiriman sudah diperiksa.",
        next_step=(DASHBOARD, VILLAGES),
    ),
    Role.OPD: HomePage(
        _of_reporter,
        buttons=(OWN_ACTIONS, MATRIX),
        nothing=REPORTER.nothing,
        next_step=(MATRIX, VILLAGES),
        note="Tidak ada data orang yang terbuka untuk peran ini.",
    ),
    Role.DISNAKER_PROV: REPORTER,
    Role.BP3MI: REPORTER,
    Role.KL: REPORTER,
    Role.ANALIS: HomePage(
        _of_analyst,
        (_figures, _parts),
        buttons=(DASHBOARD, MATRIX, MEETINGS),
        nothing="Tidak ada yang terlambat, dan semua laporan sudah dinilai.",
        next_step=(MATRIX, DASHBOARD),
        note=NUMBERS_ONLY,
    ),
    Role.PIMPINAN: HomePage(
        _of_leader,
        (_figures, _parts),
        buttons=(DASHBOARD, LATE),
        nothing="Tidak ada perubahan jadwal yang menunggu, dan tidak ada aksi yang terlambat.",
        next_step=(MATRIX, DASHBOARD),
        note=NUMBERS_ONLY,
    ),
    Role.PENANGAN: PLAIN,
    Role.PENATA: HomePage(
        _of_steward,
        (_figures, _parts),
        buttons=(ADMIN, FIND),
        nothing="Tidak ada unduhan yang menunggu. Setiap pembetulan minta alasan.",
        next_step=(ADMIN, VILLAGES),
    ),
    Role.WALIDATA: HomePage(
        parts=(_figures, _parts),
        buttons=(AGREEMENTS, DRAFT),
        next_step=(AGREEMENTS, FIGURES),
        nothing="Perjanjian yang menunggu persetujuan ada di tangan pimpinan.",
        note=NUMBERS_ONLY,
    ),
    Role.AUDITOR: PLAIN,
    Role.ADMIN: PLAIN,
}
