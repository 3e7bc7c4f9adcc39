"""Every error that Tika raises on purpose.

TikaError
├── Refusal   the member asked for something that the rules forbid; they read why, no fault is logged
├── Busy      two requests met at the same row; safe to try again
└── Broken    a promise of ours failed; logged with an incident number
"""


class TikaError(Exception):
    """Root of the tree. ``key`` names the sentence (``plugin.sentence``); ``fields`` fill its blanks."""

    key = "core.broken"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.key, fields)
        self.fields = fields


class Refusal(TikaError):
    """The rules say no. The member reads why and what to do next."""


class Busy(TikaError):
    """Somebody else was faster, several times in a row. Nothing was changed."""

    key = "core.busy"


class Broken(TikaError):
    """Our fault. The member gets an incident number, the log gets the rest."""
