"""The main navigation: one list of pages, and for each role which of them stand in the bar.

A role sees the pages it has the right to. The first five of its order stand in the bar, on a phone four; everything
else is behind "Lainnya", under the headings of `GROUPS`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.scope import Actor

HOME = "home"
BAR_LENGTH, PHONE_LENGTH = 5, 4
REGISTRY, PILLARS, COORDINATION, DATA = "Registri", "Empat pilar", "Koordinasi", "Angka dan data"
ACCOUNTS = "Akun"
GROUPS = (REGISTRY, PILLARS, COORDINATION, DATA, ACCOUNTS)


class Page(NamedTuple):
    """A page that may stand in the navigation. URL names of upper apps are named, not imported."""

    name: str
    perm: Perm
    label: str
    icon: str
    group: str = ""


PAGES = (
    Page(HOME, Perm.HOME, "Beranda", "house"),
    Page("person-list", Perm.PERSON_NAMES, "Orang", "users", REGISTRY),
    Page("person-queue", Perm.PERSON_VERIFY, "Periksa", "clipboard-check", REGISTRY),
    Page("family-list", Perm.FAMILY_VIEW, "Keluarga", "house-heart", REGISTRY),
    Page("child-list", Perm.CHILD_VIEW, "Anak PMI", "baby", REGISTRY),
    Page("village-list", Perm.VILLAGE_VIEW, "Desa", "map-pin", REGISTRY),
    Page("subject-request-list", Perm.SUBJECT_VIEW, "Permintaan data", "scale", REGISTRY),
    Page("emergency-open", Perm.EMERGENCY_OPEN, "Akses darurat", "octagon-alert", REGISTRY),
    Page("import-list", Perm.PERSON_IMPORT, "Impor Excel", "file-spreadsheet", REGISTRY),
    Page("pillar-home", Perm.PILLAR_VIEW, "Empat pilar", "kawung", PILLARS),
    Page("activity-list", Perm.PILLAR_VIEW, "Kegiatan", "calendar-check", PILLARS),
    Page("service-list", Perm.PILLAR_VIEW, "Layanan migrasi", "clipboard-list", PILLARS),
    Page("letter-list", Perm.PERSON_VIEW, "Surat izin keluarga", "file-text", PILLARS),
    Page("group-list", Perm.PILLAR_VIEW, "Kelompok usaha", "users", PILLARS),
    Page("business-list", Perm.PILLAR_VIEW, "Usaha", "store", PILLARS),
    Page("aid-list", Perm.PILLAR_VIEW, "Bantuan", "package", PILLARS),
    Page("cooperative-list", Perm.PILLAR_VIEW, "Koperasi", "landmark", PILLARS),
    Page("action-mine", Perm.ACTION_REPORT, "Aksi kami", "list-checks", COORDINATION),
    Page("action-matrix", Perm.ACTION_VIEW, "Rencana aksi", "calendar-range", COORDINATION),
    Page("action-late", Perm.ACTION_VIEW, "Terlambat", "clock-alert", COORDINATION),
    Page("revision-list", Perm.ACTION_VIEW, "Ubah jadwal", "calendar", COORDINATION),
    Page("meeting-list", Perm.ACTION_VIEW, "Rapat", "messages-square", COORDINATION),
    Page("visit-list", Perm.ACTION_VIEW, "Tinjauan", "binoculars", COORDINATION),
    Page("finding-list", Perm.ACTION_VIEW, "Temuan", "flag", COORDINATION),
    Page("recommendation-list", Perm.ACTION_VIEW, "Rekomendasi", "send", COORDINATION),
    Page("practice-list", Perm.ACTION_VIEW, "Praktik baik", "lightbulb", COORDINATION),
    Page("dashboard", Perm.DASHBOARD_VIEW, "Ikhtisar", "chart-column", DATA),
    Page("indicator-list", Perm.FIGURE_VIEW, "Indikator", "target", DATA),
    Page("published-figure-list", Perm.FIGURE_VIEW, "Angka bersumber", "quote", DATA),
    Page("export-list", Perm.PERSON_EXPORT, "Unduhan", "download", DATA),
    Page("access-log", Perm.ACCESS_LOG_VIEW, "Catatan akses", "history", DATA),
    Page("reveal-list", Perm.REVEAL_LOG_VIEW, "Nomor dibuka", "eye", DATA),
    Page("emergency-review-list", Perm.EMERGENCY_REVIEW, "Akses darurat", "octagon-alert", DATA),
    Page("agreement-list", Perm.AGREEMENT_VIEW, "Perjanjian data", "handshake", DATA),
    Page("account-list", Perm.ACCOUNT_MANAGE, "Pengguna", "circle-user", ACCOUNTS),
)

# What each role does most, in the order of the bar; a role that is not named has the order of `PAGES`.
_REPORTS = ("action-mine", "action-matrix", "dashboard", "village-list")
ORDERS: dict[Role, tuple[str, ...]] = {
    Role.PETUGAS: ("person-list", "family-list", "pillar-home", "village-list"),
    Role.KADES: ("pillar-home", "village-list", "action-matrix", "dashboard"),
    Role.KECAMATAN: ("dashboard", "village-list", "pillar-home", "action-matrix"),
    Role.DISNAKER: ("person-queue", "person-list", "family-list", "dashboard"),
    Role.OPD: ("action-mine", "action-matrix", "aid-list", "village-list"),
    Role.DISNAKER_PROV: _REPORTS,
    Role.BP3MI: _REPORTS,
    Role.KL: _REPORTS,
    Role.ANALIS: ("dashboard", "action-matrix", "meeting-list", "finding-list"),
    Role.PIMPINAN: ("dashboard", "action-late", "revision-list", "agreement-list"),
    Role.PENATA: ("person-list", "village-list", "dashboard", "export-list"),
    Role.ADMIN: ("account-list", "agreement-list"),
    Role.WALIDATA: ("agreement-list", "indicator-list", "published-figure-list", "dashboard"),
}


@dataclass(frozen=True)
class NavItem:
    """One entry as it is shown."""

    url: str
    label: str
    icon: str
    is_current: bool
    is_wide: bool = False  # in the bar on a wide screen, behind "Lainnya" on a phone


@dataclass(frozen=True)
class NavGroup:
    """Entries under one heading of "Lainnya". `is_narrow`: on a wide screen it stands in the bar."""

    slug: str
    label: str
    items: list[NavItem]
    is_narrow: bool = False


@dataclass(frozen=True)
class Navigation:
    """The bar, and what is behind "Lainnya"."""

    bar: list[NavItem]
    groups: list[NavGroup]

    @property
    def is_current_behind(self) -> bool:
        """Whether the page that is open stands behind "Lainnya"."""
        return any(item.is_current for group in self.groups if not group.is_narrow for item in group.items)


def navigation(actor: Actor, path: str) -> Navigation:
    """The navigation of a role; `path` is the page that is open."""
    order = ORDERS.get(Role(actor.role), ()) if actor.role else ()
    places = {name: place for place, name in enumerate((HOME, *order))}
    allowed = [(page, url) for page in PAGES if actor.may(page.perm) and (url := _url(page.name))]
    allowed.sort(key=lambda row: places.get(row[0].name, len(places)))
    here = _current([url for _, url in allowed], path)
    has_more = len(allowed) > BAR_LENGTH
    bar = [
        NavItem(url, page.label, page.icon, url == here, is_wide=has_more and place >= PHONE_LENGTH)
        for place, (page, url) in enumerate(allowed[:BAR_LENGTH])
    ]
    groups = [
        NavGroup(f"lain-{place}", label, [NavItem(url, page.label, page.icon, url == here) for page, url in rows])
        for place, label in enumerate(GROUPS)
        if (rows := [(page, url) for page, url in allowed[BAR_LENGTH:] if page.group == label])
    ]
    narrow = [item for item in bar if item.is_wide]
    if narrow:
        groups.insert(0, NavGroup("lain-sempit", "", narrow, is_narrow=True))
    return Navigation(bar, groups)


def _url(name: str) -> str:
    """The address of a page, "" where the system has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(urls: list[str], path: str) -> str:
    """The entry that the open page lies under: the longest address it begins with; home only by itself."""
    home = reverse(HOME)
    under = [url for url in urls if path == url or (url != home and path.startswith(url))]
    return max(under, key=len, default="")
