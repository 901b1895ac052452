"""The record of processing (UU 27/2022 Ps 31) of the pillars."""

from pillars.field_catalogue import business, care

__all__ = ["business", "care"]
