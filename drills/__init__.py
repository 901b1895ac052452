"""Faults made on purpose, against the whole system on this machine: `make drills` (docs/drills.md)."""
