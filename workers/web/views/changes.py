"""What changed in the records of a person, a family or a child, field by field."""

from django.db.models import Model

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.history.web.views import HistoryPage
from workers.models import Child, Family, FamilyMembership, MigrationEpisode, Person
from workers.models.log import DISTRICT_ONLY_FIELDS
from workers.web.views.profile import sees_the_route


class OfPeople(HistoryPage):
    """History of rows about people; the route only for those who see it elsewhere."""

    def sees_sensitive(self, actor: Actor) -> bool:
        return actor.may(Perm.PERSON_VIEW)

    def hidden_from(self, actor: Actor) -> frozenset[str]:
        return frozenset() if sees_the_route(actor) else DISTRICT_ONLY_FIELDS


class PersonHistory(OfPeople):
    """A person and the stays abroad."""

    permission_required = Perm.PERSON_VIEW
    model = Person

    def records(self) -> list[Model]:
        episodes = MigrationEpisode.objects.visible_to(self.request.actor)
        return [self.object, *episodes.filter(person=self.object).select_related("country")]


class FamilyHistory(OfPeople):
    """A family and who belongs to it."""

    permission_required = Perm.FAMILY_VIEW
    model = Family

    def records(self) -> list[Model]:
        members = FamilyMembership.objects.visible_to(self.request.actor)
        return [self.object, *members.filter(family=self.object).select_related("person")]


class ChildHistory(OfPeople):
    """The record of a child and the guardian's consent: which fields changed. No value is kept of either."""

    permission_required = Perm.CHILD_VIEW
    model = Child

    def get_queryset(self):
        return super().get_queryset().with_names()

    def records(self) -> list[Model]:
        child = self.object
        return [child, child.consent] if child.consent else [child]
