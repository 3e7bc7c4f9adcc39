# Seasons.

command-levels-season = Start or end a season, list them, or show how one ended.
option-name = What it's called.
option-reset = At the end: whether everybody begins anew at zero.

season-unnamed = Season { $n }
seasons-title = Seasons
seasons-empty = None yet. `/levels season do:start` lets one begin.
season-running = { $name } since { MOMENT($since, style: "d") }
season-over = { $name }: { MOMENT($since, style: "d") } to { MOMENT($until, style: "d") }
season-begun = { $name } has begun
season-later = It counts from { MOMENT($at, style: "f") }, since no day belongs to two seasons.
season-ask-title = End the season?
season-ask = { $name } ends, and how everybody stands stays. { $reset ->
    [yes] Everybody's XP goes back to zero; it can be undone for 30 days.
   *[no] XP and levels stay.
}
season-yes = End it
season-show = How it ended
season-ended = { $name } is over. { $members ->
    [one] One member
   *[other] { $members } members
} took part.
season-title = How { $name } ended
season-line = `#{ $rank }` { $member } · { $xp } XP
season-empty = Nothing is written down yet: it still runs, or nobody earned anything.
season-runs = **{ $name }** isn't over yet.
    .help = End it first with `/levels season do:end`.
season-named = There was a season **{ $name }** already.
    .help = Give this one another name, with its year for example.
no-season = No season runs that could end.
    .help = `/levels season` lists them.
season-gone = That season isn't here any more.
    .help = `/leaderboard` has those that are, in its menu.
seasons-alike = There is more than one season **{ $name }**.
    .help = Say which: { $names }
season-unknown = There's no season **{ $given }**.
    .help = `/levels season` lists them.
