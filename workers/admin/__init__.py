"""People, families and children in the admin."""

from workers.admin import families, people

__all__ = ["families", "people"]
