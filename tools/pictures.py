"""Takes the screenshots in docs/pictures: a real bot in a real sandbox, seen through a real browser.

    .venv/bin/python tools/pictures.py [folder]

Needs Chromium and fonts for the names in the demo (Debian: fonts-noto-cjk, fonts-noto-color-emoji).
"""

import asyncio
import io
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Page

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.settings import with_changes
from tika_bot.testing.bots import bot_config
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Stage, stage
from tika_sandbox.testing.browser import browsing

FOLDER = Path("docs/pictures")
WIDE = {"width": 1280, "height": 800}
TALL = {"width": 1000, "height": 1500}
PHONE = {"width": 390, "height": 844}
COLOURS = 256
LARGEST_BYTES = 200_000
REST_S = 0.6
"""A still picture wants faces loaded and animations ended; nothing tells that, so wait a moment."""

TALK = (
    ("bruno", "Who moved the good teapot?"),
    ("otto", "It was in the sun. Teapots like sun. 🌞"),
    ("bruno", "It's cast iron, Otto. It likes *nothing*."),
    ("haruka", "鉄瓶はお湯だけですよ。 Hot water only!"),
    ("otto", "Then who has been brewing **oolong** in it all week"),
    ("layla", "لست أنا. أنا أشرب شاي النعناع فقط."),
    ("alice", "…I plead the fifth cup."),
    ("bruno", "Alice."),
    ("alice", "In my defence, it was very good oolong."),
    ("haruka", "では、もう一杯 🍵 Then pour me one too."),
)
"""Who says what; the last line takes 春香 a level up."""


TEAS = ("Oolong 🍵", "شاي بالنعناع", "Assam, strong")
VOTES = {"bruno": 3, "layla": 2, "alice": 1, "otto": 1}
"""Who votes for which tea, before 春香 does."""

SONG = ("やかんの歌:", "ちんちんちん、お湯が沸く", "ぽこぽこぽこ、お茶が待つ", "🎶", "ふう、ひとやすみ。")
"""What 春香 sings for the server's own quest."""

HELD = {"iron-kettle": 2, "applause": 3, "chatterbox": 4, "table-host": 1}
"""Achievements that she has won before, and up to which tier."""

PAST = {"alice": 655, "bruno": 905, "layla": 377, "haruka": 572, "otto": 260}
"""Tens of XP that people have earned before; 春香 is two messages short of a level."""


@dataclass(frozen=True, slots=True)
class Set:
    """Where pictures are taken."""

    play: Stage
    bot: Running
    folder: Path

    def address(self, name: str, channel: str = "general") -> str:
        """Return where the person called ``name`` looks at a channel of the first guild."""
        home = self.play.facts.guilds[0]
        user = next(user for user in self.play.facts.users if user.name == name)
        rooms = self.play.facts.world.channels.within(home.id).values()
        room = next(room for room in rooms if room.name == channel)
        return f"{self.play.address.web}#{user.id}/{home.id}/{room.id}"


def main(folder: Path) -> int:
    """Take every picture; return 1 if one became too large."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tika-pictures-") as data:
        asyncio.run(take(folder, Path(data)))
    sizes = {file.name: file.stat().st_size for file in sorted(folder.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{name} {size // 1000} kB{' (too large)' * (size > LARGEST_BYTES)}")
    return int(max(sizes.values()) > LARGEST_BYTES)


async def take(folder: Path, data: Path) -> None:
    """Start sandbox and bot, and take the pictures one after the other."""
    async with stage() as play:
        trusted = frozenset({play.address.web.rstrip("/")})
        async with running(bot_config(play, data), trusted_origins=trusted) as bot:
            await bot.ready()
            here = Set(play, bot, folder)
            for some in (chat, staff, reminder, poll, thread, goals, elsewhere):
                await some(here)


async def chat(here: Set) -> None:
    """Let people talk, somebody level up, and ask for card and board."""
    await grow(here)
    async with browsing(here.address("alice"), viewport=WIDE, color_scheme="dark") as page:
        for name, words in TALK:
            person = await here.play.person(name)
            await person.says(words)
        await command(page, "rank")
        await page.locator("#log .message img[alt*='evel']").last.wait_for()
        await keep(here, page, "chat.png")
        await keep(here, page, "rank.png", page.locator("#log .message").last)
        await command(page, "leaderboard")
        await page.locator("#log .message", has_text="used /leaderboard").wait_for()
        await keep(here, page, "leaderboard.png")


async def staff(here: Set) -> None:
    """Open the switches and the settings as an admin."""
    async with browsing(here.address("bruno", "quiet-corner"), viewport=WIDE, color_scheme="dark") as page:
        await command(page, "features")
        await page.locator("#log .message.ephemeral").last.wait_for()
        await keep(here, page, "features.png")
        await page.locator("#log .message.ephemeral").get_by_role("button", name="Dismiss message").click()
        await command(page, "settings")
        await page.get_by_text("Pick a feature").click()
        await page.get_by_role("option", name="Reminders").click()
        await page.get_by_text("Settings: Reminders").first.wait_for()
        await keep(here, page, "settings.png")


async def reminder(here: Set) -> None:
    """Set a reminder and wait for its ring."""
    async with browsing(here.address("otto", "kettle-talk"), viewport=WIDE, color_scheme="dark") as page:
        otto = await here.play.person("otto", channel="kettle-talk")
        await otto.runs("/remind me", when="in 2 seconds", what="take the leaves out *before* they are soup")
        await page.get_by_role("button", name="Done").wait_for()
        await keep(here, page, "reminder.png")


async def poll(here: Set) -> None:
    """Let 春香 ask everybody for their tea, and show her how they voted."""
    async with browsing(here.address("haruka", "kettle-talk"), viewport=WIDE, color_scheme="dark") as page:
        await page.get_by_label("Add files and more").click()
        await page.get_by_role("menuitem", name="Create poll").click()
        await page.get_by_label("Question").fill("Which tea for Sunday? 日曜日のお茶は?")
        await page.get_by_role("button", name="Add another answer").click()
        for number, answer in enumerate(TEAS, start=1):
            await page.get_by_label(f"Answer {number}", exact=True).fill(answer)
        await page.get_by_role("button", name="Post").click()
        asked = page.locator("#log .message", has=page.locator(".poll"))
        message_id = await asked.get_attribute("data-message")
        for name, choice in VOTES.items():
            voter = await here.play.person(name, channel="kettle-talk")
            path = f"/channels/{voter.channel_id}/polls/{message_id}/answers/@me"
            await voter.line.ask("PUT", path, {"answer_ids": [str(choice)]})
        await asked.get_by_role("radio", name=TEAS[0]).click()
        await asked.get_by_role("button", name="Vote", exact=True).click()
        await asked.get_by_text(f"{len(VOTES) + 1} votes").wait_for()
        await keep(here, page, "poll.png")


async def thread(here: Set) -> None:
    """Start a thread from a message and talk in it."""
    async with browsing(here.address("otto", "quiet-corner"), viewport=WIDE, color_scheme="dark") as page:
        await (await here.play.person("bruno", channel="quiet-corner")).says("Which kettle for a new house?")
        await page.locator("#log .message", has_text="Which kettle").click(button="right")
        await page.get_by_role("menuitem", name="Create thread").click()
        await page.get_by_text("Started by Otto").wait_for()
        for words in ("One with a **long spout**.", "And one that *sings*. 🎶"):
            await page.locator(".composer-text").fill(words)
            await page.locator(".composer-text").press("Enter")
        await page.locator("#log .message:not(.pending)", has_text="sings").wait_for()
        await keep(here, page, "thread.png")


async def goals(here: Set) -> None:
    """Show 春香 her quests, one of them the server's own, and the shelf of what she has won."""
    bruno = await here.play.person("bruno", channel="kettle-talk")
    form = await bruno.runs("/quest create", kind="event", counts="messages").form()
    await form.fills(
        name="A song for every kettle",
        text="Sing a line each in here. Humming counts.",
        amount="8",
        reward="150 xp, 20 leaves",
        window=str((datetime.now(UTC) + timedelta(days=5)).date()),
    )
    haruka = await here.play.person("haruka", channel="kettle-talk")
    for line in SONG:
        sung = await haruka.says(line)
        await (await here.play.person("otto", channel="kettle-talk")).reacts("🎶", sung)
        await haruka.reacts("🍵", sung)
    await bruno.runs("/quest boost", factor=1.5, hours=6)
    for name, tier in HELD.items():
        await bruno.runs("/achievement grant", member=haruka, achievement=name, tier=tier)
    async with browsing(here.address("haruka", "kettle-talk"), viewport=TALL, color_scheme="dark") as page:
        for name in ("quests", "achievements"):
            await command(page, name)
            answer = page.locator("#log .message", has_text=f"used /{name}")
            await answer.wait_for()
            await keep(here, page, f"{name}.png", answer)


async def elsewhere(here: Set) -> None:
    """Look at the same rooms in light, and on a phone."""
    async with browsing(here.address("alice"), viewport=WIDE, color_scheme="light") as page:
        await keep(here, page, "light.png")
    async with browsing(
        here.address("alice"), viewport=PHONE, color_scheme="dark", is_mobile=True, has_touch=True
    ) as page:
        await keep(here, page, "phone.png")


async def grow(here: Set) -> None:
    """Give everybody a past in silence, then let each message earn 30 XP and be told."""
    settings, guild = here.bot.wing.settings, GuildId(here.play.facts.guilds[0].id)
    for name, xp in PAST.items():
        person = await here.play.person(name, channel="quiet-corner")
        await tune(here, message_cooldown_s=0, announce="silent", rate=10, message_min=xp, message_max=xp)
        said = await person.says("Once upon a time there was a great deal of talk in here.")
        levels = here.bot.host.plugins["levels"].service
        await fact(partial(has_xp, levels, guild, UserId(int(person.id))))
        await person.deletes(said)
    await tune(here, rate=1, message_min=30, message_max=30, announce="same")
    assert settings.version(guild, "levels") == len(PAST) + 1


async def has_xp(levels: Any, guild: GuildId, member: UserId) -> bool:  # noqa: ANN401 # a plugin's service
    """Return whether ``member`` has earned anything yet."""
    standing = await levels.standing(guild, member)
    return bool(standing.xp)


async def tune(here: Set, **changes: object) -> None:
    """Change settings of levels as the first guild's admin."""
    guild, admin = GuildId(here.play.facts.guilds[0].id), UserId(here.play.facts.users[1].id)
    settings = here.bot.wing.settings
    new = with_changes(settings.of(guild, "levels"), changes)
    await settings.save(guild, "levels", new, by=admin, based_on=settings.version(guild, "levels"))


async def command(page: Page, name: str) -> None:
    """Pick a slash command and send it."""
    await page.locator(".composer-text").press_sequentially(f"/{name.split(maxsplit=1)[0]}")
    await page.locator(".suggest-row").filter(has=page.get_by_text(f"/{name}", exact=True)).click()
    await page.locator(".command-tail").press("Enter")


async def keep(here: Set, page: Page, name: str, part: Any = None) -> None:  # noqa: ANN401 # a locator or nothing
    """Write what the page shows, or a ``part`` of it, in few colours."""
    await page.mouse.move(0, 0)
    await page.evaluate("document.fonts.ready")
    await page.wait_for_timeout(REST_S * 1000)
    taken = Image.open(io.BytesIO(await (part or page).screenshot()))
    # Without a second look, a small plant turns grey beside a large ground.
    few = taken.convert("RGB").quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE)
    few.save(here.folder / name, optimize=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
