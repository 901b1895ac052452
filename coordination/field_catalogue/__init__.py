"""The record of processing (UU 27/2022 Ps 31) of the coordination."""

from coordination.field_catalogue import action, chain

__all__ = ["action", "chain"]
