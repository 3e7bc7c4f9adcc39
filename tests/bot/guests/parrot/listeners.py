"""What the parrot hears."""

from tika_bot.core.messages import ChatMessage, Listener

from .plugin import Parrot


def answer(service: Parrot) -> list[Listener]:
    async def thanks(message: ChatMessage) -> bool:
        service.said.append(message.content)
        return "parrot?" in message.content

    return [Listener("thanks", thanks)]


async def member_join(service: Parrot, guild: int, user: int, roles: object) -> None:
    service.members.append((guild, user))


async def member_update(service: Parrot, guild: int, user: int, roles: tuple[int, ...]) -> None:
    service.roles[guild, user] = roles
