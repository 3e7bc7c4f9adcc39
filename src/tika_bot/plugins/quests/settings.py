"""What a server may tune about quests."""

from typing import Literal

from pydantic import Field

from tika_bot.core.settings import ChannelSetting, GuildSettings

Announce = Literal["same", "fixed", "direct", "silent"]


class Settings(GuildSettings):
    """Everything that `/settings quests` shows."""

    per_member: bool = Field(
        default=True,
        description="Whether each member gets quests of their own that fit them; else all get the same.",
    )
    earning_only: bool = Field(
        default=False,
        description="Whether only messages that earn XP count for quests drawn from now on.",
    )
    message_cooldown_s: int = Field(
        0, ge=0, le=3600, description="Seconds before a member's next message counts for quests; 0: none."
    )
    reaction_cooldown_s: int = Field(
        0, ge=0, le=3600, description="Seconds before a member's next reaction counts for quests; 0: none."
    )
    command_cooldown_s: int = Field(
        0, ge=0, le=3600, description="Seconds before a member's next command counts for quests; 0: none."
    )
    rate: float = Field(1.0, ge=0, le=10, description="Multiplies what the quests that ship earn.")
    announce: Announce = Field(
        "same", description="Where finished quests are told: same channel, a fixed one, directly, or silent."
    )
    announce_channel: ChannelSetting = Field(None, description="The fixed channel for finished quests.")

    def pauses(self) -> dict[str, int]:
        """Return how many seconds each counter rests; nothing for those that don't."""
        pauses = {
            "messages": self.message_cooldown_s,
            "reactions": self.reaction_cooldown_s,
            "commands": self.command_cooldown_s,
        }
        return {counter: pause_s for counter, pause_s in pauses.items() if pause_s}
