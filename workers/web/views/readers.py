"""Who saw a person, a family or a child."""

from desmigratif.accounts.roles import Perm
from desmigratif.audit.web.views import ReadersOf
from workers.models import Child, Family, Person


class PersonReaders(ReadersOf):
    """Who saw a person's data."""

    model = Person
    record_right = Perm.PERSON_VIEW


class FamilyReaders(ReadersOf):
    """Who saw a family's data."""

    model = Family
    record_right = Perm.FAMILY_VIEW


class ChildReaders(ReadersOf):
    """Who saw the record of a child."""

    model = Child
    record_right = Perm.CHILD_VIEW
