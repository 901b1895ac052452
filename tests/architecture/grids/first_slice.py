"""Who gets which answer from the first slice: log-in, villages, people, dashboards, downloads, agreements."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.architecture.world import Place, World

# GET of the pages without a row. 302: sent on to the own region; 405: takes only POST; 404: asks for a query.
PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
home                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
assignment-switch        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
login                    302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
logout                   405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
help                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
privacy                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
accessibility            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
offline                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
session-state            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
service-worker           200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
policy-report            405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
api-docs                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
region-search            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
dashboard                302 302 302 302 403 302 302 200 200 200 403 200 200 403 403
dashboard-figure         404 404 404 404 403 404 404 404 404 404 403 404 404 403 403
dashboard-missing        404 404 404 404 403 404 404 404 404 404 403 404 404 403 403
village-list             302 302 200 200 200 200 200 200 200 200 403 200 200 403 403
village-add              403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-list              200 200 403 200 403 403 403 403 403 403 403 200 403 403 403
person-register          200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
person-find-nik          200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-queue             403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
export-list              200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-create            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
agreement-list           403 403 403 403 403 403 403 403 403 200 403 403 200 403 200
agreement-waiting        403 403 403 403 403 403 403 403 403 200 403 403 200 403 200
agreement-draft          403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
"""

# GET of the pages about one row, for the row of Tunggangri.
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
dashboard-region         200 200 200 200 403 200 200 200 200 200 403 200 200 403 403
village-pillars          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-people-summary   200 200 200 200 403 200 200 200 200 200 403 200 200 403 403
village-summary          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-detail           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-edit             200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-programme-add    403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-programme-edit   403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-add      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-edit     200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-end      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-hamlet-add       200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-hamlet-edit      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-edit              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-withdraw          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-resubmit          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-verify            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-return            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-add              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-edit             200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-cancel           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
nik-review-decide        403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
export-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-progress          200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-download          405 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-retry             405 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-approve           403 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-refuse            403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
agreement-detail         403 403 403 403 403 403 403 403 403 200 403 403 200 403 200
agreement-edit           403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
agreement-approve        403 403 403 403 403 403 403 403 403 200 403 403 403 403 403
agreement-end            403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
client-create            403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
client-stop              403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
"""

# Which row of a village an address names.
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    "dashboard-region": lambda place: place.code,
    "village-people-summary": lambda place: place.village.pk,
    "village-pillars": lambda place: place.village.pk,
    "village-summary": lambda place: place.village.pk,
    "village-detail": lambda place: place.village.pk,
    "village-edit": lambda place: place.village.pk,
    "village-programme-add": lambda place: place.village.pk,
    "village-programme-edit": lambda place: place.programme.pk,
    "village-officer-add": lambda place: place.village.pk,
    "village-officer-edit": lambda place: place.officer.pk,
    "village-officer-end": lambda place: place.officer.pk,
    "village-hamlet-add": lambda place: place.village.pk,
    "village-hamlet-edit": lambda place: place.hamlet.pk,
    "person-detail": lambda place: place.person.pk,
    "person-edit": lambda place: place.person.pk,
    "person-withdraw": lambda place: place.person.pk,
    "person-resubmit": lambda place: place.person.pk,
    "person-verify": lambda place: place.person.pk,
    "person-return": lambda place: place.person.pk,
    "episode-add": lambda place: place.person.pk,
    "episode-edit": lambda place: place.episode.pk,
    "episode-cancel": lambda place: place.episode.pk,
    "nik-review-decide": lambda place: place.review.pk,
    "export-detail": lambda place: place.ready.pk,
    "export-progress": lambda place: place.ready.pk,
    "export-download": lambda place: place.ready.pk,
    "export-retry": lambda place: place.ready.pk,
    "export-approve": lambda place: place.waiting.pk,
    "export-refuse": lambda place: place.waiting.pk,
}
# Agreements have no village.
ROW_OF_NO_VILLAGE: dict[str, Callable[["World"], Any]] = {
    "agreement-detail": lambda world: world.agreement.pk,
    "agreement-edit": lambda world: world.draft.pk,
    "agreement-approve": lambda world: world.draft.pk,
    "agreement-end": lambda world: world.agreement.pk,
    "client-create": lambda world: world.agreement.pk,
    "client-stop": lambda world: world.client.pk,
}
# Pages that are only looked at, and forms of one button: nothing to fill in.
WITHOUT_A_FORM = {
    "dashboard-region",
    "village-people-summary",
    "village-pillars",
    "village-summary",
    "village-detail",
    "person-detail",
    "export-detail",
    "export-progress",
    "agreement-detail",
}
ONE_BUTTON = {"export-approve", "client-stop"}
UNKNOWN = {"dashboard-region": "33.01.01.9999", "client-stop": 2**31 - 1}

# What a page reads from its address.
READS = {
    "person-list": [
        "q", "status", "record_status", "sex", "business_interest", "country", "return_year", "hamlet", "region",
        "village", "sebelum", "sesudah",
    ],
    "person-queue": ["desa", "sebelum", "sesudah"],
    "person-register": ["dari-pencarian"],
    "village-list": [
        "q", "programme", "status", "index_status", "province", "district", "subdistrict", "sesudah", "sebelum",
    ],
    "village-add": ["province", "district", "subdistrict"],
    "dashboard": ["wilayah", "data"],
    "dashboard-region": ["wilayah", "data"],
    "dashboard-missing": ["wilayah", "apa"],
    "dashboard-figure": ["wilayah", "menurut", "nilai"],
    "export-create": ["q", "status", "region", "return_year", "country", "hamlet", "village", "sebelum"],
    "region-search": ["q"],
    "login": ["next"],
}  # fmt: skip

# Tables without rows of a region: who may open the page decides, not the row.
UNSCOPED = {
    "accounts.User": "looked up at log-in, before there is a scope",
    "accounts.Assignment": "makes the scope, so it is read before there is one",
    "notifications.OutboxEntry": "holds ids only, and only the system reads it",
    "exchange.Agreement": "has no village: who may see one sees all",
    "exchange.ApiClient": "stands under an agreement; asked before anyone is known",
    "exchange.AccessToken": "asked before anyone is known",
    "exchange.RefreshToken": "stays empty",
    "exchange.Grant": "stays empty",
    "exchange.IDToken": "stays empty",
    "exchange.DeviceGrant": "stays empty",
    "reference.Region": "public",
    "reference.RegionSuccession": "public",
    "reference.RegionLoad": "public",
    "reference.Country": "public",
    "reference.Institution": "public",
    "reference.InstitutionSuccession": "public",
    "villages.Programme": "public",
}

# Tables that are not about people, so the record of processing (UU 27/2022 Ps 31) has nothing to say about them.
UNLISTED = {
    "notifications.OutboxEntry": "numbers of records and the names of tasks",
    "villages.Village": "about a place",
    "villages.Hamlet": "about a place",
    "villages.Programme": "about a programme",
    "villages.VillageProgramme": "about a programme",
    "reporting.PersonCount": "counts of people, nobody's own data",
    "reporting.PersonCountDelta": "counts of people, nobody's own data",
    "reporting.ChildCount": "counts of children, nobody's own data",
    "reporting.ChildCountDelta": "counts of children, nobody's own data",
    "reporting.FamilyCount": "counts of families, nobody's own data",
    "reporting.FamilyCountDelta": "counts of families, nobody's own data",
    "exchange.Agreement": "about institutions",
    "exchange.ApiClient": "about a program of an institution",
    "exchange.AccessToken": "about a program of an institution",
    "exchange.RefreshToken": "stays empty",
    "exchange.Grant": "stays empty",
    "exchange.IDToken": "stays empty",
    "exchange.DeviceGrant": "stays empty",
    "reference.Region": "public",
    "reference.RegionSuccession": "public",
    "reference.RegionLoad": "public",
    "reference.Country": "public",
    "reference.Institution": "public",
    "reference.InstitutionSuccession": "public",
}
