"""What a server may tune about achievements."""

from typing import Literal

from pydantic import Field

from tika_bot.core.settings import ChannelSetting, GuildSettings


class Settings(GuildSettings):
    """Everything that `/settings achievements` shows."""

    announce: Literal["same", "fixed", "direct", "silent"] = Field(
        "same", description="Where it's told that a member earned one."
    )
    announce_channel: ChannelSetting = Field(None, description="The fixed channel for achievements.")
    built_in: bool = Field(default=True, description="Whether those that come with the bot can be earned.")
    xp_rate: float = Field(
        1.0, ge=0, le=10, description="Multiplies the XP of those that come with the bot; 0 for none."
    )
