"""Where a number leads: to the people behind it for those who may see them, for others down towards the villages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor, Level
from desmigratif.reporting.queries import level_of
from desmigratif.reporting.web.places import own_code
from workers.enums import PmiStatus, RecordStatus

# Property of a figure -> filter of the people list, and the word for it in an address.
PEOPLE_FILTERS = {
    "status": "status",
    "sex": "sex",
    "country_code": "country",
    "return_year": "return_year",
    "record_status": "record_status",
}
WORDS = {
    "status": "status",
    "kelamin": "sex",
    "negara": "country_code",
    "tahun": "return_year",
    "data": "record_status",
}
WORD_OF = {name: word for word, name in WORDS.items()}


@dataclass(frozen=True)
class Links:
    """The links of one region's figures."""

    actor: Actor
    code: str
    is_verified_only: bool = False

    @property
    def words(self) -> str:
        """What such a link is called beside a figure."""
        return "Lihat orangnya" if self.actor.may(Perm.PERSON_NAMES) else "Di mana"

    def everyone(self) -> str:
        """Behind the number of all people; "" when it leads nowhere."""
        if self.actor.may(Perm.PERSON_VIEW):
            return self._people()
        if self.actor.may(Perm.PERSON_NAMES) and not self.is_verified_only:
            return self._people()
        return ""

    def figure(self, name: str, value: str) -> str:
        """Behind one number of a breakdown; "" when it leads nowhere: nobody filters by "not filled in"."""
        if not value:
            return ""
        if self.actor.may(Perm.PERSON_VIEW):
            more = {"status": PmiStatus.PURNA.value} if name == "return_year" else {}
            return self._people(**more, **{PEOPLE_FILTERS[name]: value})
        if self.actor.may(Perm.PERSON_NAMES):
            return self._people(status=value) if name == "status" and not self.is_verified_only else ""
        if self.is_verified_only or level_of(self.code) is Level.DESA:
            return ""
        query = {"wilayah": self.code} if self.code else {}
        return f"{reverse('dashboard-figure')}?{urlencode({**query, 'menurut': WORD_OF[name], 'nilai': value})}"

    def _people(self, **filters: str) -> str:
        query = {"region": self.code} if self.code != own_code(self.actor) else {}
        query |= filters
        if self.is_verified_only:
            query["record_status"] = RecordStatus.VERIF.value
        path = reverse("person-list")
        return f"{path}?{urlencode(query)}" if query else path
