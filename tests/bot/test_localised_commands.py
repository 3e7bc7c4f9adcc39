"""A German member opens the command picker."""

from collections.abc import Iterator
from typing import Any

from tika_bot.app import Running
from tika_bot.base.ids import GuildId
from tika_sandbox.testing import Stage

SUBCOMMANDS = {1, 2}


def sayings(document: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every command, subcommand and option below ``document`` with where it is."""
    here = f"{path} {document['name']}".strip()
    yield here, document
    for option in document.get("options") or ():
        yield from sayings(option, here)


async def test_every_command_and_option_is_told_in_german_too(play: Stage, bot: Running) -> None:
    assert bot.client is not None
    registration, guild = bot.client.registration, GuildId(play.facts.guilds[0].id)
    guests = {command.name for command in bot.client.rooms.commands("parrot")}

    documents = [*registration.everywhere(), *registration.here(guild)]
    told = [entry for document in documents if document["name"] not in guests for entry in sayings(document)]

    assert len(told) > 20
    mute = [name for name, document in told if "de" not in document.get("description_localizations", {})]
    assert mute == []
    assert all(
        len(text) <= 100
        for _, d in told
        for text in (d["description"], *d["description_localizations"].values())
    )
