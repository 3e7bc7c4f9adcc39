# Levels from other bots' files and our own.

command-levels-import = Bring levels along from a file; you see first what would happen.
command-levels-export = Get members' XP, roles, seasons, cards and settings as one file, to import it again.
option-levels-import-file = JSON, CSV or YAML of MEE6, Polaris, Amari, Tatsu, LevelUp, or mine; also packed (.gz).
option-levels-import-mode = What becomes of members who have something here already.
choice-keep = keep
choice-add = add
choice-replace = replace

history-import = { $undone ->
    [yes] ↩️ import taken back
   *[no] import
}

import-why = { $why ->
    [large] is larger than { $value } MB.
    [encoding] isn't readable text; it seems to be { $value }.
    [broken] is broken: { $value }
    [character] holds something that no text can hold: { $value }
    [crowded] holds too many or too deeply nested values.
    [aliases] uses anchors and aliases, which aren't allowed.
    [no_row] isn't a row of values.
    [no_id] names no member.
    [bad_id] has an id that can't be one: `{ $value }`
    [no_xp] says nothing of XP.
    [no_number] has `{ $value }` where a number belongs.
    [negative] has a number below zero: `{ $value }`
    [huge] has a number that is too large: `{ $value }`
    [twice] was there before: `{ $value }`
    [no_reward] names no role or no level.
    [forbidden] can't be handed out by you and me: `{ $value }`
    [later] has its last message in the future, so that moment is left out: `{ $value }`
    [no_season] is no season that could have been: `{ $value }`
    [future] is a season that is still to come.
    [many] is a season too many.
    [runs] is a season that runs, and another one does already.
    [look] has what is no style or colour of a card: `{ $value }`
    [illegible] has a card on which no text could be read.
    [picture] has a picture that can't be opened, is too large or one too many.
    [setting] don't fit: { $value }
   *[unknown] is none of the files I know.
}

import-title = { $mode ->
    [add] Add this to what members have?
    [replace] Replace what members have by this?
   *[keep] Bring these members along?
}
import-yes = Import
import-done = Imported
import-nothing = There is nothing to import
import-already = This file was imported already, so nothing was changed. Undo that import first if you want it anew: `/levels history`.
import-count = { $read ->
    [one] One row
   *[other] { $read } rows
} read, { $imported ->
    [one] one member changes
   *[other] { $imported } members change
}.
import-conflicts = { $members ->
    [one] One member has
   *[other] { $members } members have
} something here already{ $mode ->
    [add] ; theirs comes on top.
    [replace] ; theirs takes its place.
   *[keep] , which stays as it is. `mode: add` puts theirs on top, `mode: replace` in its place.
}
import-settings = The settings of levels come along.
import-seasons = { $seasons ->
    [one] One season comes
   *[other] { $seasons } seasons come
} along.
import-cards = { $cards ->
    [one] One rank card comes
   *[other] { $cards } rank cards come
} along.
import-role = Level { $level } brings { $role }: { $members ->
    [0] nobody newly reaches it
    [one] one member newly reaches it
   *[other] { $members } members newly reach it
}.
import-skipped = { $rows ->
    [one] One thing is
   *[other] { $rows } things are
} left out:
import-absent = { $known ->
    [yes] Whoever isn't in this server is hidden until they come.
   *[no] Discord doesn't tell me who is in this server (I lack the *members* intent). I ask for one after the other; until then those who have left are on the leaderboard, too.
}
import-undo = You can undo it for { $days } days. Nobody is congratulated.
levels-exported = What members earned here and when, the roles of levels, seasons and how they ended, rank cards, and your settings. `/levels import` takes it back, in mode *replace* exactly as it is. { $pictures ->
    [no] With the pictures on cards it would be too large for Discord, so they aren't in it; where they are, an import leaves them. `tika levels export --guild { $guild }` has them: ask whoever runs me.
   *[yes] Cards that nobody has saved yet aren't in it.
}

## Refusals

file-unreadable = **{ $where }** { import-why }
    .help = Nothing was imported. I read JSON, CSV and YAML of MEE6, Polaris, Amari, Tatsu, LevelUp and my own, saved as UTF-8 and, if you like, packed by gzip.
upload-gone = That file is no longer here.
    .help = I keep one for an hour, and until it's imported. Use `/levels import` again.
export-too-large = The file is too large for Discord.
    .help = Ask whoever runs me for `tika levels export --guild { $guild }`.
