"""What a guild may tune about reminders."""

from pydantic import Field

from tika_bot.core.settings import GuildSettings


class Settings(GuildSettings):
    """Reminders in one guild."""

    most: int = Field(25, ge=1, le=200, description="Open reminders that one member may have here.")
    longest: int = Field(500, ge=20, le=1500, description="Characters that a reminder's text may have.")
    morning_hour: int = Field(9, ge=0, le=23, description='The hour that "tomorrow" means without a time.')
