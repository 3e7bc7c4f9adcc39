# Boards: who is ahead, and what a server does.

command-leaderboard = Show who has the most XP here.
command-activity = Show how much XP this server earned each day, and how many took part.
option-page = Which page; the first if left out.
option-leaderboard-by = What members are ranked by; XP if left out.
option-leaderboard-window = Since when it counts; for ever if left out.
option-leaderboard-show = Words or a picture; words if left out.
option-activity-days = How many days, today included; 30 if left out.
option-activity-show = Words or a picture; a picture if left out.
choice-xp = XP
choice-messages = Messages
choice-voice = Time in voice
choice-reactions = Reactions
choice-commands = Commands
choice-all = For ever
choice-day = Today
choice-week = This week
choice-month = This month
choice-season = This season
choice-text = Words
choice-picture = A picture

board-title = Leaderboard
board-title-of = Leaderboard · { $measure } · { $window }
board-line = { $member } · level { $level } · { $xp } XP
board-empty = Nobody has any XP here yet. One honest sentence and the top is yours.
    .repeated-1 = Still empty. The competition is remarkably weak.
board-quiet = Nobody is on this board yet. The first one will be number one.
board-before-season = Nobody is on this board: no season is running, or it has only just begun. Admins start one with `/levels season`.
board-season-empty = Nobody who is here earned anything in it.
board-foot = { $of ->
    [one] One member
   *[other] { $of } members
} · page { $page } of { $pages }
around-me = Around me
to-top = Top
as-picture = As a picture
not-on-board = You aren't on the board yet: write something with three letters or two words
not-on-this-board = You aren't on this board yet
not-in-season = You weren't part of that season
hidden-from-board = A role of yours keeps you off this server's boards
unnamed = Somebody

measure-xp = XP
measure-messages = Messages
measure-voice = Time in voice
measure-reactions = Reactions
measure-commands = Commands
window-all = For ever
window-day = Today
window-week = This week
window-month = This month
window-season = This season
amount-xp = { $amount } XP
amount-messages = { $amount ->
    [one] 1 message
   *[other] { $amount } messages
}
amount-voice = { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
}
amount-reactions = { $amount ->
    [one] 1 reaction
   *[other] { $amount } reactions
}
amount-commands = { $amount ->
    [one] 1 command
   *[other] { $amount } commands
}

activity-title = The last { $days } days
activity-sum = **{ $xp } XP** altogether, and { $members ->
    [one] one member
   *[other] { $members } members
} on the liveliest day. Days are counted in UTC.
activity-none = Not a word. The kettle is on, though.
activity-line = **{ $day }** · { $xp } XP · { $members ->
    [one] 1 member
   *[other] { $members } members
}
activity-xp = XP per day
activity-members = Active members
activity-most = at most { $members }
activity-alt = Chart of the last { $days } days: { $xp } XP altogether, at most { $members } active members a day.
