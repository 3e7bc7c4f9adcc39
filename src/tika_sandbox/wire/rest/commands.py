"""Application commands over REST."""

from typing import Any, Final

from tika_sandbox.payloads.commands import command
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply
from tika_sandbox.world import commands
from tika_sandbox.world.permissions import seen_channel


def _scope(call: Call) -> tuple[int, int | None]:
    application_id = call.id("application_id")
    guild_id = call.id("guild_id") if "guild_id" in call.path else None
    commands.demand_owner(call.world, call.who, application_id, guild_id)
    return application_id, guild_id


def listed(call: Call) -> Reply:
    """Answer all commands of a scope."""
    return Reply([command(row) for row in commands.listed(call.world, *_scope(call))])


def replace_all(call: Call) -> Reply:
    """Replace all commands of a scope."""
    return Reply([command(row) for row in commands.replace_all(call.world, *_scope(call), call.body)])


def create(call: Call) -> Reply:
    """Register one command."""
    row, is_new = commands.write(call.world, *_scope(call), call.fields())
    return Reply(command(row), 201 if is_new else 200)


def one(call: Call) -> Reply:
    """Answer one command."""
    return Reply(command(commands.one(call.world, *_scope(call), call.id("command_id"))))


def change(call: Call) -> Reply:
    """Change a command."""
    row = commands.one(call.world, *_scope(call), call.id("command_id"))
    return Reply(command(commands.change(call.world, row, call.fields())))


def remove(call: Call) -> Reply:
    """Delete a command."""
    commands.remove(call.world, commands.one(call.world, *_scope(call), call.id("command_id")))
    return NOTHING


def index(call: Call) -> Reply:
    """Answer what this user may run in this channel."""
    channel = seen_channel(call.world, call.who, call.id("channel_id"))
    rows = commands.usable(call.world, call.who.id, channel)
    return Reply({"application_commands": [command(row) for row in rows]})


_BOT: Final = frozenset({"bot"})
_PERSON: Final = frozenset({"person"})
_GLOBAL: Final = "/applications/{application_id}/commands"
_GUILD: Final = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    *(
        line
        for base in (_GLOBAL, _GUILD)
        for line in (
            ("GET", base, listed, _BOT),
            ("PUT", base, replace_all, _BOT),
            ("POST", base, create, _BOT),
            ("GET", base + "/{command_id}", one, _BOT),
            ("PATCH", base + "/{command_id}", change, _BOT),
            ("DELETE", base + "/{command_id}", remove, _BOT),
        )
    ),
    ("GET", "/channels/{channel_id}/application-command-index", index, _PERSON),
)
