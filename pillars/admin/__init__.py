"""The pillars in the admin."""

from pillars.admin import business, care

__all__ = ["business", "care"]
