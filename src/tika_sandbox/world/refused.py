"""What the world says when the rules say no: Discord's own codes, with the status they travel under."""

from collections.abc import Mapping
from typing import Any, Final

SENTENCES: Final[Mapping[int, tuple[int, str]]] = {
    0: (404, "404: Not Found"),
    10001: (404, "Unknown account"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10006: (404, "Unknown Invite"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10012: (404, "Unknown token"),
    10013: (404, "Unknown User"),
    10014: (404, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10020: (404, "Unknown session"),
    10026: (404, "Unknown Ban"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10065: (404, "Unknown Voice State"),
    10036: (404, "Unknown sku"),
    10057: (404, "Unknown guild template"),
    10060: (404, "Unknown sticker"),
    10066: (404, "Unknown application command permissions"),
    10067: (404, "Unknown Stage Instance"),
    10068: (404, "Unknown automod rule"),
    10069: (404, "Unknown Guild Welcome Screen"),
    10070: (404, "Unknown Guild Scheduled Event"),
    10097: (404, "Unknown sound"),
    20001: (403, "Bots cannot use this endpoint"),
    20002: (403, "Only bots can use this endpoint"),
    20012: (403, "You are not authorized to perform this action on this application"),
    20016: (429, "This action cannot be performed due to slowmode rate limit"),
    30003: (400, "Maximum number of pins reached for the channel (50)"),
    30005: (400, "Maximum number of guild roles reached (250)"),
    30007: (400, "Maximum number of webhooks reached (15)"),
    30008: (400, "Maximum number of emojis reached (50)"),
    30016: (400, "Maximum number of invites reached (1000)"),
    30031: (400, "A server template can only be made once"),
    30039: (400, "Maximum number of stickers reached (5)"),
    30045: (400, "Maximum number of soundboard sounds reached (8)"),
    30010: (400, "Maximum number of reactions reached (20)"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30034: (429, "Maximum number of daily application command creates has been reached (200)"),
    40001: (401, "Unauthorized"),
    40005: (413, "Request entity too large"),
    40032: (400, "Target user is not connected to voice."),
    40033: (400, "This message has already been crossposted."),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50004: (403, "Widget Disabled"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50014: (401, "Invalid authentication token provided"),
    50016: (400, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100."),
    50019: (400, "A message can only be pinned in the channel it was sent in"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid role"),
    50033: (400, "Invalid Recipient(s)"),
    50034: (400, "You can only bulk delete messages that are under 14 days old."),
    50035: (400, "Invalid Form Body"),
    50025: (401, "Invalid OAuth2 access token provided"),
    50026: (403, "Missing required OAuth2 scope"),
    50045: (400, "File uploaded exceeds the maximum size"),
    50046: (400, "Invalid file uploaded"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    80000: (400, "Incoming calls disabled for this user."),
    90001: (403, "Reaction blocked"),
    130000: (400, "API resource is currently overloaded. Try again a little later"),
    150006: (400, "The Stage is already open"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    180000: (400, "Cannot update a finished event"),
    200000: (400, "Message was blocked by automatic moderation"),
    500000: (400, "Failed to ban users"),
    520001: (400, "Poll expired"),
    220001: (400, "Webhooks posted to forum channels must have a thread_name or thread_id"),
    220003: (400, "Webhooks can only create threads in forum channels"),
    240000: (400, "Message blocked by harmful links filter"),
}
"""Code → (HTTP status, sentence), as Discord documents them."""


class Refused(Exception):
    """The rules say no. ``code`` is Discord's; ``status`` its HTTP status, ``errors`` the tree of a form."""

    def __init__(
        self, code: int, message: str | None = None, *, status: int | None = None, errors: Any = None
    ) -> None:
        usual_status, sentence = SENTENCES[code]
        super().__init__(message or sentence)
        self.code = code
        self.message = message or sentence
        self.status = status or usual_status
        self.errors = errors


class Form:
    """Collects what is wrong with a request body, by path; ``demand()`` raises if anything is."""

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}

    def wrong(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        """Note one mistake at ``path``, for example ``("embeds", 0, "title")``."""
        node = self.tree
        for step in path:
            if "_errors" in node:
                return  # what's inside of something wrong goes without saying
            node = node.setdefault(str(step), {})
        if not node or "_errors" in node:
            node.setdefault("_errors", []).append({"code": code, "message": message})

    def demand(self) -> None:
        """Raise 50035 with everything noted so far; return if that's nothing."""
        if self.tree:
            raise Refused(50035, errors=self.tree)


def invalid(path: tuple[str | int, ...], code: str, message: str) -> Refused:
    """Return the refusal for a form with a single mistake."""
    form = Form()
    form.wrong(path, code, message)
    return Refused(50035, errors=form.tree)
