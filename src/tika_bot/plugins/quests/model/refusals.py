"""What the rules refuse."""

from tika_bot.base.errors import Refusal


class NoSuchQuest(Refusal):
    """There is no quest called ``quest`` here."""

    key = "quests.no_such_quest"


class SeveralQuests(Refusal):
    """More than one is called ``quest`` here."""

    key = "quests.several_quests"


class NotOwn(Refusal):
    """Only quests that the guild wrote can be changed; those that ship can be switched off."""

    key = "quests.not_own"


class SwappedToday(Refusal):
    """The one swap of the day is used up; the next is possible at ``at``."""

    key = "quests.swapped_today"


class NothingToSwap(Refusal):
    """It is done, over, or none of today's."""

    key = "quests.nothing_to_swap"


class NoChallenge(Refusal):
    """That challenge isn't open, or not any more."""

    key = "quests.no_challenge"


class JoinedAlready(Refusal):
    """The member is in it already."""

    key = "quests.joined_already"


class TooFewDays(Refusal):
    """It asks for ``target`` different days, and only ``n`` are left."""

    key = "quests.too_few_days"


class BoostRunning(Refusal):
    """There is one until ``until``."""

    key = "quests.boost_running"


class BoostWrong(Refusal):
    """Outside the limits: at most twice, at most 24 hours."""

    key = "quests.boost_wrong"


class TooManyQuests(Refusal):
    """A guild writes at most ``most``."""

    key = "quests.too_many"


class OneOrTheOther(Refusal):
    """Name a quest, or a type, and not both."""

    key = "quests.one_or_the_other"


class FieldWrong(Refusal):
    """Something in the form can't be read; ``given`` is what was written."""


class AmountUnreadable(FieldWrong):
    """It takes a whole number from 1 to ``most``."""

    key = "quests.amount_wrong"


class RewardUnreadable(FieldWrong):
    """It takes something like ``150 xp, 20 coins``."""

    key = "quests.reward_wrong"


class WindowUnreadable(FieldWrong):
    """It takes two dates."""

    key = "quests.window_wrong"


class WindowOver(FieldWrong):
    """It ended before now."""

    key = "quests.window_over"


class NameMissing(Refusal):
    """A quest needs a name."""

    key = "quests.name_missing"
