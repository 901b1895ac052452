"""The settings of one machine without limits: a flow opens in a minute what nobody opens in an hour."""

from desmigratif.settings.dev import *  # noqa: F403

PAGE_LIMITS = API_STRANGER_LIMITS = ((1_000_000, 60),)
