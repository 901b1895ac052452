"""Forms about an existing record that never lose anybody's words when two people change it at once."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from desmigratif.core.web.forms import DomainForm, VersionField


@dataclass(frozen=True)
class Collision:
    """One input that both the user and somebody else changed."""

    field: forms.BoundField
    mine: str
    theirs: str


class BaselineForm(DomainForm):
    """Sends the values it was filled with along, so that it knows which of them the user changed.

    Only those go to the service. After a conflict `rebase` takes over what others changed meanwhile, keeps every word
    of the user, and lists the inputs that both changed (architecture D11: never a lost edit).
    """

    version = VersionField()

    def __init__(self, *args: Any, values: dict[str, str], version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **values, "version": version}
        super().__init__(*args, **kwargs)
        self.current = values
        self.collisions: list[Collision] = []

    @property
    def tracked(self) -> list[str]:
        """Names of the inputs that hold values of the record."""
        return [name for name in self.fields if name in self.current]

    def baseline(self, name: str) -> str:
        """The value the page was filled with; the present one when the page did not send it."""
        return self.data.get(f"awal-{name}", self.current[name]) if self.is_bound else self.current[name]

    @property
    def baseline_inputs(self) -> SafeString:
        """The hidden inputs that carry the baseline."""
        rows = ((f"awal-{name}", self.baseline(name)) for name in self.tracked)
        return format_html_join("\n", '<input type="hidden" name="{}" value="{}">', rows)

    @property
    def changes(self) -> dict[str, Any]:
        """What the user changed, cleaned."""
        return {
            name: self.cleaned_data[name]
            for name in self.tracked
            if name in self.cleaned_data and self.fields[name].has_changed(self.baseline(name), self.data.get(name))
        }

    def rebase(self, *, values: dict[str, str], version: int) -> None:
        """Fill the page with the record as it is now, the user's own changes on top."""
        data: QueryDict = self.data.copy()
        for name in self.tracked:
            before, mine, theirs = self.baseline(name), self.data.get(name, ""), values[name]
            if not self.fields[name].has_changed(before, mine):
                data[name] = theirs
            elif theirs not in (before, mine):
                self.collisions.append(Collision(self[name], self.words(name, mine), self.words(name, theirs)))
            data[f"awal-{name}"] = theirs
        data["version"] = str(version)
        self.data, self.current = data, values

    def words(self, name: str, value: str) -> str:
        """A value as the page words it: the label of a choice, a dash for nothing."""
        field = self.fields[name]
        for code, label in getattr(field, "choices", ()):
            options = label if isinstance(label, list | tuple) else [(code, label)]
            for option, words in options:
                if str(option) == value:
                    return str(words)
        return value or "–"
