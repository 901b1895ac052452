"""Who gets which answer: groups, businesses, aid, cooperatives."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution
from pillars.models import (
    Aid,
    Business,
    BusinessOwner,
    Cooperative,
    CooperativeMember,
    CooperativeRecap,
    Group,
    GroupMember,
)
from pillars.services import aid, businesses, cooperatives, groups, recaps
from pillars.services.members import NewMember, add_members
from tests.conftest import OUTSIDE
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place

# The village's officer enters; aid also the officer of a regional agency.
PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
group-list               200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
group-add                200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
business-list            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
business-add             200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
aid-list                 200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
aid-add                  200 403 403 403 200 403 403 403 403 403 403 403 403 403 403
cooperative-list         200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
cooperative-add          200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
"""

# The aid in Tunggangri is that of the agency's own officer.
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
group-detail             200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
group-edit               200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
group-withdraw           200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
group-comment            200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
group-member-add         200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
group-member-edit        200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
group-member-end         200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
business-detail          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
business-edit            200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
business-withdraw        200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
business-comment         200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
aid-detail               200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
aid-edit                 200 403 403 403 200 403 403 403 403 403 403 403 403 403 403
aid-check                200 403 403 403 200 403 403 403 403 403 403 403 403 403 403
aid-withdraw             200 403 403 403 200 403 403 403 403 403 403 403 403 403 403
aid-comment              200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
cooperative-detail       200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
cooperative-edit         200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
cooperative-withdraw     200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
cooperative-comment      200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
cooperative-member-add   200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
cooperative-member-edit  200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
cooperative-member-end   200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
recap-add                200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
recap-edit               200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
"""


def _named(kind: str) -> Callable[["Place"], Any]:
    return lambda place: place.more[kind].pk


OF_A_RECORD = ("detail", "edit", "withdraw", "comment")
OF_A_MEMBER = ("edit", "end")
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    **{f"{kind}-{verb}": _named(kind) for kind in ("group", "business", "aid", "cooperative") for verb in OF_A_RECORD},
    "aid-check": _named("aid"),
    "group-member-add": _named("group"),
    "cooperative-member-add": _named("cooperative"),
    **{f"group-member-{verb}": _named("group_member") for verb in OF_A_MEMBER},
    **{f"cooperative-member-{verb}": _named("cooperative_member") for verb in OF_A_MEMBER},
    "recap-add": _named("cooperative"),
    "recap-edit": _named("recap"),
}
WITHOUT_A_FORM = {"group-detail", "business-detail", "aid-detail", "cooperative-detail"}
LISTED = ["q", "village", "district", "unduh", "sebelum", "sesudah"]
READS = {
    "group-list": ["kind", "state", *LISTED],
    "business-list": ["kind", "status", "turnover_band", "owner", *LISTED],
    "aid-list": ["kind", "giver", "year", "check", *LISTED],
    "cooperative-list": ["kind", "status", "link", "rat", *LISTED],
    "business-add": ["kelompok", "orang"],
    "aid-add": ["desa", "kelompok", "usaha"],
    "group-member-add": ["q"],
    "cooperative-member-add": ["q"],
}
UNLISTED = {
    "pillars.Cooperative": "about an organisation; its members stand in CooperativeMember",
    "pillars.CooperativeRecap": "the books of an organisation, nobody's own",
}

JOINED = date(2025, 3, 1)


def _rows(code: str, person: Person, by: Actor) -> dict[str, Any]:
    """A group with a member, its business and a person's, aid, a cooperative with a member and a month's books."""
    here = {"village_code": code, "by": by}
    group = groups.create_group(name="KWT Melati", kind="KWT", leader_name="Sumiati", **here)
    add_members(body=group, members=[NewMember(person)], starts_on=JOINED, by=by)
    business = businesses.create_business(
        name="Keripik Pisang", kind="OLAHAN", person=person, started_on=PartialDate("2024"), **here
    )
    giver = Institution.objects.get(code="KEMNAKER" if code == OUTSIDE else "DISTAN_TULUNGAGUNG")
    given = aid.create_aid(
        giver=giver, recipient=group, kind="ALAT", description="Mesin perajang", given_on=date(2026, 1, 15), **here
    )
    cooperative = cooperatives.create_cooperative(name="Makmur", kind="KONSUMEN", status="RINTISAN", **here)
    add_members(body=cooperative, members=[NewMember(person)], starts_on=JOINED, by=by)
    recap = recaps.add_recap(
        cooperative=cooperative, month=date(2026, 9, 1), by=by, **dict.fromkeys(recaps.RECAP_FIELDS, 5)
    )
    return {
        "group": Group.objects.get(pk=group.pk),
        "group_member": GroupMember.objects.get(group=group),
        "business": business,
        "business_owner": BusinessOwner.objects.get(business=business),
        "aid": given,
        "cooperative": Cooperative.objects.get(pk=cooperative.pk),
        "cooperative_member": CooperativeMember.objects.get(cooperative=cooperative),
        "recap": recap,
    }


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """One of each in the village."""
    return _rows(place.code, place.person, by)


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One row of each table."""
    made = _rows(village.village_code, person, by)
    models = {
        Group: "group",
        GroupMember: "group_member",
        Business: "business",
        BusinessOwner: "business_owner",
        Aid: "aid",
        Cooperative: "cooperative",
        CooperativeMember: "cooperative_member",
        CooperativeRecap: "recap",
    }
    return {model: made[name] for model, name in models.items()}
