"""The page of one person."""

from datetime import date
from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.journal import entries_of
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.core.web.views import ScopedDetail
from desmigratif.reference.models import Region
from workers.enums import RecordStatus
from workers.models import Child, FamilyLog, FamilyMembership, Person
from workers.web.forms.fields import phone_words
from workers.web.timeline import next_turn, timeline_of


class PersonDetail(ScopedDetail):
    """Who it is, what happened, whose turn it is. The route is shown to those only who confirm it (role table)."""

    permission_required = Perm.PERSON_VIEW
    model = Person
    template_name = "workers/person/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_details()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, actor = self.object, self.request.actor
        episodes = list(person.episodes.current().select_related("country").newest_first())
        logs = list(person.logs.select_related("by").order_by("-seq"))
        comments = entries_of(FamilyLog, person).visible_to(actor)
        sees_children = actor.may(Perm.CHILD_VIEW)
        turn = next_turn(person, actor)
        sees_route = sees_the_route(actor)
        withdrawn = person.record_status == RecordStatus.ARSIP
        return super().get_context_data(
            village=Region.objects.filter(pk=person.village_code).first(),
            episodes=episodes,
            timeline=timeline_of(episodes, logs, comments, sees_route=sees_route),
            membership=_family_of(person, actor),
            own_child=Child.objects.visible_to(actor).current().filter(person=person).first()
            if sees_children
            else None,
            children=_children_of(person, actor) if sees_children else [],
            turn=turn,
            sees_route=sees_route,
            age=age_words(person.birth_date, today()),
            phone=phone_words(person.phone),
            may_change=actor.may(Perm.PERSON_CHANGE) and not withdrawn,
            may_withdraw=actor.may(Perm.PERSON_WITHDRAW) and not withdrawn,
            may_resubmit=turn.mine and person.record_status == RecordStatus.KEMBALI,
            may_decide=actor.may(Perm.PERSON_VERIFY) and person.record_status == RecordStatus.KIRIM,
            **kwargs,
        )


def _family_of(person: Person, actor: Actor) -> FamilyMembership | None:
    rows = FamilyMembership.objects.visible_to(actor).current().filter(person=person)
    return rows.select_related("family__head").first()


def _as_child(person: Person, actor: Actor) -> Child | None:
    """The person's own record as a child of a migrant worker."""
    return Child.objects.visible_to(actor).current().filter(person=person).with_names().first()


def _children_of(person: Person, actor: Actor) -> list[Child]:
    """Those whose parent the person is."""
    return list(Child.objects.visible_to(actor).current().filter(migrant=person).with_names().order_by("seq"))


def sees_the_route(actor: Actor) -> bool:
    """Whether the actor may see how somebody went abroad: the coordinator who confirms it, and the data steward."""
    return actor.may(Perm.PERSON_VERIFY) or actor.may(Perm.PERSON_CORRECT)


def age_words(birth: PartialDate | None, day: date) -> str:
    """38 tahun; with a birth year only, sekitar 38 tahun."""
    if birth is None:
        return ""
    if birth.precision == "year":
        return f"sekitar {day.year - birth.year} tahun"
    born = birth.first_day
    return f"{day.year - born.year - ((day.month, day.day) < (born.month, born.day))} tahun"
