"""Automatic moderation: rules of a guild, and what they do to people's messages."""

import re
from dataclasses import replace
from typing import Any, Final

from tika_sandbox.world import keepsakes
from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.belongings import AutoRule
from tika_sandbox.world.entities import Channel
from tika_sandbox.world.permissions import May, demand_in_guild, in_guild
from tika_sandbox.world.principals import Person, Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World

KEYWORD, SPAM, PRESET, MENTIONS, PROFILE = 1, 3, 4, 5, 6
MOST: Final = {KEYWORD: 6, SPAM: 1, PRESET: 1, MENTIONS: 1, PROFILE: 1}
BLOCK: Final = 1


def listed(world: World, who: Principal, guild_id: int) -> list[AutoRule]:
    """Return a guild's rules."""
    demand_in_guild(world, who, guild_id, May.MANAGE_GUILD)
    return list(world.rules.within(guild_id).values())


def one(world: World, who: Principal, guild_id: int, rule_id: int) -> AutoRule:
    """Return one rule."""
    demand_in_guild(world, who, guild_id, May.MANAGE_GUILD)
    row = world.rules.within(guild_id).get(rule_id)
    if row is None:
        raise Refused(10068)
    return row


def create(
    world: World, who: Principal, guild_id: int, document: dict[str, Any], reason: str | None
) -> AutoRule:
    """Make a rule."""
    kind = document["trigger_type"]
    same = sum(row.document["trigger_type"] == kind for row in listed(world, who, guild_id))
    if same >= MOST[kind]:
        raise invalid(
            ("trigger_type",), "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED",
            f"At most {MOST[kind]} rules of this trigger type.",
        )  # fmt: skip
    row = world.rules.put(AutoRule(world.new_id(), guild_id, who.id, document))
    keepsakes.tell(world, who, row, "made", Deed.RULE_CREATE, reason)
    return row


def change(
    world: World, who: Principal, row: AutoRule, document: dict[str, Any], reason: str | None
) -> AutoRule:
    """Write a rule's new document."""
    changed = world.rules.put(replace(row, document=document))
    keepsakes.tell(world, who, changed, "changed", Deed.RULE_UPDATE, reason)
    return changed


def delete(world: World, who: Principal, guild_id: int, rule_id: int, reason: str | None) -> None:
    """Drop a rule."""
    row = one(world, who, guild_id, rule_id)
    world.rules.drop(rule_id)
    keepsakes.tell(world, who, row, "gone", Deed.RULE_DELETE, reason)


def demand_clean(world: World, who: Principal, channel: Channel, content: str) -> None:
    """Raise 200000 if a rule of the guild blocks these words; bots and those who manage it are exempt."""
    guild_id = channel.guild_id
    if guild_id is None or not isinstance(who, Person) or not world.rules.within(guild_id):
        return
    if in_guild(world, guild_id, who.id) & May.MANAGE_GUILD:
        return
    roles = {str(number) for number in world.members[guild_id, who.id].roles}
    for row in world.rules.within(guild_id).values():
        rule = row.document
        exempt = roles & set(rule["exempt_roles"]) or str(channel.id) in rule["exempt_channels"]
        blocks = any(action["type"] == BLOCK for action in rule["actions"])
        if rule["enabled"] and blocks and not exempt and _hits(rule, content):
            note(world, who, guild_id, Deed.RULE_BLOCKED, who.id, None)
            raise Refused(200000)


def _hits(rule: dict[str, Any], content: str) -> bool:
    terms = rule["trigger_metadata"]
    if rule["trigger_type"] == MENTIONS:
        return len(set(re.findall(r"<@[!&]?\d+>", content))) > int(terms["mention_total_limit"])
    if rule["trigger_type"] != KEYWORD:
        return False
    text = content.casefold()
    return any(_matches(word.casefold(), text) for word in terms["keyword_filter"]) and not any(
        _matches(word.casefold(), text) for word in terms["allow_list"]
    )


def _matches(word: str, text: str) -> bool:
    """Tell whether a keyword is in a text as a whole word; a star at either end stands for any letters."""
    begin = "" if word.startswith("*") else r"(?<!\w)"
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.search(f"{begin}{re.escape(word.strip('*'))}{end}", text) is not None
