"""The operator asks the doctor: balances, Discord, what can be mended."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import text

from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.cli.doctor import examine
from tika_bot.cli.upkeep import migrate
from tika_bot.config import Config
from tika_bot.core.events import Events
from tika_bot.core.ledger import Account, Ledger, Transfer
from tika_bot.core.permits import PERMISSIONS
from tika_bot.core.settings import Settings
from tika_bot.core.tables import timers
from tika_bot.core.timers import Timers
from tika_bot.storage.database import Database
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_bot.testing.houses import FRIDAY_NOON
from tika_sandbox.pointing import pointed
from tika_sandbox.testing import Stage
from tika_sandbox.wire.server import Address

NOWHERE = Address.at(9)
HERE, THERE = GuildId(11), GuildId(12)


async def asked(config: Config, *, fix: bool = False) -> str:
    """Return the doctor's lines."""
    said = StringIO()
    await examine(config, Console(file=said, width=200), fix=fix)
    return said.getvalue()


async def test_the_doctor_names_the_first_balance_that_is_wrong(tmp_path: Path) -> None:
    config = Config.model_validate({"storage": {"data_folder": tmp_path}})
    await migrate(config, Console(file=StringIO()))
    async with await Database.open(config.database_url) as database:
        gift = Transfer(Account.source("quests"), Account.member(UserId(7)), "coins", 100)
        for guild in (HERE, THERE):
            await Ledger(database, WallClock()).transfer(
                guild, gift, key="1", actor=UserId(7), reason="", command=""
            )
        healthy = await asked(config)
        async with database.house("core.backup") as connection:
            await connection.execute(
                text("UPDATE core_ledger_accounts SET balance = 140 WHERE guild_id = 12")
            )

    assert "✓ ledger" in healthy
    assert (
        "ledger: balances that aren't the sum of their entries: 1; the first is member:7 in 12, by +40 coins"
        in (await asked(config))
    )


async def test_an_old_schema_and_a_timer_that_was_given_up_are_mended(tmp_path: Path) -> None:
    config = Config.model_validate({"storage": {"data_folder": tmp_path}})

    before = await asked(config)
    mended = await asked(config, fix=True)
    async with await Database.open(config.database_url) as database:
        for guild in (HERE, THERE):
            await Timers(database, WallClock()).at(FRIDAY_NOON, "reminders", "ring", {}, guild=guild)
        async with database.house("core.backup") as connection:
            values = {"set_aside_at": FRIDAY_NOON, "failure": "KeyError: 'channel'", "attempts": 10}
            await connection.execute(timers.update().where(timers.c.guild_id == HERE).values(values))
        aside = await asked(config)
        retried = await asked(config, fix=True)
        left = await Timers(database, WallClock()).set_aside()

    assert "✗ schema" in before and "`tika doctor --fix` mends it" in before
    assert "✓ schema: mended" in mended and "✓ timers" in mended
    assert "✗ timers: set aside after ten failures: reminders.ring (KeyError: 'channel')" in aside
    assert "✓ timers: mended" in retried and left == []


async def test_settings_that_fell_behind_their_history_are_counted(tmp_path: Path) -> None:
    config = Config.model_validate({"storage": {"data_folder": tmp_path}})
    await asked(config, fix=True)
    async with await Database.open(config.database_url) as database:
        settings = Settings(database, Events(), WallClock())
        for guild in (HERE, THERE):
            await settings.save(guild, "core", settings.core(guild), by=UserId(7), based_on=0)
        healthy = await asked(config)
        async with database.house("core.backup") as connection:
            await connection.execute(text("UPDATE core_settings SET version = 9 WHERE guild_id = 11"))

    assert "✓ settings" in healthy
    assert "✗ settings: not the newest of their history: 1" in await asked(config)


async def test_discord_is_asked_for_intents_and_permissions(play: Stage, tmp_path: Path) -> None:  # noqa: F811 # pytest's way
    config = bot_config(play, tmp_path)
    healthy = await asked(config, fix=True)
    play.grants(intents=0)
    world, home = play.facts.world, play.facts.guilds[0]
    role = world.roles[home.id + 2]
    world.roles.put(replace(role, permissions=1 << PERMISSIONS["view_channel"]))
    everybody = world.roles[home.id]
    world.roles.put(replace(everybody, permissions=0))

    told = await asked(config)
    nobody = await asked(config.model_copy(update={"token": SecretStr("MTIz.abcdef." + "x" * 30)}))

    for about in ("token", "clock", "intents", "permissions", "plugins", "tables"):
        assert f"✓ {about}\n" in healthy
    assert "✗ intents: not granted: members (for levels), message_content (for levels)" in told
    assert (
        f"✗ permissions: {home.name} lacks attach_files, embed_links, manage_roles, send_messages\n" in told
    )
    assert "✗ token: Discord doesn't know it" in nobody


async def test_what_does_not_answer_is_named(tmp_path: Path) -> None:
    given = {"storage": {"data_folder": tmp_path}, "token": "a.b.c", "features": {"off": ["remindrs"]}}
    with pointed(NOWHERE):
        told = await asked(Config.model_validate(given), fix=True)

    assert "✗ Discord: can't be reached" in told
    assert "✗ plugins: remindrs: named in config.yml, but there is none; did you mean 'reminders'?" in told
