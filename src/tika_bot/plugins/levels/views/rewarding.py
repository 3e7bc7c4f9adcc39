"""How the roles of levels look: the list, what was decided, and how far a look at everybody is."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.progress import bar
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels.level_roles import LevelRole, Trouble

PLUGIN = "levels"
PER_PAGE = 15
LONGEST_CHOICE = 100


def level_roles(rules: Sequence[LevelRole], page: int, words: Words, *, is_check: bool = False) -> Screen:
    """Return one page of the roles that come with levels; ``is_check`` says so if nothing is wrong."""
    if not rules:
        return notice("info", words.say("roles_title"), words.say("roles_empty"))
    pages = page_count(len(rules), PER_PAGE)
    page = min(page, pages)
    troubled = sum(rule.trouble is not None for rule in rules)
    embed = discord.Embed(title=words.say("roles_title"), colour=colour("warning" if troubled else "info"))
    embed.description = "\n".join(_line(rule, words) for rule in page_of(rules, page, PER_PAGE))
    foot = [words.say("roles_foot", count=len(rules), page=page, pages=pages)]
    if troubled or is_check:
        foot.append(words.say("roles_troubled", count=troubled))
    embed.set_footer(text=" · ".join(foot))
    row = pager_row(PLUGIN, "roles", page, pages)
    return Screen(embeds=(embed,), rows=(row,) if row else ())


def _line(rule: LevelRole, words: Words) -> str:
    name = words.role(rule.role) if rule.trouble is not Trouble.GONE else f"**{_plain(rule.name)}**"
    said = words.say("roles_line", level=rule.level, role=name, mode=words.say(f"choice_{rule.mode}"))
    return said if rule.trouble is None else f"{said}\n-# ⚠️ {_trouble(rule.trouble, words)}"


def _trouble(trouble: str, words: Words) -> str:
    return words.say(f"trouble_{trouble}")


def role_choice(rule: LevelRole, words: Words) -> str:
    """Return what stands for ``rule`` while somebody types."""
    return words.say("role_choice", role=rule.name, level=rule.level)[:LONGEST_CHOICE]


def role_added(rule: LevelRole, words: Words) -> Screen:
    """Return that ``rule`` holds from now on, and how those come to it who are past its level."""
    text = words.say(f"role_added_{rule.mode}", role=words.role(rule.role), level=rule.level)
    later = words.say("role_added_later")
    return notice("success", words.say("role_added_title"), f"{text}\n-# {later}")


def role_removed(rule: LevelRole, words: Words) -> Screen:
    """Return that the role comes with no level any more."""
    role = f"**{_plain(rule.name)}**"
    return notice(
        "success", words.say("role_removed_title"), words.say("role_removed", role=role, level=rule.level)
    )


def role_check(member: UserId, level: int, wanted: Sequence[LevelRole], words: Words) -> Screen:
    """Return which roles ``member`` should have; they are being looked at."""
    roles = words.list(words.role(rule.role) for rule in wanted)
    text = words.say(
        "role_check", member=words.member(member), level=level, count=len(wanted), roles=roles or "–"
    )
    return notice("info", words.say("role_check_title"), text)


def sync_begun(words: Words) -> Screen:
    """Return that everybody's roles are being looked at; another message tells how far that is."""
    return notice("success", words.say("sync_begun_title"), words.say("sync_begun"))


def role_sync(data: Mapping[str, Any], words: Words) -> Screen:
    """Return how far a look at everybody is; the outbox sends it and keeps it up to date."""
    state, seen, total = str(data["state"]), int(data["seen"]), int(data["total"])
    counted = {"given": int(data["given"]), "taken": int(data["taken"])}
    lines = [words.say(f"sync_{state}", seen=seen, total=total, **counted)]
    if state == "running":
        lines.insert(0, bar(seen, total or 1))
    if data["troubled"]:
        lines.append(f"-# ⚠️ {words.say('sync_troubled', count=int(data['troubled']))}")
    return notice("info" if state == "running" else "success", words.say("sync_title"), "\n".join(lines))


def role_troubles(data: Mapping[str, Any], words: Words) -> Screen:
    """Return which roles can't be handed out any more, for admins; the outbox sends it."""
    lines = [f"**{_plain(one['name'])}**: {_trouble(one['trouble'], words)}" for one in data["roles"]]
    server = str(data.get("server") or "")
    text = "\n".join([words.say("troubles", server=_plain(server)), *lines, words.say("troubles_help")])
    return notice("warning", words.say("troubles_title"), text)


def _plain(name: str) -> str:
    return discord.utils.escape_markdown(name)
