"""What tests of the access log share."""

from tests.architecture.conftest import owner
from tests.exchange.conftest import agreement, ask_token, caller, make_agreement, make_api_client
from tests.own_database import own_database

__all__ = ["agreement", "ask_token", "caller", "make_agreement", "make_api_client", "own_database", "owner"]
