"""A password hasher for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2id as in production, with the least work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
