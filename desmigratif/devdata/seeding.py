"""Accounts, villages and the API client of the pilot, each through the service and by the account whose work it is.

Call everything inside `acting_as(SYSTEM)`: it is one transaction, so a seed killed half-way leaves nothing behind.
"""

from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.services import assign, create_user
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.devdata import pilot
from desmigratif.devdata.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from desmigratif.exchange.demo import create_demo_client
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.models import Notification
from desmigratif.reference.models import Institution, Region
from villages.models import Programme, Village
from villages.services import add_hamlet, appoint_officer, create_village, designate

Staff = dict[tuple[str, str], Actor]


def make_accounts() -> Staff:
    """The demo accounts; returns the actor of each user name and region."""
    users: dict[str, User] = {}
    staff: Staff = {}
    for account in DEMO_ACCOUNTS:
        if account.username not in users:
            users[account.username] = create_user(
                username=account.username, full_name=account.full_name, password=DEMO_PASSWORD, by=SYSTEM
            )
        staff[account.username, account.region] = _assign(users[account.username], account)
    return staff


def _assign(user: User, account: DemoAccount) -> Actor:
    assignment = assign(
        user=user,
        role=account.role,
        level=account.level,
        region=Region.objects.get(pk=account.region) if account.region else None,
        institution=Institution.objects.get(code=account.institution) if account.institution else None,
        starts_on=account.since,
        by=SYSTEM,
    )
    return assignment.as_actor()


def read_old_news() -> None:
    """As after some months at work: what was verified is read, what is still to be done is not."""
    rows = Notification.objects.filter(kind__in=[NotificationKind.VERIF, NotificationKind.DINILAI], read_at=None)
    rows.update(read_at=timezone.now())


def officer_of(staff: Staff, village_code: str) -> Actor:
    """The first account at work in a village."""
    return next(actor for actor in staff.values() if actor.level is Level.DESA and actor.code == village_code)


def make_villages(by: Actor) -> None:
    """The three villages as the district records them."""
    programme = Programme.objects.get(pk=pilot.PROGRAMME)
    users = {user.username: user for user in User.objects.all()}
    with acting_as(by):
        for row in pilot.PILOT:
            village = create_village(
                village_code=row.code,
                latitude=row.latitude,
                longitude=row.longitude,
                index_status=row.index_status,
                index_year=row.index_year,
                by=by,
            )
            _fill(village, row, programme, users, by)


def _fill(village: Village, row: pilot.PilotVillage, programme: Programme, users: dict[str, User], by: Actor) -> None:
    designate(
        village=village,
        programme=programme,
        status=pilot.STATUS,
        decree_number=row.decree_number,
        decree_on=row.decree_on,
        perdes_number=row.perdes_number,
        perdes_on=row.perdes_on,
        by=by,
    )
    for name in row.hamlets:
        add_hamlet(village=village, name=name, by=by)
    for officer in row.officers:
        appoint_officer(
            village=village,
            full_name=officer.full_name,
            role=officer.role,
            starts_on=officer.starts_on,
            ends_on=officer.ends_on,
            user=users[officer.username] if officer.username else None,
            by=by,
        )


def make_client() -> str:
    """The demo agreement and its API client; returns the client's id."""
    client_id, _ = create_demo_client(
        drafter=User.objects.get(username=pilot.DRAFTER),
        approver=User.objects.get(username=pilot.APPROVER),
        institution=Institution.objects.get(code=pilot.RECIPIENT),
    )
    return client_id
