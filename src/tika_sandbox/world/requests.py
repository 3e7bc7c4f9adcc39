"""What an interaction is while it lives: fifteen minutes, then its token is worthless."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tika_sandbox.world.entities import Attachment

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
WAITING: Final = "waiting"
THINKING: Final = "thinking"
ANSWERED: Final = "answered"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A modal in front of a person until they send it in or open another of that name."""

    user_id: int
    custom_id: str
    interaction_id: int
    document: Any


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commands an application made in one scope since a moment; it counts anew after a day."""

    application_id: int
    guild_id: int
    since: datetime
    count: int = 0


@dataclass(frozen=True, slots=True)
class Interaction:
    """A person's request to an application.

    ``data`` is in Discord's shape with ``resolved`` already looked up at serialisation; ``state`` goes from
    waiting to thinking, answered or failed. ``reply_id`` is the message that ``@original`` means.
    """

    id: int
    token: str
    type: int
    application_id: int
    user_id: int
    channel_id: int
    guild_id: int | None
    at: datetime
    data: Any
    nonce: str | None = None
    message_id: int | None = None
    state: str = WAITING
    private: bool = False
    reply_id: int | None = None
    opener_id: int | None = None
    attachments: tuple[Attachment, ...] = ()
    name: str | None = None
