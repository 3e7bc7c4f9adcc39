# Levels: what members read about XP, ranks and boards.

## Commands

command-rank = Show a rank card: level, rank and the way to the next level.
command-profile = Show a member's card, the same as rank.
option-member = Whose; yours if left out.

## Rank card

card-level = LEVEL
card-rank = RANK
card-progress = { $into } / { $needed } XP
card-missing = { $missing } XP to level { $level }
card-alt = { $ranked ->
    [yes] Rank card of { $name }: level { $level }, rank { $rank } of { $of }, { $into } of { $needed } XP to the next level.
    [hidden] Rank card of { $name }: level { $level }, not on the leaderboard, { $into } of { $needed } XP to the next level.
   *[no] Rank card of { $name }: level { $level }, no rank yet, { $into } of { $needed } XP to the next level.
}
card-alt-badges = Badges: { $badges }.
as-text = As text
to-board = Leaderboard

## Rank in words

rank-title = Rank
field-level = Level
field-rank = Rank
field-xp = XP
field-way = Way to the next level
field-messages = Messages
field-badges = Badges
rank-of = #{ $rank } of { $of }
unranked = None yet. The first message counts.
rank-hidden = None: not on the leaderboard here.
way = { $into } of { $needed } XP to level { $level }
counted = { $messages } written, { $counted } of them earned XP
last-message = The last one { MOMENT($at, style: "R") }

## Level-ups

level-up = { $member } is now **level { $level }**. Only { $missing } XP to the next one.
    .base-1 = { $member } reached **level { $level }**. { $missing } XP to go, then it starts all over.
    .base-2 = **Level { $level }** for { $member }. The next one asks for { $missing } XP.
    .plain = { $member } reached level { $level }. { $missing } XP to the next level.

## Why

why-title = What you earned lately, and what not
why-nothing = I haven't noticed anything of yours lately.
why-earned = { $source ->
    [reaction] +{ $xp } XP for a reaction in { $channel }
    [command] +{ $xp } XP for a command in { $channel }
    [voice] +{ $xp } XP for time in { $channel }
   *[message] +{ $xp } XP in { $channel }
}
why-liked = +{ $xp } XP in { $channel }: somebody reacted to your message
why-none = { $source ->
    [reaction] no XP for a reaction in { $channel }: { $why }
    [command] no XP for a command in { $channel }: { $why }
    [voice] no XP for time in { $channel }: { $why }
    [quest] no XP for a quest: { $why }
    [quiz] no XP for a quiz: { $why }
   *[message] no XP in { $channel }: { $why }
}
why-less = { $source ->
    [quest] less XP for a quest: { $why }
   *[quiz] less XP for a quiz: { $why }
}
why-off = { $source ->
    [reaction] reactions earn nothing on this server
    [command] commands earn nothing on this server
    [voice] time in voice earns nothing on this server
    [quest] quests earn nothing on this server
    [quiz] quizzes earn nothing on this server
   *[message] messages earn nothing on this server
}
why-off-hint = Whoever manages this server can switch that on again with `/levels rates`.
why-unread = I can't read messages here, so words earn nothing. Whoever runs me can switch on the *Message Content Intent* in Discord's developer portal.
why-command = that was a command
why-channel = nothing can be earned there
why-role = one of your roles earns nothing
why-short = it takes three letters or two words
why-repeated = you had said that among your last five messages
why-cooldown = the pause after your last reward wasn't over
why-capped = the most that a day brings is reached
why-own = the message was your own
why-old = the message was more than a day old
why-again = you had reacted to that message before
why-alone = nobody else was listening there
why-deaf = you had switched off the sound, or were in the AFK channel
why-muted = your microphone had been off for more than ten minutes
why-worthless = rates and multipliers make it worth 0 XP there
why-booked = { $way ->
    [gain] +{ $xp } XP
   *[loss] −{ $xp } XP
} { $cause ->
    [quest] for a quest
    [quiz] for a quiz
    [achievement] for an achievement
    [undo] because a correction was taken back
    [passed] handed over by hand
    [hand] by hand
   *[other] as a reward
}
why-ready = A message earns again { MOMENT($at, style: "R") }.
why-since = Your last five messages, and your last five other doings, are only in my head, no further back than { MOMENT($at, style: "f") }. What was earned is stored for good.

## What its settings are called

setting-messages = XP for messages
setting-message-min = Least XP per message
setting-message-max = Most XP per message
setting-message-cooldown-s = Pause for messages (s)
setting-rate = Rate
setting-no-xp-channels = Channels without XP
setting-no-xp-roles = Roles without XP
setting-channel-multipliers = Channel multipliers
setting-role-multipliers = Role multipliers
setting-announce = Level-ups
    .help = Where they are told: in the same channel, a fixed one, directly, or not at all.
setting-announce-channel = Level-up channel
setting-announce-text = Level-up text
setting-card-style = Card style
setting-board-hidden-roles = Roles off the leaderboards
setting-text-only = Words only
value-announce-same = In the same channel
value-announce-fixed = In the fixed channel
value-announce-direct = Directly
value-announce-silent = Not at all
setting-reactions = XP for reactions
setting-reaction-min = Least XP per reaction
setting-reaction-max = Most XP per reaction
setting-reaction-author-xp = XP for the message's author
setting-reaction-cooldown-s = Pause for reactions (s)
setting-reaction-daily-cap = Reaction XP per day
setting-reaction-rate = Reaction rate
setting-commands = XP for commands
setting-command-min = Least XP per command
setting-command-max = Most XP per command
setting-command-cooldown-s = Pause for commands (s)
setting-command-daily-cap = Command XP per day
setting-command-rate = Command rate
setting-voice = XP for voice
setting-voice-xp = XP per minute in voice
setting-voice-listener-xp = XP per minute in an audience
setting-voice-daily-cap = Voice XP per day
setting-voice-rate = Voice rate
setting-quests = XP for quests
setting-quest-daily-cap = Quest XP per day
setting-quest-rate = Quest rate
setting-quizzes = XP for quizzes
setting-quiz-daily-cap = Quiz XP per day
setting-quiz-rate = Quiz rate
