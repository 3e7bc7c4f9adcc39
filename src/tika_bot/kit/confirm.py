"""Asking before doing something that can't be taken back."""

from tika_bot.core.actions import action_id

from .screen import Button, Row

YES = "yes"
NO = "no"


def confirm_row(plugin: str, verb: str, *args: object, yes: str, no: str) -> Row:
    """Return two buttons for ``plugin:verb``; its first argument will be `YES` or `NO`, then ``args``."""
    return (
        Button(yes, action_id(plugin, verb, YES, *args), style="danger"),
        Button(no, action_id(plugin, verb, NO, *args)),
    )
