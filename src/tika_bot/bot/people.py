"""Members' names and faces, for what is shown of somebody who isn't there: a board, a list."""

from collections.abc import Iterable

import discord
import structlog

from tika_bot.base.ids import UserId
from tika_bot.kit.door import Person

AT_ONCE = 100
"""Discord answers for so many ids in one question over the gateway."""

FACE_PX = 256
"""Size that avatars are asked for; Discord serves powers of two."""

log = structlog.get_logger("tika.people")


def person(member: discord.Member | discord.User) -> Person:
    """Return how ``member`` is shown here."""
    # Never a whole animation: of one that moves, Discord makes a PNG of its first frame.
    return Person(member.display_name, member.display_avatar.replace(size=FACE_PX, format="png").url)


async def people_of(guild: discord.Guild | None, members: Iterable[UserId]) -> dict[UserId, Person]:
    """Return those of ``members`` who are in ``guild``; one question for all whom nobody remembers."""
    if guild is None:
        return {}
    wanted = list(members)[:AT_ONCE]
    known = {member: guild.get_member(member) for member in wanted}
    found = {member: person(one) for member, one in known.items() if one is not None}
    missing = [int(member) for member in wanted if member not in found]
    if missing:
        try:
            answered = await guild.query_members(user_ids=missing, cache=False)
        except (TimeoutError, discord.ClientException) as error:
            log.warning("people.not_found", guild=guild.id, why=repr(error))
            return found
        found |= {UserId(one.id): person(one) for one in answered}
    return found
