"""Seasons and members' cards on their way into files, out of them, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tika_bot.base.ids import GuildId, UserId
from tika_bot.drawing.intake import Intake, PictureTooLarge
from tika_bot.drawing.portraits import UnreadablePicture
from tika_bot.drawing.rank_card import HEIGHT_PX, WIDTH_PX
from tika_bot.plugins.levels.corrections import UNDO_WITHIN
from tika_bot.plugins.levels.importing.cards import card_row, is_ours
from tika_bot.plugins.levels.importing.model import Card, Found, Merge, Skipped, Why
from tika_bot.plugins.levels.importing.seasons import Coming, coming
from tika_bot.plugins.levels.looks import Look, Unreadable, worn
from tika_bot.plugins.levels.seasons import Record
from tika_bot.plugins.levels.store import CardStore, SealStore, SeasonStore

MOST_FOREIGN = 1_000
"""Pictures of one import that aren't ours: each is decoded in a process of its own, while others wait."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What of an import's seasons and cards comes along, and what doesn't."""

    seasons: Coming = field(default_factory=Coming)
    cards: Mapping[UserId, Look] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing comes along."""
        return not (self.seasons.seasons or self.cards)


class Carrying:
    """Packs, unpacks and takes back. What writes joins the open transaction."""

    def __init__(self, seasons: SeasonStore, cards: CardStore, seals: SealStore, intake: Intake) -> None:
        self._seasons = seasons
        self._cards = cards
        self._seals = seals
        self._intake = intake

    # --- into a file ---------------------------------------------------------------------------------------

    async def records(self, guild: GuildId) -> list[Record]:
        """Return all seasons of ``guild``, the oldest first."""
        return await self._seasons.records(guild)

    async def card_rows(self, guild: GuildId, *, pictures: bool) -> list[dict[str, Any]]:
        """Return members' cards as plain values, on request without a word of pictures."""
        key = await self._seals.key() if pictures else None
        return [card_row(who, look, key) for who, look in (await self._cards.looks(guild)).items()]

    async def weight(self, guild: GuildId) -> int:
        """Return how many bytes the pictures on members' cards have."""
        return await self._cards.weight(guild)

    # --- out of a file -------------------------------------------------------------------------------------

    async def harmless(self, found: Found) -> Found:
        """Return ``found`` with pictures that are ours or written anew; what can't be opened is left out.

        It takes its time, so no transaction may be open.

        Raises:
            Swamped: too many pictures are waiting.
        """
        if not found.cards:
            return found
        key, foreign = await self._seals.key(), 0
        good: dict[UserId, Card] = {}
        bad: list[Skipped] = []
        for member, card in found.cards.items():
            if card.look.picture is None or is_ours(card, key):
                good[member] = card
                continue
            foreign += 1
            picture = await self._written_anew(card.look.picture) if foreign <= MOST_FOREIGN else None
            if picture is None:
                bad.append(Skipped(str(member), Why.PICTURE))
            else:
                good[member] = replace(card, look=replace(card.look, picture=picture))
        return replace(found, cards=good, skipped=(*found.skipped, *bad))

    async def planned(
        self, guild: GuildId, found: Found, merge: Merge, style: str, latest: datetime
    ) -> Carried:
        """Return what of `harmless` things comes along where ``style`` is the usual one.

        Nothing comes from after ``latest``.
        """
        seasons = Coming()
        if found.seasons:
            seasons = coming(found.seasons, await self._seasons.records(guild), merge, latest)
        here = await self._cards.looks(guild, sorted(found.cards))
        looks: dict[UserId, Look] = {}
        skipped = list(seasons.skipped)
        for member, card in found.cards.items():
            has = here.get(member)
            if has is not None and merge is not Merge.REPLACE:
                continue
            look = replace(card.look, picture=has.picture) if card.is_bare and has is not None else card.look
            if look == has:
                continue
            try:
                worn(look, style)
            except Unreadable:
                skipped.append(Skipped(str(member), Why.ILLEGIBLE))
                continue
            looks[member] = look
        return Carried(seasons, looks, tuple(skipped))

    async def bring(self, guild: GuildId, entry: int, carried: Carried, now: datetime) -> None:
        """Write down what comes along, with the way back under ``entry``."""
        await self._seasons.sweep(guild, now - UNDO_WITHIN)
        await self._cards.sweep(guild, now - UNDO_WITHIN)
        await self._seasons.bring(guild, entry, carried.seasons.seasons, now)
        await self._cards.bring(guild, entry, carried.cards, now)

    async def _written_anew(self, picture: bytes) -> bytes | None:
        try:
            return await self._intake.ground(picture, WIDTH_PX, HEIGHT_PX)
        except (UnreadablePicture, PictureTooLarge):
            return None

    # --- back ----------------------------------------------------------------------------------------------

    async def count_back(self, guild: GuildId, entries: Sequence[int]) -> tuple[int, int]:
        """Return how many seasons and how many cards `take_back` would change."""
        return await self._seasons.count_back(guild, entries), await self._cards.count_back(guild, entries)

    async def take_back(self, guild: GuildId, entries: Sequence[int]) -> None:
        """Undo what imports under ``entries``, newest first, brought; what was changed since stays."""
        await self._seasons.take_back(guild, entries)
        await self._cards.take_back(guild, entries)
