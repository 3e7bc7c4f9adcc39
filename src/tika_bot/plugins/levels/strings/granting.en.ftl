# Corrections by admins, their history, and undoing them.

command-levels = Tune, correct and undo levels in this server.
command-levels-give = Give a member XP.
command-levels-take = Take XP from a member; nobody falls below zero.
command-levels-set = Set a member's XP to an exact amount.
command-levels-transfer = Move XP from one member to another.
command-levels-reset = Take all XP from a member, or from everybody.
command-levels-history = See what was given, taken and reset, by whom and why.
command-levels-undo = Undo a correction, or all that somebody did; you see first what would happen.
option-levels-give-member = Who gets it.
option-levels-take-member = Who loses it.
option-levels-set-member = Whose XP.
option-levels-set-amount = What they have then.
option-levels-reset-member = Whose XP; everybody's if left out.
option-levels-history-member = Whose, rewards included; everybody's corrections if left out.
option-giver = Who loses it.
option-taker = Who gets it.
option-amount = How much XP.
option-reason = Why; it stays with the entry.
option-entry = Its number; pick one of the last.
option-by = Or everything that somebody did …
option-hours = … in so many hours until now; 24 if left out.

## What was done

corrected = Done
changed = { $member }: { $before } → **{ $after } XP**{ $moves ->
    [yes] , level { $old } → **{ $new }**
   *[no] {""}
}
took-less = { $wanted } XP were to go, but only { $took } were there.
undo-this = Undo …
left-alone = Nothing was changed.
and-more = … and { $members ->
    [one] one more member
   *[other] { $members } more members
}

## Everybody

reset-title = Take everybody's XP?
reset-preview = { $members ->
    [one] One member loses
   *[other] { $members } members lose
} **{ $xp } XP** together and { $members ->
    [one] begins
   *[other] begin
} anew at level 0. Counted messages, voice time and days stay. It can be undone for { $days } days.
reset-yes = Reset everybody
leave = Leave it
reset-done = { $members ->
    [one] One member begins anew.
   *[other] { $members } members begin anew.
} It can be undone until { MOMENT($until, style: "f") }.

## History

history-title = What was given and corrected
history-empty = Nothing yet. Corrections are listed here, and with a member their rewards, too.
history-pick = Undo one of these …
history-newest = Newest
history-older = Older
history-by = by { $actor }
history-for = { $cause ->
    [quest] for a quest
    [quiz] for a quiz
   *[achievement] for an achievement
}
history-undone = ↩️ undone
history-all = { $undone ->
    [yes] everybody's XP given back
   *[no] everybody's XP reset
}
history-moved = { $xp } XP: { $giver } → { $taker }
history-gain = { $undone ->
    [yes] ↩️ { $member } +{ $xp } XP
   *[no] { $member } +{ $xp } XP
}
history-loss = { $undone ->
    [yes] ↩️ { $member } −{ $xp } XP
   *[no] { $member } −{ $xp } XP
}
somebody = somebody who was forgotten

## Undo

undo-title = Undo this?
undo-yes = Undo
undo-widen = The whole command
undo-done = Undone
undo-count = { $entries ->
    [one] One entry
   *[other] { $entries } entries
}:
undo-skipped = { $entries ->
    [one] One more is
   *[other] { $entries } more are
} undone already.
undo-restored = { $members ->
    [one] One member has
   *[other] { $members } members have
} again what they had before, together with what was earned since.
undo-roles = { $roles ->
    [one] One level role is
   *[other] { $roles } level roles are
} again as before; whoever has a role that no longer comes with a level keeps it.
undo-settings = The settings of levels are again as before, except what was changed since.
undo-seasons = { $seasons ->
    [one] One season is
   *[other] { $seasons } seasons are
} again as before, or gone.
undo-cards = { $cards ->
    [one] One rank card is
   *[other] { $cards } rank cards are
} again as before, or gone.
undo-short = ⚠️ { $member } no longer has all of it: { $xp } XP can't be taken back.

## Refusals

nothing-there = { $member } has no XP that could go.
    .help = Nothing was changed.
nothing-anywhere = Nobody here has any XP.
    .help = There is nothing to reset.
not-that-much = { $member } has only **{ $have } XP**.
    .help = Choose a smaller amount.
already-there = { $member } has exactly **{ $xp } XP** already.
    .help = Nothing was changed.
not-a-bot = { $member } is a bot, and bots have no levels.
    .help = Choose a person.
too-old-to-undo = That happened { MOMENT($at, style: "R") }. Corrections can be undone for 30 days.
    .help = Correct it anew with `/levels set`.
no-such-entry = There's no entry **{ $given }**.
    .help = `/levels history` lists them all.
