"""Reveals, emergency views, requests of data subjects."""

from desmigratif.rights.services.emergency import (
    end_emergency,
    open_emergency,
    own_emergencies,
    read_emergency,
    review_emergency,
)
from desmigratif.rights.services.limits import TooManyError
from desmigratif.rights.services.own_data import Section, data_of
from desmigratif.rights.services.requests import (
    Asked,
    decide_request,
    link_person,
    note_print,
    receive_request,
    take_request,
    what_stops,
)
from desmigratif.rights.services.reveal import reveal_kk, reveal_nik

__all__ = [
    "Asked",
    "Section",
    "TooManyError",
    "data_of",
    "decide_request",
    "end_emergency",
    "link_person",
    "note_print",
    "open_emergency",
    "own_emergencies",
    "read_emergency",
    "receive_request",
    "reveal_kk",
    "reveal_nik",
    "review_emergency",
    "take_request",
    "what_stops",
]
