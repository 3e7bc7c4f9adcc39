"""A raw frame becomes a small value; what no member wrote doesn't."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from tika_bot.bot.gateway import Chat, chat_in, frame_in, read_message, writer
from tika_bot.core.messages import ChatMessage

FRAME: dict[str, Any] = {
    "id": "1310000000000000001",
    "channel_id": "20",
    "guild_id": "30",
    "type": 0,
    "content": "hi",
    "author": {"id": "40", "username": "alice", "global_name": "Alice"},
    "member": {"roles": ["50", "51"], "nick": None},
    "mentions": [{"id": "60"}],
    "attachments": [{}, {}],
}


def _from_discord_py(frame: dict[str, Any]) -> Chat:
    return chat_in(frame)


def _from_the_wire(frame: dict[str, Any]) -> Chat:
    whole = frame_in(orjson.dumps({"t": "MESSAGE_CREATE", "s": 1, "op": 0, "d": frame}).decode())
    assert whole is not None
    return whole.d


Reading = Callable[[dict[str, Any]], Chat]

both_ways = pytest.mark.parametrize("chat_of", [_from_discord_py, _from_the_wire])


def _read(chat: Chat) -> ChatMessage:
    author = writer(chat)
    assert author is not None
    return read_message(chat, author, parent=None, is_command=False, edited=False, source=None)


@both_ways
def test_everything_that_listeners_need_is_in_it(chat_of: Reading) -> None:
    message = _read(chat_of(FRAME))

    assert (message.id, message.channel, message.guild, message.author) == (1310000000000000001, 20, 30, 40)
    assert message.author_name == "Alice" and message.roles == (50, 51)
    assert message.mentions == (60,) and message.attachments == 2
    assert message.at == datetime.fromtimestamp(((1310000000000000001 >> 22) + 1_420_070_400_000) / 1000, UTC)


@both_ways
def test_a_direct_message_has_neither_guild_nor_roles(chat_of: Reading) -> None:
    frame = {key: value for key, value in FRAME.items() if key not in {"guild_id", "member"}}

    message = _read(chat_of(frame))

    assert message.guild is None and message.roles == ()


@both_ways
def test_a_nickname_goes_before_the_name_that_is_shown_elsewhere(chat_of: Reading) -> None:
    message = _read(chat_of(FRAME | {"member": {"roles": [], "nick": "عائشة"}}))

    assert message.author_name == "عائشة" and message.roles == ()


@both_ways
@pytest.mark.parametrize(
    "change",
    [
        {"author": {"id": "1", "username": "b", "bot": True}},
        {"webhook_id": "9"},
        {"type": 7},
        {"author": None},
    ],
)
def test_bots_webhooks_and_notices_are_not_spoken(change: dict[str, Any], chat_of: Reading) -> None:
    assert writer(chat_of(FRAME)) is not None
    assert writer(chat_of(FRAME | change)) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"t": "NEWS", "s": 1, "op": 0, "d": "MESSAGE_CREATE"}',
        '{"t": "MESSAGE_CREATE", "s": 1, "op": 0, "d": {"id": "1", "content": 7}}',
        '{"t": "MESSAGE_UPDATE", "s": 1, "op": 0, "d": {"id": "1", "content": "MESSAGE_CREATE"}}',
        '{"t": "MESSAGE_CREATE", "s": 1, "op": 7, "d": {"id": "1"}}',
        '{"t": null, "s": null, "op": 11, "d": null}',
        '{"t": "MESSAGE_CREATE", "s": 1',
    ],
)
def test_what_does_not_look_like_chat_is_left_to_discord_py(text: str) -> None:
    assert frame_in(text) is None
