"""What a server may tune about levels."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tika_bot.core.setting_types import ByCommand
from tika_bot.core.settings import ChannelSetting, GuildSettings, RoleSetting

from .curves import CurveKind, curve_of, tidy
from .model import Curve, DeedRules, Rules, Source, unknown_blanks
from .voice import VoiceRules

FACTOR = r"^\s*(?:<(?:@&|#))?(\d{1,20})>?\s*[=x×*]\s*(\d(?:\.\d{1,2})?)\s*$"
"""An id or a mention, then a factor: ``1234567890 = 1.5``."""

SWITCHES = {
    Source.MESSAGE: "messages",
    Source.REACTION: "reactions",
    Source.COMMAND: "commands",
    Source.VOICE: "voice",
    Source.QUEST: "quests",
    Source.QUIZ: "quizzes",
    Source.GRANT: "grants",
}
"""The settings that say whether a source earns at all."""


def _fillable(template: str) -> str:
    """Return ``template`` if every name in its braces means something."""
    for name in unknown_blanks(template):
        raise ValueError(f"{{{name}}} means nothing")
    return template


FactorText = Annotated[str, Field(pattern=FACTOR)]
TableText = Annotated[str, AfterValidator(tidy)]
Template = Annotated[str, AfterValidator(_fillable)]
PREVIEWED = ByCommand("/levels curve")
"""Changing the curve shows first who moves and which roles would change."""
Announce = Literal["same", "fixed", "direct", "silent"]


class Settings(GuildSettings):
    """Everything that `/settings levels` shows."""

    messages: bool = Field(default=True, description="Whether messages earn XP.")
    message_min: int = Field(15, ge=0, le=1000, description="Least XP for a message.")
    message_max: int = Field(25, ge=0, le=1000, description="Most XP for a message.")
    message_cooldown_s: int = Field(
        60, ge=0, le=3600, description="Seconds before a member's next message earns."
    )
    message_daily_cap: int = Field(
        0, ge=0, le=100_000, description="Most XP a day from messages; 0 for no limit."
    )
    message_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from messages.")
    rate: float = Field(1.0, ge=0, le=10, description="Multiplies all XP earned on this server.")
    reactions: bool = Field(default=True, description="Whether reactions earn XP.")
    reaction_min: int = Field(3, ge=0, le=1000, description="Least XP for giving a reaction.")
    reaction_max: int = Field(3, ge=0, le=1000, description="Most XP for giving a reaction.")
    reaction_author_xp: int = Field(2, ge=0, le=1000, description="XP for whoever wrote the message.")
    reaction_cooldown_s: int = Field(
        30, ge=0, le=3600, description="Seconds before a member's next reaction earns."
    )
    reaction_daily_cap: int = Field(
        0, ge=0, le=100_000, description="Most XP a day from reactions; 0 for no limit."
    )
    reaction_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from reactions.")
    commands: bool = Field(default=True, description="Whether using commands earns XP.")
    command_min: int = Field(2, ge=0, le=1000, description="Least XP for a command.")
    command_max: int = Field(2, ge=0, le=1000, description="Most XP for a command.")
    command_cooldown_s: int = Field(
        30, ge=0, le=3600, description="Seconds before a member's next command earns."
    )
    command_daily_cap: int = Field(
        0, ge=0, le=100_000, description="Most XP a day from commands; 0 for no limit."
    )
    command_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from commands.")
    voice: bool = Field(default=True, description="Whether time in voice earns XP.")
    voice_xp: int = Field(5, ge=0, le=100, description="XP for a whole minute in voice, in company.")
    voice_listener_xp: int = Field(1, ge=0, le=100, description="The same in a stage's audience.")
    voice_daily_cap: int = Field(600, ge=0, le=100_000, description="Most XP a day from voice; 0: no limit.")
    voice_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from voice.")
    quests: bool = Field(default=True, description="Whether quests earn XP.")
    quest_daily_cap: int = Field(
        0, ge=0, le=100_000, description="Most XP a day from quests; 0 for no limit."
    )
    quest_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from quests.")
    quizzes: bool = Field(default=True, description="Whether quizzes earn XP.")
    quiz_daily_cap: int = Field(
        0, ge=0, le=100_000, description="Most XP a day from quizzes; 0 for no limit."
    )
    quiz_rate: float = Field(1.0, ge=0, le=10, description="Multiplies XP from quizzes.")
    grants: bool = Field(default=True, description="Whether admins may give XP by hand.")
    curve: Annotated[CurveKind, PREVIEWED] = Field(
        "usual", description="What levels cost: as usual, linear, flat, or by a table of your own."
    )
    curve_first: Annotated[int, PREVIEWED] = Field(
        100, ge=1, le=1_000_000, description="XP for level 1; on a flat curve for every level."
    )
    curve_growth: Annotated[int, PREVIEWED] = Field(
        50, ge=0, le=100_000, description="What each level of a linear curve costs more than the one before."
    )
    curve_table: Annotated[TableText, PREVIEWED] = Field(
        "", max_length=2000, description="Totals at which levels begin, from level 1 on: 100, 250, 500."
    )
    curve_draft: Annotated[TableText, PREVIEWED] = Field(
        "", max_length=2000, description="A table that /levels curve has shown and nobody confirmed yet."
    )
    no_xp_channels: tuple[ChannelSetting, ...] = Field(
        (), max_length=100, description="Channels, with their threads, where nothing is earned."
    )
    no_xp_roles: tuple[RoleSetting, ...] = Field(
        (), max_length=50, description="Roles whose members earn nothing."
    )
    channel_multipliers: tuple[FactorText, ...] = Field(
        (), max_length=50, description="Channels that earn more or less, one per line: #channel = 1.5."
    )
    role_multipliers: tuple[FactorText, ...] = Field(
        (),
        max_length=50,
        description="Roles that earn more or less, one per line: @role = 2. The largest counts, to 3.",
    )
    announce: Announce = Field(
        "same", description="Where level-ups are told: same channel, a fixed one, directly, or silent."
    )
    announce_channel: ChannelSetting = Field(None, description="The fixed channel for level-ups.")
    announce_text: Template = Field(
        "",
        max_length=1000,
        description="Text of a level-up; may name {member} {level} {role} {next} {server}. Empty: ours.",
    )
    board_hidden_roles: tuple[RoleSetting, ...] = Field(
        (), max_length=50, description="Roles whose members aren't on leaderboards, such as staff."
    )
    card_style: Literal["midnight", "daylight", "forest", "ember", "ocean", "contrast"] = Field(
        "midnight", description="How rank cards look unless their members choose."
    )
    text_only: bool = Field(
        default=False, description="Words instead of rank cards, boards and charts as pictures."
    )

    def rules(self) -> Rules:
        """Return what a message is judged by."""
        least, most = sorted((self.message_min, self.message_max))
        return Rules(
            is_on=self.messages,
            least=least,
            most=most,
            rate=self.rate * self.message_rate,
            cooldown_s=self.message_cooldown_s,
            daily_cap=self.message_daily_cap,
            no_channels=frozenset(filter(None, self.no_xp_channels)),
            no_roles=frozenset(filter(None, self.no_xp_roles)),
            channels=_factors(self.channel_multipliers),
            roles=_factors(self.role_multipliers),
        )

    def levels(self) -> Curve:
        """Return what levels cost."""
        return curve_of(self.curve, self.curve_first, self.curve_growth, self.curve_table)

    def voice_rules(self) -> VoiceRules:
        """Return what time in voice is worth."""
        return VoiceRules(
            is_on=self.voice,
            xp=self.voice_xp,
            listener_xp=self.voice_listener_xp,
            rate=self.rate * self.voice_rate,
            daily_cap=self.voice_daily_cap,
            no_channels=frozenset(filter(None, self.no_xp_channels)),
            no_roles=frozenset(filter(None, self.no_xp_roles)),
            channels=_factors(self.channel_multipliers),
            roles=_factors(self.role_multipliers),
        )

    def hidden_roles(self) -> frozenset[int]:
        """Return the roles whose members aren't on boards."""
        return frozenset(filter(None, self.board_hidden_roles))

    def earns(self, source: Source) -> bool:
        """Return whether ``source`` earns anything here."""
        return bool(getattr(self, SWITCHES[source]))

    def reward_rules(self, source: Source) -> DeedRules:
        """Return what becomes of a quest's or a quiz's reward."""
        return DeedRules(
            is_on=self.earns(source),
            rate=self.rate * getattr(self, f"{source}_rate"),
            daily_cap=getattr(self, f"{source}_daily_cap"),
        )

    def deed_rules(self, source: Source) -> DeedRules:
        """Return what a reaction or a command is worth."""
        least, most = sorted((getattr(self, f"{source}_min"), getattr(self, f"{source}_max")))
        return DeedRules(
            is_on=self.earns(source),
            least=least,
            most=most,
            rate=self.rate * getattr(self, f"{source}_rate"),
            cooldown_s=getattr(self, f"{source}_cooldown_s"),
            daily_cap=getattr(self, f"{source}_daily_cap"),
        )


def _factors(lines: tuple[str, ...]) -> dict[int, float] | None:
    """Return id → factor, or None for no lines, so that the usual case costs nothing."""
    found = (re.match(FACTOR, line) for line in lines)
    return {int(line[1]): float(line[2]) for line in found if line} or None
