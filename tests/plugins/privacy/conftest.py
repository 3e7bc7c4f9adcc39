"""The whole bot in a sandbox."""

from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
