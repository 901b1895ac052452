"""Keeping the table of events in shape."""

from django.db import connection

from desmigratif.core.scope import SYSTEM, acting_as


def make_partitions() -> int:
    """Make the parts of this month and the next two; returns how many were missing.

    Rows that no month took wait in the default partition and move to their month here, so no write ever fails.
    """
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select history_make_partitions()")
        return int(cursor.fetchone()[0])
