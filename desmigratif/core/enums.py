"""Coded lists: a code that is part of the API's contract, an Indonesian and an English label."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.enums import ChoicesType

if TYPE_CHECKING:
    CodeListType = ChoicesType  # mypy takes a class for an enum by its known metaclasses only
else:

    class CodeListType(ChoicesType):
        """Django takes the last string of a member as its label; ours is the English one, so the two change places."""

        def __new__(mcs, name: str, bases: tuple, classdict: Any, **kwargs: Any) -> type:
            cls = super().__new__(mcs, name, bases, classdict, **kwargs)
            for member in cls:
                member._label_, member.label_en = member.label_en, str(member._label_)
            return cls


class CodeList(models.TextChoices, metaclass=CodeListType):
    """`KODE = "KODE", "Label", "English label"`. Codes are exactly those of the data dictionary."""

    label_en: str

    def __new__(cls, value: str, label_id: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_en = label_id
        return member

    @classmethod
    def as_rows(cls) -> list[dict[str, Any]]:
        """The list as the code-list endpoint publishes it."""
        return [
            {"code": m.value, "label_id": str(m.label), "label_en": m.label_en, "order": order}
            for order, m in enumerate(cls, start=1)
        ]
