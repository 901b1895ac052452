"""Fixtures of these tests."""

from tests.own_database import own_database

__all__ = ["own_database"]
