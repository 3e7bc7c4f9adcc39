"""Quests in words: their names, what is to be done, what they earn."""

import discord

from tika_bot.core.wording import Words
from tika_bot.plugins.quests.model.quest import UNIT, Goal, Metric

PLUGIN = "quests"


def title(quest: str, own: str, words: Words) -> str:
    """Return what a quest is called: as its admin named it, else as the language names the template."""
    return own or words.name(f"quest_{quest}", quest)


def bold(quest: str, own: str, words: Words) -> str:
    """Return what a quest is called for a text in which stars and underscores mean something."""
    return f"**{discord.utils.escape_markdown(title(quest, own, words))}**"


def task(goal: Goal, words: Words) -> str:
    """Return what is to be done, in a sentence."""
    n = shown_amount(goal.target, goal.metric)
    if goal.title:
        return discord.utils.escape_markdown(goal.text) or words.say(f"do_{goal.metric}", n=n)
    return words.help(f"quest_{goal.quest}", n=n) or words.say(f"do_{goal.metric}", n=n)


def shown_amount(amount: int, metric: Metric) -> int:
    """Return ``amount`` in the unit that members read: minutes in voice, whole ones."""
    return amount // UNIT[metric] if metric is Metric.VOICE else amount


def prize(xp: int, coins: int, currency: str, words: Words) -> str:
    """Return what is earned, as in ``+40 XP · +5 coins``."""
    parts = [words.say("prize_xp", xp=xp)] if xp else []
    if coins:
        parts.append(words.say("prize_coins", coins=coins, currency=currency))
    return " · ".join(parts)
