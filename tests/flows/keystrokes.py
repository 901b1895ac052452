"""The keystroke-level model: how long a practised hand needs for a form.

Operators in seconds, from Card, Moran and Newell, "The Keystroke-Level Model for User Performance Time with
Interactive Systems", Communications of the ACM 23(7), 1980: K 0.28 (average typist), P 1.1 (pointing), M 1.35 (mental
preparation). A tap is P + K; a choice in a native list is two taps; every input is thought about once.
"""

from dataclasses import dataclass

KEY, POINT, THINK = 0.28, 1.1, 1.35


@dataclass
class Effort:
    """What a hand did on the way: inputs filled, taps, keys."""

    fields: int = 0
    taps: int = 0
    keys: int = 0

    def tap(self) -> None:
        self.taps += 1

    def type(self, text: str) -> None:
        """One input: a tap into it, then its keys."""
        self.fields += 1
        self.taps += 1
        self.keys += len(text)

    def choose(self) -> None:
        """One native list: open it, tap the line."""
        self.fields += 1
        self.taps += 2

    def tick(self) -> None:
        """One box of a group."""
        self.fields += 1
        self.taps += 1

    @property
    def seconds(self) -> float:
        """The estimate."""
        return self.taps * (POINT + KEY) + self.keys * KEY + self.fields * THINK
