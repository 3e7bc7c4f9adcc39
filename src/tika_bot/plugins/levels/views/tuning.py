"""How the tuning of levels looks. Pure: facts go in, screens come out."""

from collections.abc import Sequence

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.notices import notice
from tika_bot.kit.screen import Button, Screen
from tika_bot.plugins.levels.model import Curve, Source
from tika_bot.plugins.levels.service.tuning import CurvePreview, factor_in
from tika_bot.plugins.levels.settings import Settings

PLUGIN = "levels"
SAMPLED = (1, 2, 5, 10, 20, 50, 100)
"""Levels whose totals are shown."""

ROLES_SHOWN = 15


def config(settings: Settings, words: Words, *, sees_members: bool) -> Screen:
    """Return how levels are tuned, in short, with the way to the form.

    ``sees_members`` is whether Discord tells the bot who is there with which roles.
    """
    lines = [
        _rates(settings, words),
        words.say("config_curve", curve=words.say(f"value_curve_{settings.curve}")),
        words.say("config_ignored", channels=len(settings.no_xp_channels), roles=len(settings.no_xp_roles)),
        words.say(
            "config_multiplied",
            channels=len(settings.channel_multipliers),
            roles=len(settings.role_multipliers),
        ),
        words.say("config_hidden", roles=len(settings.board_hidden_roles)),
    ]
    if settings.board_hidden_roles:
        lines.append(f"-# {words.say('config_hidden_how' if sees_members else 'config_hidden_blind')}")
    row = (Button(words.say("config_open"), action_id("admin", "sheet", PLUGIN), style="primary", emoji="⚙️"),)
    return notice("info", words.say("config_title"), "\n".join(lines), rows=(row,))


def rates(settings: Settings, words: Words, source: Source | None = None, *, is_new: bool = False) -> Screen:
    """Return what ``source`` earns; without one, what each earns."""
    text = _rates(settings, words) if source is None else _rate(source, settings, words)
    return _tuned("rates_title", text, words, is_new=is_new)


def _tuned(title: str, text: str, words: Words, *, is_new: bool) -> Screen:
    return notice("success" if is_new else "info", words.say(title), text)


def _rates(settings: Settings, words: Words) -> str:
    return "\n".join(_rate(source, settings, words) for source in Source if source is not Source.GRANT)


def _rate(source: Source, settings: Settings, words: Words) -> str:
    name = words.say(f"source_{source}")
    if not settings.earns(source):
        return words.say("rate_off", source=name)
    limits = {
        "source": name,
        "cap": getattr(settings, f"{source}_daily_cap"),
        "factor": words.number(settings.rate * getattr(settings, f"{source}_rate")),
    }
    if source in (Source.QUEST, Source.QUIZ):
        return words.say("rate_own", **limits)
    if source is Source.VOICE:
        return words.say("rate_voice", **limits, xp=settings.voice_xp, listening=settings.voice_listener_xp)
    ends = sorted({getattr(settings, f"{source}_min"), getattr(settings, f"{source}_max")})
    every = getattr(settings, f"{source}_cooldown_s")
    return words.say("rate", **limits, xp="–".join(map(words.number, ends)), every=every)


def ignored(settings: Settings, words: Words, *, is_new: bool = False) -> Screen:
    """Return which channels and roles earn nothing."""
    names = [words.mention_channel(one) for one in settings.no_xp_channels if one]
    names += [words.role(one) for one in settings.no_xp_roles if one]
    text = "\n".join(names) or words.say("ignored_empty")
    return _tuned("ignored_title", text, words, is_new=is_new)


def multipliers(settings: Settings, words: Words, *, is_new: bool = False) -> Screen:
    """Return which channels and roles earn more or less."""
    channels = [(words.mention_channel(id_), by) for id_, by in map(factor_in, settings.channel_multipliers)]
    roles = [(words.role(id_), by) for id_, by in map(factor_in, settings.role_multipliers)]
    told = [f"{name} × {words.number(by)}" for name, by in channels + roles]
    text = (
        "\n".join([*told, f"-# {words.say('multipliers_rule')}"]) if told else words.say("multipliers_empty")
    )
    return _tuned("multipliers_title", text, words, is_new=is_new)


def curve(settings: Settings, words: Words, *, is_new: bool = False) -> Screen:
    """Return what levels cost."""
    kind = words.say(f"value_curve_{settings.curve}")
    lines = [f"**{kind}**", *_totals(settings.levels(), words)]
    return _tuned("curve_saved" if is_new else "curve_title", "\n".join(lines), words, is_new=is_new)


def _totals(costs: Curve, words: Words) -> list[str]:
    highest = len(costs.totals) - 1
    levels = sorted({*(level for level in SAMPLED if level <= highest), min(highest, SAMPLED[-1])})
    return [words.say("curve_line", level=level, xp=costs.begins(level)) for level in levels]


def ask_curve(found: CurvePreview, chosen: Sequence[object], asker: UserId, words: Words) -> Screen:
    """Show who would move on another curve and which roles would change hands, and ask."""
    lines = _totals(found.new, words)
    lines.append(words.say("curve_moves", up=found.moves.up, down=found.moves.down, same=found.moves.same))
    lines += [
        words.say(
            "curve_mover",
            member=words.member(place.member),
            old=found.old.level(place.amount),
            new=found.new.level(place.amount),
        )
        for place in found.top
        if found.old.level(place.amount) != found.new.level(place.amount)
    ]
    lines += [
        words.say("curve_role", role=words.role(one.rule.role), gain=one.gain, lose=one.lose)
        for one in found.roles[:ROLES_SHOWN]
    ]
    if len(found.roles) > ROLES_SHOWN:
        lines.append(words.say("curve_more_roles", count=len(found.roles) - ROLES_SHOWN))
    row = confirm_row(
        PLUGIN, "curve", asker, found.version, *chosen, yes=words.say("curve_yes"), no=words.say("leave")
    )
    return notice("warning", words.say("curve_ask"), "\n".join(lines), rows=(row,))
