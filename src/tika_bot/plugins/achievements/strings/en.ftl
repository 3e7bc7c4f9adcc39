# Achievements: what members and admins read. The names of those built in are in built-in.en.ftl.

## Commands

command-achievements = Show what a member has earned, and what comes next.
command-achievement = Make achievements of your own.
command-achievement-list = See this server's own achievements.
command-achievement-create = Make an achievement of your own.
command-achievement-edit = Change one of this server's own achievements.
command-achievement-delete = Delete one of this server's own achievements, from everybody.
command-achievement-grant = Give a member an achievement, with its XP and role.
command-achievement-revoke = Take an achievement from a member, with its role; their XP stay.
command-achievement-verify = Compare what members hold with what was counted of them.
option-achievements-member = Whose; yours if left out.
option-achievement-create-counts = What is counted
option-secret = Hidden until somebody has it
option-role = A role that comes with it
option-badge = A picture: PNG, JPEG, WebP or GIF
option-achievement-edit-no_role = Let no role come with it any more
option-achievement = Which one
option-achievement-grant-member = Who gets it
option-achievement-grant-tier = Up to which tier; the next if left out
option-achievement-revoke-member = Who loses it
option-achievement-verify-member = Only this one; everybody if left out
choice-messages = messages
choice-messages-day = messages in a day
choice-messages-week = messages in seven days
choice-messages-days = days with messages
choice-messages-streak = days in a row with messages
choice-counted = messages that earned XP
choice-reactions = reactions
choice-reactions-day = reactions in a day
choice-reactions-days = days with reactions
choice-commands = commands
choice-voice = minutes in voice
choice-voice-day = minutes in voice in a day
choice-voice-week = minutes in voice in seven days
choice-voice-days = days in voice
choice-xp = XP
choice-xp-day = XP in a day
choice-xp-week = XP in seven days
choice-level = level
choice-hand = nothing: given by hand only

## What a member has

shelf-title = Achievements
shelf-summary = { $member } has earned **{ $n }** of { $of }{ $secrets ->
    [0] .
    [one] , one of them a secret.
   *[other] , { $secrets } of them secrets.
}
trophies-count = { $n ->
    [one] One achievement
   *[other] { $n } achievements
}
trophies-alt = Shelf of { $name } with the latest achievements: { $names }.
tab-pick = Show something else…
tab-next = Next up
tab-earned = Earned
tab-own = Only on this server
tab-words = Words
tab-hearts = Reactions
tab-voices = Voice
tab-loyalty = Loyalty
tab-heights = Heights
tab-secrets = Secrets
empty-next = Everything's done. Frame the screenshot, then go outside for a bit.
empty-earned = Nothing yet. The first word already counts.
empty-own = This server has none of its own yet.
empty-words = There is nothing here.
empty-hearts = There is nothing here.
empty-voices = There is nothing here.
empty-loyalty = There is nothing here.
empty-heights = There is nothing here.
empty-secrets = There is nothing here. Or so they say.
hidden = { $n ->
    [one] One more, and nobody is allowed to tell.
   *[other] { $n } more, and nobody is allowed to tell.
}
done = ✅ Complete, since { $when }
done-of = { $done } / { $at }{ $xp ->
    [0] {""}
   *[other] {" "}· +{ $xp } XP
}
foot = Page { $page } of { $pages }
hours = { $n } h
minutes = { $n } min

## What has to be done

how-messages-ever = { $n ->
    [one] Write a message
   *[other] Write { $amount } messages
}
how-messages-day = Write { $amount } messages in a single day
how-messages-week = Write { $amount } messages within seven days
how-messages-days = Write { $only ->
    [1] something
   *[other] { $least } messages
} on { $n ->
    [one] one day
   *[other] { $amount } different days
}
how-messages-streak = Write something on { $amount } days in a row
how-messages-return = Come back after { $amount } days of silence
how-messages-date = { $n ->
    [one] Write something on that very day
   *[other] Write something on that very day, { $amount } years over
}
how-counted-ever = Write { $amount } messages that earn XP
how-counted-day = Write { $amount } messages that earn XP in a single day
how-counted-week = Write { $amount } messages that earn XP within seven days
how-reactions-ever = { $n ->
    [one] Give a reaction
   *[other] Give { $amount } reactions
}
how-reactions-day = Give { $amount } reactions in a single day
how-reactions-week = Give { $amount } reactions within seven days
how-reactions-days = Give { $only ->
    [1] a reaction
   *[other] { $least } reactions
} on { $n ->
    [one] one day
   *[other] { $amount } different days
}
how-reactions-streak = Give a reaction on { $amount } days in a row
how-reactions-date = { $n ->
    [one] Give a reaction on that very day
   *[other] Give a reaction on that very day, { $amount } years over
}
how-commands-ever = { $n ->
    [one] Use a command
   *[other] Use { $amount } commands
}
how-commands-day = Use { $amount } commands in a single day
how-commands-days = Use a command on { $n ->
    [one] one day
   *[other] { $amount } different days
}
how-voice-ever = Spend { $amount } in voice
how-voice-day = Spend { $amount } in voice in a single day
how-voice-week = Spend { $amount } in voice within seven days
how-voice-days = Spend { $least } or more in voice on { $n ->
    [one] one day
   *[other] { $amount } different days
}
how-voice-streak = Spend { $least } or more in voice on { $amount } days in a row
how-xp-ever = Collect { $amount } XP
how-xp-day = Collect { $amount } XP in a single day
how-xp-week = Collect { $amount } XP within seven days
how-xp-days = Earn something on { $n ->
    [one] one day
   *[other] { $amount } different days
}
how-xp-streak = Earn something on { $amount } days in a row
how-level-ever = Reach level { $amount }
how-hand-ever = Given by hand, by those who run this server

## Notices

earned = { $n ->
    [one] { $member } has earned an achievement!
   *[other] { $member } has earned { $n } achievements at once!
}
    .base-1 = { $n ->
        [one] Something shiny for { $member }:
       *[other] { $n } shiny things for { $member }:
    }
    .plain = { $n ->
        [one] { $member } has earned an achievement.
       *[other] { $member } has earned { $n } achievements.
    }
earned-more = … and { $n } more
earned-xp = +{ $xp } XP
was-secret = it was a secret
see-all = All achievements
role-reason = An achievement
role-refused-title = A role I can't give
role-refused = { $role } comes with an achievement, but Discord doesn't let me give or take it. Move my own role above it and allow me to manage roles.

## For admins

form-new = A new achievement
form-edit = Change { $name }
field-name = Name
field-about = What is said about it
field-threshold = How much of it is needed
field-xp = XP that it pays
field-emoji = Emoji
made = Made
changed = Changed
pays = pays { $xp } XP
role-shared = { $n ->
        [one] One member has it already and gets the role in a moment.
       *[other] { $n } members have it already and get the role one after another.
    }
role-stays = Whoever has { $role } keeps it.
brings-role = comes with { $role }
is-secret = secret
picture-lost = Its picture got lost while I was restarted. Give it one with `/achievement edit`.
list-title = This server's own achievements
list-empty = None yet. `/achievement create` makes one.
held-by = { $n ->
    [0] nobody has it
    [one] one member has it
   *[other] { $n } members have it
}
delete-ask = Delete { $name }?
delete-ask-more = It goes from everybody who has it. XP that it paid stay.
delete-yes = Delete it
delete-no = Keep it
deleted = { $name } is gone{ $n ->
    [0] ; nobody had it.
    [one] , from one member.
   *[other] , from { $n } members.
}
kept = Nothing was changed
granted-title = Given
granted = { $member } has { $name } now.
revoked-title = Taken
revoked = { $member } no longer has { $name }, and won't earn it again by themselves. `/achievement grant` gives it back. XP that it paid stay.
verify-title = Verified
verified = { $n ->
    [one] One member
   *[other] { $n } members
} checked · { $missing } missing · { $unearned } held without being reached as things are now
drift-lacks = { $member } lacks { $names }
drift-unearned = { $member } holds { $names }
drift-more = { $n ->
    [one] … and one more member
   *[other] … and { $n } more members
}
verify-partly = There are more members than I look at in one go; those are found when they next do something.
fix-yes = { $n ->
    [one] Give the missing one
   *[other] Give all { $n }
}
fix-no = Leave it
fixed = { $n ->
    [0] There was nothing left to give
    [one] One was given, without a fuss
   *[other] { $n } were given, without a fuss
}

## What can be wrong

not-a-number = **{ $given }** isn't a whole number from { $least } to { $most }.
    .help = Digits only, such as `500`.
no-name = An achievement needs a name.
    .help = Something people will want to have.
not-an-emoji = **{ $given }** isn't an emoji.
    .help = Use a single one, such as 🏅, or one of this server's own. Empty is fine, too.
too-many = This server has { $most } of its own, and that's all there's room for.
    .help = `/achievement delete` makes room.
unknown = I know no achievement called **{ $given }**.
    .help = Pick one of those that are suggested while you type.
several = More than one achievement is called **{ $given }**.
    .help = Type `/achievement` and pick one of those that are suggested while you type.
not-own = That one comes with me, so it can't be changed or deleted.
    .help = `/settings achievements` switches those off, all together.
no-such-role = That role can't be given to anybody.
    .help = Choose one that isn't @everyone and doesn't belong to a bot.
not-a-bot = { $member } is a bot, and bots win nothing.
already-held = They have that one already.
not-held = They don't have that one.
    .help = `/achievements` shows what somebody has.

## What its settings are called

setting-announce = Notices
value-announce-same = in the same channel
value-announce-fixed = in a fixed channel
value-announce-direct = as a direct message
value-announce-silent = not at all
setting-announce-channel = Fixed channel
setting-built-in = Built-in achievements
setting-xp-rate = XP of the built-in ones
