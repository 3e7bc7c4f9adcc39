"""What the rules say no to."""

from tika_bot.base.errors import Refusal


class NotANumber(Refusal):
    """A number in the form is none, or outside its limits."""

    key = "achievements.not_a_number"


class NoName(Refusal):
    """An achievement needs a name."""

    key = "achievements.no_name"


class NotAnEmoji(Refusal):
    """What should be an emoji is none."""

    key = "achievements.not_an_emoji"


class TooManyOwn(Refusal):
    """The guild has as many own achievements as there is room for."""

    key = "achievements.too_many"


class UnknownAchievement(Refusal):
    """There is no such achievement."""

    key = "achievements.unknown"


class SeveralAchievements(Refusal):
    """More than one is called ``given``."""

    key = "achievements.several"


class NotOwn(Refusal):
    """Only a guild's own achievements can be changed."""

    key = "achievements.not_own"


class NoSuchRole(Refusal):
    """The role is none that can be given."""

    key = "achievements.no_such_role"


class NotABot(Refusal):
    """Bots win nothing."""

    key = "achievements.not_a_bot"


class AlreadyHeld(Refusal):
    """The member has it already."""

    key = "achievements.already_held"


class NotHeld(Refusal):
    """The member doesn't have it."""

    key = "achievements.not_held"
