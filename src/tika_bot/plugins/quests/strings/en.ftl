# Quests: what members and admins read about them. The quests that ship are in templates.en.ftl.

## Commands

command-quests = Show your quests: how far you are and what they earn.
command-quest = Swap a quest, or look after those of this server.
command-quest-reroll = Swap one of today's quests for another, once a day.
command-quest-create = Write a quest of this server's own.
command-quest-edit = Change a quest of this server's own.
command-quest-activate = Switch a quest, or all of a kind, on.
command-quest-deactivate = Switch a quest, or all of a kind, off.
command-quest-delete = Delete a quest of this server's own.
command-quest-list = See every quest of this server, its own first.
command-quest-boost = Let quests earn up to twice the XP for up to a day.
option-which = Which of today's
option-kind = What kind of quest
option-counts = What is counted
option-cycle = How often it comes again; what the kind suggests if left out
option-difficulty = How hard it is
option-badge = For challenges: the emoji that whoever makes it may keep
option-quest-edit-kind = What kind it becomes; it stays what it is if left out
option-quest-edit-cycle = How often it comes again from now on; as before, or as a new kind suggests, if left out
option-quest-edit-difficulty = How hard it is from now on; as before if left out
option-quest-edit-badge = For challenges: another emoji for whoever makes it; as before if left out
option-quest = Which quest
option-page = Which page; the first if left out.
option-factor = 1.5 is half as much again, 2 the most; 1 ends a boost
option-hours = How long, up to 24
choice-daily = daily
choice-weekly = weekly
choice-monthly = monthly
choice-once = once
choice-special = special
choice-event = event
choice-challenge = challenge
choice-easy = easy
choice-medium = medium
choice-hard = hard
choice-social = social
choice-messages = messages
choice-counted = messages that earn XP
choice-reactions = reactions given
choice-commands = commands used
choice-voice = minutes in voice
choice-xp = XP earned
choice-days = different days
choice-levels = levels gained
choice-level = level reached

## A member's quests

title = Quests of { $name }
today = Today
today-until = New ones at { MOMENT($at, style: "t") }, { MOMENT($at, style: "R") }
this-week = This week
this-week-until = Until { MOMENT($at, style: "f") }, { MOMENT($at, style: "R") }
others = More
nothing-here = Nothing to do. Suspiciously quiet.
    .repeated-1 = Still nothing to do. Put your feet up.
boost-on = Quests earn **{ $factor } times** the XP until { MOMENT($at, style: "t") } ({ MOMENT($at, style: "R") }).
foot = { $done } of { $total } done
foot-empty = Come back later
prize-xp = +{ $xp } XP
prize-coins = +{ $coins } { $currency }
refresh = Refresh
to-challenges = { $n ->
        [one] One challenge
       *[other] { $n } challenges
    }
to-past = Past
back = Back
swap-pick = Swap one of today's for another …

## Challenges

challenges-title = Challenges
challenges-text = Not for everybody, and only for those who say so. What you do from the moment you join counts; the badge is yours to keep.
challenges-none = None at the moment. The mountains are being restocked.
join-pick = Join one …
days-short = { $n ->
        [one] only one day is left, too few to make it
       *[other] only { $n } days are left, too few to make it
    }
until = until { MOMENT($at, style: "f") }
begins = begins { MOMENT($at, style: "f") }

## What is over

past-title = What you did, and what got away
past-none = Nothing is over yet. Everything is still to be won.
past-done = done { MOMENT($at, style: "R") }
past-expired = expired { MOMENT($at, style: "R") }
past-foot = { $done } done, of { $total } that are over

## News

finished = { $n ->
        [one] { $member } has finished a quest.
       *[other] { $member } has finished { $n } quests.
    }
    .base-1 = { $n ->
        [one] One quest less for { $member }.
       *[other] { $n } quests less for { $member }.
    }
    .plain = { $n ->
        [one] { $member } finished a quest.
       *[other] { $member } finished { $n } quests.
    }
earned-badge = and the badge { $badge }

## What is to be done, where an admin didn't say

do-messages = Write { messages }.
do-counted = Write { messages } that earn XP.
do-reactions = Give { reactions }.
do-commands = Use { commands }.
do-voice = Be in voice for { minutes }.
do-xp = Earn { xp }.
do-days = Be here on { days }.
do-levels = Gain { levels }.
do-level = Reach level { $n }.

## Looking after them

form-new = A new quest
form-edit = Change { $name }
form-name = What it is called
form-text = What members read (empty: what is counted)
form-amount = How many { $unit }
form-reward = What it earns (empty: by difficulty)
form-window = When (empty: always)
unit-messages = messages
unit-counted = messages that earn XP
unit-reactions = reactions
unit-commands = commands
unit-voice = minutes in voice
unit-xp = XP
unit-days = different days
unit-levels = levels gained
unit-level = levels altogether
created = Your members have something to do
changed = Changed
changed-working = { $n ->
        [one] One member is in the middle of it. What they did counts on.
       *[other] { $n } members are in the middle of it. What they did counts on.
    }
changed-cycle = { $n ->
        [one] One member is in the middle of it. What they did counts on, until it's done or the time they were promised is over; only then does it come anew.
       *[other] { $n } members are in the middle of it. What they did counts on, until it's done or the time they were promised is over; only then does it come anew.
    }
deleted = Gone
deleted-text = **{ $name }** is no more. Whoever has done it keeps what it earned.
switched-on = Switched on: { $what }
switched-on-waits = But all quests of its kind are off. `/quest activate kind:{ $kind }` switches them on.
switched-off = Switched off: { $what }
switched-off-text = Nobody gets it any more, and what is under way waits until it is switched on again.
list-title = All quests
list-off = Switched off altogether: { $kinds }.
list-foot = { $own } of your own, { $shipped } that ship
is-off = switched off
boost-begun = Off they go
boost-ended = Quests earn what they usually do

## What can go wrong

no-such-quest = There is no quest called **{ $quest }** here.
    .help = `/quest list` shows them all; pick one of those that are offered while you type.
several-quests = More than one quest is called **{ $quest }** here.
    .help = Type `/quest` and pick one of those that are offered while you type.
not-own = That one ships with me, so its words and numbers stay as they are.
    .help = `/quest deactivate` takes it out; `/quest create` writes one of your own.
swapped-today = You have swapped one already. Luck is limited.
    .help = The next swap is possible { MOMENT($at, style: "R") }.
    .repeated-1 = Still once a day. The dice are resting.
nothing-to-swap = There is nothing to swap there: it's done, or over.
    .help = `/quests` shows what is open.
no-challenge = That challenge isn't open any more.
    .help = `/quests` shows those that are.
joined-already = You are in it already. Twice as much doesn't count twice.
    .help = `/quests` shows how far you are.
too-few-days = It takes { $target } different days, and { $n ->
        [one] only one is
       *[other] only { $n } are
    } left.
    .help = Join when it begins anew; `/quests` shows what else is open.
boost-running = Quests are being boosted already, until { MOMENT($until, style: "t") } ({ MOMENT($until, style: "R") }).
    .help = Wait until it is over, or end it with `/quest boost factor: 1`.
boost-wrong = Quests can earn up to { $most } times the XP, for up to { $hours } hours.
    .help = Try `/quest boost factor: 1.5 hours: 6`.
too-many = This server has { $most } quests of its own already, and that is the most.
    .help = `/quest delete` makes room.
one-or-the-other = Is it about one quest, or about all of a kind? I need one of the two.
    .help = Fill in `quest`, or `kind`.
amount-wrong = **{ $given }** isn't an amount that I can count to.
    .help = It takes a whole number from 1 to { $most }.
reward-wrong = **{ $given }** isn't a reward that I can read.
    .help = Write `150 xp`, or `150 xp, 20 coins`: up to 100,000 XP and one currency.
window-wrong = **{ $given }** isn't a time that I can read.
    .help = Write `2026-12-01 to 2026-12-24`, or only the last day. Earlier comes first.
window-over = **{ $given }** is over already, so nobody could do it.
    .help = Write a last day that is still to come, or nothing: then it's always open.
name-missing = A quest needs a name.
    .help = Say in a few words what it is called.

## What its settings are called

setting-per-member = Quests of one's own
    .help = On: each member draws quests that fit what they usually do. Off: all get the same ones.
setting-earning-only = Only messages that earn XP
    .help = Whether messages count for quests only if they earned XP. Holds for quests drawn from now on.
setting-message-cooldown-s = Pause for messages (s)
    .help = Seconds before a member's next message counts for quests. 0: all of them count.
setting-reaction-cooldown-s = Pause for reactions (s)
    .help = Seconds before a member's next reaction counts for quests. 0: all of them count.
setting-command-cooldown-s = Pause for commands (s)
    .help = Seconds before a member's next command counts for quests. 0: all of them count.
setting-rate = Rate
    .help = Multiplies what the quests that ship earn.
setting-announce = Finished quests
    .help = Where they are told: in the same channel, a fixed one, directly, or not at all.
setting-announce-channel = Channel for finished quests
    .help = The fixed channel in which they are told.
value-announce-same = In the same channel
value-announce-fixed = In the fixed channel
value-announce-direct = Directly
value-announce-silent = Not at all
