"""A member whose language is German reads German, also where manifests and settings speak English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import UserId
from tika_bot.core.checking import coverage
from tika_bot.core.names import PLATFORM, names
from tika_bot.core.setting_types import MemberSettings, SettingField, described
from tika_bot.core.wording import ENGLISH, Wording
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Stage
from tika_sandbox.testing.seen import Seen

PLUGINS = Path("src/tika_bot/plugins")
GERMAN = "de"

SHARED = {"XP"}
"""Words that both languages have."""

LIMITS = {"plugin-name": 40, "plugin-summary": 100, "value-": 100, "setting-": 45, ".help": 100}
"""How an id begins or ends → the characters that Discord's menus and forms have room for; the last counts."""


def test_german_lacks_no_sentence_and_no_name() -> None:
    assert coverage() == []
    assert [folder for folder in PLUGINS.glob("*/strings") if not (folder / "de.ftl").exists()] == []


@pytest.fixture
async def german(play: Stage, bot: Running) -> Person:  # noqa: F811
    """Lend an admin who chose German."""
    admin = await play.person(play.facts.users[1].name)
    user = UserId(int(admin.id))
    mine = bot.wing.settings.of_member(user).model_copy(update={"language": GERMAN})
    await bot.wing.settings.save_member(user, mine)
    return admin


def _fields(bot: Running, plugin: str) -> tuple[SettingField, ...]:  # noqa: F811
    return bot.wing.settings.describe(plugin)


def _english(bot: Running) -> dict[str, str]:  # noqa: F811
    """Return what manifests, settings and English strings call things → where it was found."""
    wording = bot.wing.wording
    found = {field.help: f"mine.{field.name}" for field in described(MemberSettings)}
    manifests = [PLATFORM, *(plugin.manifest for plugin in bot.host.plugins.values())]
    for manifest in manifests:
        here = names(manifest, _fields(bot, manifest.id))
        for key, text in here.items():
            found[text] = f"{manifest.id}.{key}"
            found[_said(wording, manifest.id, key, ENGLISH) or text] = f"{manifest.id}.{key}"
        for field in _fields(bot, manifest.id):
            if "_" in field.name:
                found[field.name] = f"{manifest.id}.settings.{field.name}"
        found[manifest.category] = found[manifest.category.capitalize()] = f"{manifest.id}.category"
    same = {
        _said(wording, manifest.id, key, GERMAN) for manifest in manifests for key in _keys(bot, manifest.id)
    }
    return {text: place for text, place in found.items() if text not in same | SHARED}


def _keys(bot: Running, plugin: str) -> list[str]:  # noqa: F811
    manifest = PLATFORM if plugin == PLATFORM.id else bot.host.plugins[plugin].manifest
    return list(names(manifest, _fields(bot, plugin)))


def _said(wording: Wording, plugin: str, key: str, language: str) -> str | None:
    words, (name, _, attribute) = wording.words(plugin, language), key.partition(".")
    if attribute:
        return words.help(name)
    return words.say(name) if words.has(name) else None


def _read(seen: Seen) -> Iterator[str]:
    """Yield everything in a message that somebody can read, the lines of its menus too."""
    yield seen.text
    for control in seen.components:
        for option in control.get("options", ()):
            yield option["label"]
            yield option.get("description") or ""


def _strangers(text: str, english: dict[str, str]) -> list[str]:
    return [
        f"{words!r} ({place})"
        for words, place in english.items()
        if re.search(rf"(?<![\w/`]){re.escape(words)}(?![\w`])", text)
    ]


def _menu_with(option: str, sheet: Seen) -> str:
    """Return the id of the menu that offers ``option``."""
    return next(
        str(control["custom_id"])
        for control in sheet.components
        if option in {one["label"] for one in control.get("options", ())}
    )


async def _everything_shown(german: Person, bot: Running) -> dict[str, str]:  # noqa: F811
    """Return the text of every page that names plugins or settings, by what was typed."""
    plugins = [PLATFORM.id, *bot.host.plugins]
    pages = {
        "/features": await german.runs("/features"),
        "/settings": await german.runs("/settings"),
        "/help": await german.runs("/help"),
        "/privacy show": await german.runs("/privacy show"),
        "/me settings": await german.runs("/me settings"),
        "/plugin list": await german.runs("/plugin list"),
    }
    for plugin in plugins:
        if _fields(bot, plugin):
            pages[f"/settings {plugin}"] = await german.runs("/settings", feature=plugin)
        if plugin in bot.host.plugins:
            pages[f"/help {plugin}"] = await german.runs("/help", topic=plugin)
            pages[f"/plugin info {plugin}"] = await german.runs("/plugin info", name=plugin)
    return {typed: "\n".join(_read(page)) for typed, page in pages.items()}


async def test_no_page_speaks_the_words_of_manifests_and_settings(bot: Running, german: Person) -> None:  # noqa: F811
    english = _english(bot)

    shown = await _everything_shown(german, bot)

    assert "morning_hour" in english and "community" in english and len(english) > 60
    assert {typed: found for typed, text in shown.items() if (found := _strangers(text, english))} == {}


async def test_pickers_forms_and_answers_name_settings_too(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
    german: Person,
) -> None:
    sheet = await german.runs("/settings", feature="levels")
    picker = await german.picks(_menu_with("Aufstiege", sheet), ["Aufstiege"], on=sheet)
    saved = await german.picks("Wähl einen Wert", ["Gar nicht"], on=picker)
    least = "Mindestens pro Nachricht"
    form = await german.picks(_menu_with(least, saved), [least], on=saved).form()
    refused = await form.fills({"value": "5000"})

    assert "Wo sie verkündet werden" in picker.text
    assert "Gespeichert: Aufstiege" in saved.text and "**Aufstiege:** Gar nicht" in saved.text
    assert form.title == "Mindestens pro Nachricht"
    assert "**5000** liegt außerhalb dessen, was **Mindestens pro Nachricht** sein kann" in refused.text
    here, there = (home.id for home in play.facts.guilds[:2])
    assert bot.wing.settings.of(here, "levels").model_dump()["announce"] == "silent"
    assert bot.wing.settings.of(there, "levels").model_dump()["announce"] == "same"


async def test_a_topic_is_found_by_its_german_name_and_its_english_one(german: Person, bot: Running) -> None:  # noqa: F811
    by_german = await german.runs("/help", topic="datenschutz")
    by_english = await german.runs("/help", topic="privacy")
    offered = await german.completes("/help", "topic", "daten")
    features = await german.completes("/settings", "feature", "erinn")

    assert "/privacy show" in by_german.text and by_german.text == by_english.text
    assert "Datenschutz" in {choice["name"] for choice in offered}
    assert [(choice["name"], choice["value"]) for choice in features] == [("Erinnerungen", "reminders")]


async def test_what_is_off_is_refused_by_its_german_name(play: Stage, bot: Running, german: Person) -> None:  # noqa: F811
    await bot.wing.features.switch(play.facts.guilds[0].id, "reminders", False, by=1)

    await german.says("!remind list")

    assert await german.sees("Die Funktion **Erinnerungen** ist auf diesem Server ausgeschaltet")


def _room(key: str) -> int:
    """Return how many characters there are for ``key``."""
    fitting = [limit for end, limit in LIMITS.items() if key.endswith(end) or key.startswith(end)]
    return fitting[-1] if fitting else 1_024


@pytest.mark.parametrize("language", [ENGLISH, GERMAN])
async def test_names_fit_into_discords_menus(bot: Running, language: str) -> None:  # noqa: F811
    told = [
        (plugin, key, _said(bot.wing.wording, plugin, key, language) or "")
        for plugin in (PLATFORM.id, *bot.host.plugins)
        for key in _keys(bot, plugin)
    ]

    assert [name for name in told if len(name[2]) > _room(name[1])] == []
