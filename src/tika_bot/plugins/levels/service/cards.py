"""Members' own rank cards: tried on as a draft, then worn."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from tika_bot.base.ids import GuildId, UserId
from tika_bot.drawing.intake import MAX_BYTES, Intake, PictureTooLarge
from tika_bot.drawing.rank_card import HEIGHT_PX, MOST_BADGES, WIDTH_PX, Badge, Dress
from tika_bot.plugins.levels.api import Badges
from tika_bot.plugins.levels.looks import PALETTES, Look, corrected, worn
from tika_bot.plugins.levels.portraits import Fetch
from tika_bot.plugins.levels.store import CardStore

from .tuned import Tuned

FETCH_S = 8.0

Read = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A card while its member works on it."""

    look: Look
    dress: Dress
    is_new: bool
    """Whether it differs from what everybody sees."""
    is_corrected: bool
    """Whether colours were changed so that text can be read."""


class Cards:
    """What members chose for their cards."""

    def __init__(self, store: CardStore, tuned: Tuned, intake: Intake, fetcher: Fetch) -> None:
        self._store = store
        self._tuned = tuned
        self._intake = intake
        self._fetcher = fetcher
        self._badges: Badges | None = None
        self.forget, self.export = store.forget, store.export

    def show_badges(self, badges: Badges) -> None:
        """Put on cards what ``badges`` returns; see `LevelsApi.show_badges`."""
        self._badges = badges

    async def dress(self, guild: GuildId, member: UserId) -> Dress:
        """Return how everybody sees ``member``'s card."""
        return await self._dressed(guild, member, await self._store.look(guild, member))

    async def fitting(self, guild: GuildId, member: UserId) -> Fitting:
        """Return the draft, or what everybody sees if there is none."""
        look, is_new = await self._store.draft(guild, member)
        dress = await self._dressed(guild, member, look)
        return Fitting(look, dress, is_new, corrected(look, dress.style))

    async def change(self, guild: GuildId, member: UserId, **changes: str | bytes | None) -> None:
        """Put ``changes``, by field of `Look`, into ``member``'s draft.

        Raises:
            Unreadable: no text could be read on it; the draft stays as it was.
        """
        look, _ = await self._store.draft(guild, member)
        worn(replace(look, **changes), self._tuned.of(guild).card_style)  # type: ignore[arg-type] # by field
        await self._store.change(guild, member, changes)

    async def colour(self, guild: GuildId, member: UserId, palette: str) -> None:
        """Put the colours of ``palette`` into ``member``'s draft."""
        look = PALETTES[palette].on(Look())
        colours = {name: getattr(look, name) for name in ("border", "primary", "secondary", "text")}
        await self.change(guild, member, **colours)

    async def hang(self, guild: GuildId, member: UserId, size: int, read: Read) -> None:
        """Make what ``read`` fetches, ``size`` bytes, the ground of ``member``'s draft.

        Raises:
            PictureTooLarge: too many bytes, then it isn't even fetched, or too many pixels.
            UnreadablePicture: it's no picture that we open.
            Swamped: too many pictures at once.
        """
        if size > MAX_BYTES:
            raise PictureTooLarge
        picture = await self._intake.ground(await read(), WIDTH_PX, HEIGHT_PX)
        await self.change(guild, member, picture=picture)

    async def hang_from(self, guild: GuildId, member: UserId, url: str) -> None:
        """Make the picture behind ``url`` the ground of ``member``'s draft.

        Raises:
            FetchRefused: the address must not be fetched.
            FetchFailed: it didn't answer.
            Refusal: as `hang` does.
        """

        async def read() -> bytes:
            return await self._fetcher.fetch(url, limit_bytes=MAX_BYTES, timeout_s=FETCH_S)

        await self.hang(guild, member, 0, read)

    async def save(self, guild: GuildId, member: UserId) -> bool:
        """Let everybody see ``member``'s draft; return whether there was one."""
        return await self._store.save(guild, member)

    async def discard(self, guild: GuildId, member: UserId) -> bool:
        """Drop ``member``'s draft; return whether there was one."""
        return await self._store.discard(guild, member)

    async def reset(self, guild: GuildId, member: UserId) -> bool:
        """Give ``member`` the guild's card again and delete their picture; return whether it was another."""
        return await self._store.discard(guild, member, saved=True)

    async def _dressed(self, guild: GuildId, member: UserId, look: Look) -> Dress:
        style = worn(look, self._tuned.of(guild).card_style)
        return Dress(style, look.picture, await self.won(guild, member))

    async def won(self, guild: GuildId, member: UserId) -> tuple[Badge, ...]:
        """Return the badges that ``member``'s card shows."""
        if self._badges is None:
            return ()
        won: Sequence[Badge] = [
            Badge(one.emoji, one.picture, one.name)
            for one in await self._badges(guild, member, most=MOST_BADGES)
        ]
        return tuple(won)
