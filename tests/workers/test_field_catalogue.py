"""What the record of processing says of the fields of this app (that it names every one: tests/architecture)."""

import pytest

from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, entries_of, register
from workers.models import MigrationEpisode, Person


def test_the_nik_and_the_route_leave_only_as_named_rows():
    person, episode = entries_of(Person), entries_of(MigrationEpisode)
    assert person["nik_hash"].tier is Tier.NEVER
    assert person["nik_sealed"].tier is episode["route"].tier is Tier.T3
    assert person["has_minor_children"].data_class is DataClass.CHILD
    assert all(entry.label and entry.legal_basis and entry.purpose and entry.retention for entry in person.values())


def test_an_entry_for_no_field_is_refused():
    with pytest.raises(ValueError, match="no field"):
        register(Person, [FieldEntry("shoe_size", "x", DataClass.NONE, "x", "x", "x", Tier.NEVER)])
