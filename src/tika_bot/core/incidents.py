"""Faults of ours: the number that a member can quote and an operator can look up, and the sentence."""

import secrets

from tika_bot.storage.faults import is_bad_query

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, 1, I, L or O: people read them out loud."""


def new_incident() -> str:
    """Return a fresh incident number such as ``7K2M-QX9D``."""
    text = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def fault_key(error: BaseException) -> str:
    """Return which sentence tells a member of ``error``, which nobody foresaw."""
    return "core.query_failed" if is_bad_query(error) else "core.broken"
