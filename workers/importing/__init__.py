"""Importing persons: what the columns of a file mean. Found by name by `desmigratif.imports`."""

from desmigratif.imports.presets import register
from workers.importing.persons import PersonPreset

register(PersonPreset())
