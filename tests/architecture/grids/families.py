"""Who gets which answer: families, memberships and children."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.models import Child, Consent, ConsentText, Family, FamilyLog, FamilyMembership, Person

if TYPE_CHECKING:
    from tests.architecture.world import Place
    from villages.models import Village

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
family-list              200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
family-add               200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-list               200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
"""
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
person-family            302 403 403 302 403 403 403 403 403 403 403 302 403 403 403
person-comment           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
family-edit              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-member-add        200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-member-end        200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-head              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-withdraw          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-verify            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-return            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
family-comment           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-add                200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-detail             200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
child-edit               200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-consent-withdraw   200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-withdraw           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
child-comment            200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
"""


def _key(name: str) -> Any:
    return lambda place: place.more[name].pk


ROW_OF = {
    "person-family": lambda place: place.person.pk,
    "person-comment": lambda place: place.person.pk,
    "child-add": _key("young"),
    "family-member-end": _key("membership"),
    **{name: _key("family") for name in (
        "family-detail", "family-edit", "family-member-add", "family-head", "family-withdraw", "family-verify",
        "family-return", "family-comment",
    )},
    **{name: _key("child") for name in (
        "child-detail", "child-edit", "child-consent-withdraw", "child-withdraw", "child-comment",
    )},
}  # fmt: skip
WITHOUT_A_FORM = {"family-detail", "child-detail", "person-family"}
UNSCOPED = {"workers.ConsentText": "a text that is read out to everybody"}
READS = {
    "family-list": ["q", "record_status", "has_children", "village", "sebelum", "sesudah"],
    "child-list": [
        "q", "age_band", "school_status", "carer_relation", "carer_trained", "village", "sebelum", "sesudah",
    ],
}  # fmt: skip


def _person(code: str, name: str, year: str, by: Actor) -> Person:
    return Person(
        village_code=code, full_name=name, sex="2", birth_date=PartialDate(year), no_nik_reason="U17", hamlet="Krajan"
    ).save_new(by=by)


def _family(code: str, head: Person, by: Actor) -> dict[str, Any]:
    family = Family(village_code=code, hamlet="Krajan", head=head).save_new(by=by)
    FamilyMembership(village_code=code, family=family, person=head, relation="1").save_new(by=by)
    born = _person(code, "Nadia Ayu Pertiwi", "2015", by)
    member = FamilyMembership(village_code=code, family=family, person=born, relation="4").save_new(by=by)
    consent = Consent(
        village_code=code,
        subject=born,
        guardian_name="Sumiati",
        guardian_relation="KAKEK_NENEK",
        purpose="Uji",
        text_id="1",
        method="TANDA_TANGAN",
        given_on=date(2025, 1, 6),
    ).save_new(by=by)
    child = Child(
        village_code=code,
        person=born,
        migrant=head,
        parent_abroad="IBU",
        carer_name="Sumiati",
        carer_relation="KAKEK_NENEK",
        school_status="SD",
        consent=consent,
    ).save_new(by=by)
    log = FamilyLog(village_code=code, record_kind="workers.Family", record_id=family.pk, kind="BUAT")
    log.save(force_insert=True)
    return {"family": family, "membership": member, "consent": consent, "child": child, "family_log": log}


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """A family with a child of the place's person, and a young person who is in no family."""
    rows = _family(place.code, place.person, by)
    return {**rows, "young": _person(place.code, "Bagas Saputra", "2014", by)}


def admin_rows(person: Person, village: "Village", by: Actor) -> dict[type[Model], Model]:
    """One row of each table."""
    rows = _family(person.village_code, person, by)
    return {
        Family: rows["family"],
        FamilyMembership: rows["membership"],
        Consent: rows["consent"],
        ConsentText: rows["consent"].text,
        Child: rows["child"],
        FamilyLog: rows["family_log"],
    }
