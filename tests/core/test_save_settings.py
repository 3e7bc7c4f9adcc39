"""An admin tunes a plugin; all read it at once, and two admins at a time don't overwrite each other."""

import asyncio
from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Literal, Self

import pytest
from pydantic import Field, model_validator
from sqlalchemy import update

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core import tables
from tika_bot.core.events import Events, SettingsChanged
from tika_bot.core.house import House
from tika_bot.core.setting_types import SettingOutOfRange, SettingUnknown, SettingWrong, core_settings
from tika_bot.core.settings import (
    ChannelSetting,
    GuildSettings,
    MemberSettings,
    RoleSetting,
    Settings,
    SettingsStale,
    with_changes,
)
from tika_bot.core.settings_yaml import SettingsUnreadable, export_settings, import_settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, THERE = GuildId(10), GuildId(20)
ANN, BOB = UserId(1), UserId(2)


class Tempo(StrEnum):
    """Two speeds."""

    SLOW = "slow"
    FAST = "fast"


class LevelSettings(GuildSettings):
    """One setting of each kind."""

    cooldown_s: int = Field(60, ge=0, le=3600, description="Seconds between two rewards.")
    factor: float = Field(1.0, gt=0, le=5, description="Multiplies every reward.")
    announce: ChannelSetting = Field(None, description="Where level-ups are told.")
    quiet: tuple[ChannelSetting, ...] = Field((), max_length=20, description="Channels without rewards.")
    keeper: RoleSetting = Field(None, description="Who may correct.")
    style: Literal["plain", "card"] = Field("card", description="How a rank is shown.")
    tempo: Tempo = Field(Tempo.SLOW, description="How fast it goes.")
    on_voice: bool = Field(default=True, description="Whether talking counts.")


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=LevelSettings) as house:
        yield house


def tuned(house: House, guild: GuildId = HERE) -> LevelSettings:
    settings = house.settings.of(guild, "levels")
    assert isinstance(settings, LevelSettings)
    return settings


async def save(house: House, new: GuildSettings, *, by: UserId = ANN, based_on: int = 0) -> int:
    return await house.settings.save(HERE, "levels", new, by=by, based_on=based_on)


async def test_a_saved_setting_is_read_at_once_and_only_in_its_guild(house: House) -> None:
    version = await save(house, LevelSettings(cooldown_s=5))

    assert (version, tuned(house).cooldown_s, tuned(house, THERE).cooldown_s) == (1, 5, 60)
    assert await house.settings.history(THERE, "levels") == []


async def test_settings_survive_a_restart(house: House, database: Database) -> None:
    await save(house, LevelSettings(style="plain", quiet=(7, 2**63 - 1)))
    again = Settings(database, Events(), house.clock)
    again.register("levels", LevelSettings)
    await again.load()

    assert again.of(HERE, "levels") == LevelSettings(style="plain", quiet=(7, 2**63 - 1))
    assert again.version(HERE, "levels") == 1


async def test_whoever_saves_second_reads_both_values_and_changes_nothing(house: House) -> None:
    await save(house, LevelSettings(cooldown_s=5))
    with pytest.raises(SettingsStale) as refusal:
        await save(house, LevelSettings(cooldown_s=7), by=BOB)

    assert refusal.value.fields["differences"] == "`cooldown_s` 7 / 5"
    assert tuned(house).cooldown_s == 5


async def test_of_twenty_saves_at_once_one_wins(house: House) -> None:
    saves = (save(house, LevelSettings(cooldown_s=number)) for number in range(1, 21))
    results = await asyncio.gather(*saves, return_exceptions=True)

    assert results.count(1) == 1
    assert sum(isinstance(result, SettingsStale) for result in results) == 19
    assert len(await house.settings.history(HERE, "levels")) == 1


async def test_the_history_knows_who_when_and_what(house: House) -> None:
    await save(house, LevelSettings(cooldown_s=5))
    await save(house, LevelSettings(style="plain"), by=BOB, based_on=1)

    newest, oldest = await house.settings.history(HERE, "levels")
    assert (newest.version, newest.by, newest.document) == (2, BOB, {"style": "plain"})
    assert (oldest.version, oldest.by, oldest.document) == (1, ANN, {"cooldown_s": 5})
    assert newest.at == house.clock.now()


async def test_listeners_hear_after_the_change_is_in_force(house: House) -> None:
    heard: list[int] = []

    async def hear(event: SettingsChanged) -> None:
        heard.append(tuned(house, event.guild).cooldown_s)

    house.events.on(SettingsChanged, hear)
    await save(house, LevelSettings(cooldown_s=5))

    assert heard == [5]


async def test_a_save_inside_an_undone_transaction_never_happened(house: House, database: Database) -> None:
    async def half_done() -> None:
        async with database.writing(HERE):
            await save(house, LevelSettings(cooldown_s=5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half_done()

    assert tuned(house).cooldown_s == 60 and house.settings.version(HERE, "levels") == 0


async def test_another_worker_reads_what_this_one_saved(house: House, database: Database) -> None:
    elsewhere = Events()
    other = Settings(database, elsewhere, house.clock)
    other.register("levels", LevelSettings)
    await save(house, LevelSettings(cooldown_s=5))
    await elsewhere.tell(SettingsChanged(HERE, "levels", 1))

    assert other.of(HERE, "levels") == LevelSettings(cooldown_s=5)
    assert other.of(THERE, "levels") == LevelSettings()


async def test_a_stored_value_that_no_longer_fits_gets_its_default_and_the_rest_stays(
    house: House, database: Database
) -> None:
    await save(house, LevelSettings(cooldown_s=5))
    old = {"cooldown_s": 99_999, "style": "plain", "gone": 1}
    async with database.writing(HERE) as connection:
        mine = tables.settings.c.guild_id == HERE
        await connection.execute(update(tables.settings).where(mine).values(document=old))
    again = Settings(database, Events(), house.clock)
    again.register("levels", LevelSettings)
    await again.load()

    assert again.of(HERE, "levels") == LevelSettings(style="plain")


async def test_a_plugin_without_settings_is_our_fault(house: House) -> None:
    with pytest.raises(Broken):
        house.settings.of(HERE, "nobody")


async def test_defaults_are_not_shared(house: House) -> None:
    assert tuned(house).quiet == () and tuned(house) == tuned(house, THERE)
    with pytest.raises(ValueError, match="frozen"):
        tuned(house).cooldown_s = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"cooldown_s": "9999"}, SettingOutOfRange),
        ({"cooldown_s": "soon"}, SettingWrong),
        ({"style": "poster"}, SettingWrong),
        ({"cooldwn_s": "5"}, SettingUnknown),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_fit(
    changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error) as refusal:
        with_changes(LevelSettings(), changes)

    fields = getattr(refusal.value, "fields", {})
    assert fields.get("max") in (None, 3600) and fields.get("suggestion") in (None, "cooldown_s")


class Span(GuildSettings):
    """Two settings that must fit together."""

    title: str = Field("", description="What it's called.")
    least: int = Field(1, description="The smaller one.")
    most: int = Field(5, description="The larger one.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.least > self.most or " " in self.title:
            raise ValueError("one word, and least first")
        return self


def test_a_value_that_does_not_fit_the_others_is_refused_by_its_name() -> None:
    with pytest.raises(SettingWrong) as refusal:
        with_changes(Span(), {"title": "many words"})

    assert refusal.value.fields == {"given": "many words", "name": "title", "hint": "What it's called."}


def test_stored_values_that_no_longer_fit_each_other_get_their_defaults() -> None:
    read, dropped = Span.tolerant({"title": "ours", "least": 9, "most": 3})

    assert (read, dropped) == (Span(title="ours"), ["most", "least"])


def test_texts_of_a_form_become_values() -> None:
    new = with_changes(LevelSettings(), {"cooldown_s": "5", "on_voice": "false", "announce": "77"})

    assert new == LevelSettings(cooldown_s=5, on_voice=False, announce=77)


async def test_a_form_is_drawn_from_the_class(house: House) -> None:
    fields = {field.name: field for field in house.settings.describe("levels")}

    assert {name: field.kind for name, field in fields.items()} == {
        "cooldown_s": "int",
        "factor": "float",
        "announce": "channel",
        "quiet": "channels",
        "keeper": "role",
        "style": "choice",
        "tempo": "choice",
        "on_voice": "bool",
    }
    assert (fields["cooldown_s"].minimum, fields["cooldown_s"].maximum) == (0, 3600)
    assert fields["style"].choices == ("plain", "card") and fields["tempo"].choices == ("slow", "fast")
    assert fields["announce"].optional and not fields["style"].optional
    assert fields["quiet"].longest == 20
    assert all(field.help for field in house.settings.describe("core"))
    assert {field.kind for field in house.settings.describe("core")} >= {"zone", "texts", "channel"}


# --- members ---


async def test_a_members_own_settings_follow_them_and_nobody_else(house: House, database: Database) -> None:
    await house.settings.save_member(ANN, MemberSettings(zone="Asia/Tokyo"))
    await house.settings.save_member(ANN, MemberSettings(zone="Asia/Tokyo", direct=False))
    again = Settings(database, Events(), house.clock)
    await again.load()

    assert again.of_member(ANN) == MemberSettings(zone="Asia/Tokyo", direct=False)
    assert again.of_member(BOB) == MemberSettings()

    await house.settings.forget_member(ANN)
    assert house.settings.of_member(ANN) == MemberSettings()


# --- as a file ---


async def test_a_guilds_settings_travel_as_yaml(house: House) -> None:
    await save(house, LevelSettings(cooldown_s=5, style="plain"))
    text = export_settings(house.settings, HERE)
    changed = await import_settings(house.settings, THERE, text, by=BOB)

    assert changed == ("levels",)
    assert tuned(house, THERE) == tuned(house, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "tika_settings: 1\nplugins: {levels: &a {cooldown_s: 5}, core: *a}",
        "tika_settings: 1\nplugins: {levels: !!python/object:os.system {}}",
        "tika_settings: 1\nplugins: {levls: {}}",
        "tika_settings: 1\nplugins: {levels: 5}",
        "tika_settings: 1",
        "plugins: {}",
        "just words",
        "a: [" * 500,
        ": : :\n\t-",
        "x" * 70_000,
    ],
)
async def test_a_file_that_is_no_settings_file_is_refused(house: House, text: str) -> None:
    with pytest.raises(SettingsUnreadable):
        await import_settings(house.settings, HERE, text, by=ANN)


async def test_a_file_with_one_wrong_value_changes_nothing(house: House) -> None:
    text = "tika_settings: 1\nplugins:\n  core: {mood: 3}\n  levels: {cooldown_s: -1}\n"
    with pytest.raises(SettingOutOfRange):
        await import_settings(house.settings, HERE, text, by=ANN)

    assert house.settings.core(HERE).mood == 1


async def test_the_operators_mood_holds_where_a_guild_chose_none(house: House, database: Database) -> None:
    settings = Settings(database, Events(), house.clock, core_settings(3))
    chosen = with_changes(settings.core(HERE), {"mood": "0"})

    await settings.save(HERE, "core", chosen, by=ANN, based_on=0)

    assert (settings.core(HERE).mood, settings.core(THERE).mood) == (0, 3)
    assert [field.help for field in settings.describe("core") if field.name == "mood"] != [""]


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("UTC", "UTC"),
        ("mars", None),
        ("Europe", None),
        ("", None),
    ],
)
def test_a_zone_is_understood_however_it_is_written(written: str, zone: str | None) -> None:
    if zone is None:
        with pytest.raises(SettingWrong):
            with_changes(MemberSettings(), {"zone": written})
        return
    assert with_changes(MemberSettings(), {"zone": written}).zone == zone
