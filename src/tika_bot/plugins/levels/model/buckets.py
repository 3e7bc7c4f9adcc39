"""Buckets: what a large guild counts its members into, so that a rank is a short sum."""

import math

BUCKET_SCALE = 8
"""Buckets are ``isqrt(8 · xp)`` wide: fine where members crowd, coarse where they are few."""

STRIDE = 64
"""So many neighbouring buckets are counted together as well."""


def bucket(xp: int) -> int:
    """Return the bucket in which a member with ``xp`` is counted."""
    return math.isqrt(BUCKET_SCALE * xp)


def bucket_rows(xp: int) -> tuple[int, int]:
    """Return the numbers of the rows that count a member with ``xp``: the bucket's and its stride's."""
    number = bucket(xp)
    return number, -1 - number // STRIDE


def bucket_end(number: int) -> int:
    """Return the smallest XP above bucket ``number``."""
    return -(-((number + 1) ** 2) // BUCKET_SCALE)
