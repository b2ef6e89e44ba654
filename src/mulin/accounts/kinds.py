"""Measures of login by phone: how long, how often, how many tries."""

from datetime import timedelta

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5
PAUSE_BETWEEN_CODES = timedelta(seconds=60)
WINDOW = timedelta(hours=1)
CODES_PER_PHONE = 5
CODES_PER_ADDRESS = 30

PHONE_CONTEXT = "accounts.phone"
ADDRESS_CONTEXT = "accounts.address"
CODE_CONTEXT = "accounts.code"
KEY_PREFIX = "mln_"
KEY_LENGTH = 40
VIEWS_PER_PAGE = 20
FACTOR_CONTEXT = "accounts.second_factor"
