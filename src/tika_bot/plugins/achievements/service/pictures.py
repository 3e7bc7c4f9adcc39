"""Badges' pictures on their way in, while their admin still writes.

A form must open at once, so the picture that came with the command is fetched and made small in the meantime.
Which one belongs to which form is known in memory only: after a restart the achievement is made without.

A picture is a file, so it can't come and go in the transaction of its row: it's stored before and deleted
afterwards. What a crash, a form that nobody sent or a guild's end leave behind is swept up daily. What shows
a picture is known by the database alone.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import TikaError
from tika_bot.base.ids import GuildId
from tika_bot.core.nursery import Nursery
from tika_bot.drawing.intake import MAX_BYTES, Intake, PictureTooLarge
from tika_bot.plugins.achievements.store import AchievementStore

SIDE_PX = 128
WAITING = 64
"""Pictures whose form wasn't sent; the oldest is dropped first."""

DAY_S = 86_400

UNDER_WAY = timedelta(hours=1)
"""How long a picture may be stored whose achievement isn't written yet."""

log = structlog.get_logger(__name__)

Read = Callable[[], Awaitable[bytes]]


class Pictures:
    """Takes pictures in."""

    def __init__(self, store: AchievementStore, intake: Intake, nursery: Nursery, clock: Clock) -> None:
        self._store = store
        self._intake = intake
        self._nursery = nursery
        self._clock = clock
        self._drafts: OrderedDict[tuple[GuildId, str], asyncio.Future[bytes]] = OrderedDict()

    def begin(self, guild: GuildId, draft: str, size: int, read: Read) -> None:
        """Begin to take in what ``read`` fetches, ``size`` bytes, for the form called ``draft``.

        Raises:
            PictureTooLarge: it isn't even fetched.
        """
        if size > MAX_BYTES:
            raise PictureTooLarge
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._drafts[guild, draft] = future
        if len(self._drafts) > WAITING:
            self._drafts.popitem(last=False)
        self._nursery.start(self._take_in(read, future), name=f"badge:{draft}")

    def start(self) -> None:
        """Begin to sweep."""
        self._nursery.start(self._sweep_daily(), name="sweep")

    async def _sweep_daily(self) -> None:
        while True:
            try:
                await self.sweep()
            except (TikaError, OSError):
                log.exception("achievements.sweep_failed")
            await asyncio.sleep(DAY_S)

    async def sweep(self) -> None:
        """Delete pictures that no achievement shows, unless their form may be under way."""
        gone = await self._store.sweep_pictures(self._clock.now() - UNDER_WAY)
        if gone:
            log.info("achievements.swept", pictures=gone)

    async def _take_in(self, read: Read, future: "asyncio.Future[bytes]") -> None:
        try:
            future.set_result(await self._intake.square(await read(), SIDE_PX))
        except Exception as error:  # noqa: BLE001 # whoever sends the form is told
            future.set_exception(error)
            future.exception()  # and if nobody does, it's no fault of the loop
        finally:
            future.cancel()  # does nothing unless we were cancelled ourselves

    async def finish(self, guild: GuildId, draft: str) -> str | None:
        """Return the name of the stored picture for ``draft``; None if nobody knows of it any more.

        Raises:
            Refusal: the picture can't be used.
            Busy: too many pictures at once.
        """
        future = self._drafts.pop((guild, draft), None)
        return None if future is None else await self._store.keep_picture(await future)
