"""The coordination in the admin."""

from coordination.admin import action, chain

__all__ = ["action", "chain"]
