"""What the tests of history share."""

from tests.own_database import own_database

__all__ = ["own_database"]
