# Tuning levels by commands.

command-levels-config = See how levels are tuned here, and tune them.
command-levels-rates = See or change what messages, reactions, commands, voice, quests and quizzes earn.
command-levels-curve = See what levels cost, or choose another curve; you see first who would move.
command-levels-ignore = See or change which channels and roles earn nothing.
command-levels-multipliers = See or change which channels and roles earn more or less.
option-do = The list is shown if left out.
option-source = Which source; all are shown if left out.
option-on = Whether it earns at all.
option-least = Least XP at a time.
option-most = Most XP at a time.
option-cooldown = Seconds until it earns again.
option-cap = Most XP a day; 0 for no limit.
option-rate = Multiplies what it earns.
option-kind = Which kind of curve; the present one is shown if left out.
option-first = XP for level 1; on a flat curve for every level.
option-growth = On a linear curve: what each level costs more than the one before.
option-table = The totals at which levels begin, from level 1 on: 100, 250, 500.
option-channel = A channel or forum with its threads, or one thread.
option-role = Or a role.
option-factor = How many times as much, at most 3; 2 if left out.

config-title = How levels are tuned here
config-curve = Curve: { $curve }
config-ignored = Without XP: { $channels ->
    [one] one channel
   *[other] { $channels } channels
}, { $roles ->
    [one] one role
   *[other] { $roles } roles
}
config-multiplied = Multiplied: { $channels ->
    [one] one channel
   *[other] { $channels } channels
}, { $roles ->
    [one] one role
   *[other] { $roles } roles
}
config-hidden = Off the leaderboards: { $roles ->
    [0] bots
    [one] bots and one role
   *[other] bots and { $roles } roles
}
config-hidden-how = Whoever has such a role isn't listed and doesn't count in ranks. I notice when roles change, and compare everybody when I start.
config-hidden-blind = Discord doesn't tell me who has which role (I lack the *members* intent). I compare everybody when you choose the roles, and miss what changes later.
config-open = All settings
rates-title = What earns how much
source-message = Messages
source-reaction = Reactions
source-command = Commands
source-voice = Voice
source-quest = Quests
source-quiz = Quizzes
rate = **{ $source }**: { $xp } XP every { $every } s, { $cap ->
    [0] no daily limit
   *[other] at most { $cap } a day
}, × { $factor }
rate-voice = **{ $source }**: { $xp } XP a minute, { $listening } in a stage's audience, { $cap ->
    [0] no daily limit
   *[other] at most { $cap } a day
}, × { $factor }
rate-own = **{ $source }**: as much as each says, { $cap ->
    [0] no daily limit
   *[other] at most { $cap } a day
}, × { $factor }
rate-off = **{ $source }**: off
ignored-title = No XP here
ignored-empty = Everything earns. `/levels ignore do:add` takes a channel or a role out.
multipliers-title = More or less XP
multipliers-empty = Everything earns as usual. `/levels multipliers do:add` changes that for a channel or a role.
multipliers-rule = The largest that applies counts, and never more than × 3; in chat and in voice.
curve-title = What levels cost
curve-saved = The curve is in force
curve-line = Level { $level }: { $xp } XP
curve-ask = Change the curve?
curve-moves = { $up } would rise, { $down } would fall, { $same } stay.
curve-mover = { $member }: level { $old } → **{ $new }**
curve-role = { $role }: { $gain ->
    [0] nobody
    [one] one member
   *[other] { $gain } members
} would get it, { $lose ->
    [0] nobody
   *[other] { $lose }
} would lose it.
curve-more-roles = { $count ->
    [one] One more role would change hands.
   *[other] { $count } more roles would change hands.
}
curve-yes = Change it
value-curve-usual = As usual
value-curve-linear = Linear
value-curve-flat = Flat
value-curve-table = A table

not-listed = That isn't on the list.
    .help = Nothing was changed.
table-missing = A curve by table needs a table.
    .help = Give it along: `table: 100, 250, 500`.
table-wrong = **{ $given }** isn't a table of totals that grow.
    .help = Each level's total is larger than the one before: `100, 250, 500`.
source-missing = Of which source is that?
    .help = Fill in `source` as well.
kind-missing = For which kind of curve is that?
    .help = Fill in `kind` as well: *linear* and *flat* take `first`, *a table* takes `table`.
deed-missing = What shall become of it?
    .help = Fill in `do:add` or `do:remove` as well.
choose-one = Choose a channel or a role, one of the two.
    .help = Nothing was changed.
not-of-this-source = { $source ->
    [voice] Voice is counted by the minute and has no pause.
    [quest] Each quest says how much it earns, and there is no pause between them.
   *[quiz] Each quiz says how much it earns, and there is no pause between them.
}
    .help = Choose another source, or another option.
grants-off = XP by hand is switched off in this server.
    .help = `/settings levels` has the switch.
