# Reminders, in a member's words. { $… } are blanks; .help says what to do now.

## Commands, as Discord's picker shows them

command-remind = Reminds you of things at the right time.
command-remind-me = Set a reminder: when, and what for.
command-remind-list = Show what is still to come for you here.
command-remind-cancel = Cancel a reminder and all its repeats.
command-remind-snooze = Move the next ring of a reminder.
option-when = in 20 minutes · tomorrow at 9 · every monday at 18:00
option-what = What you want to read then
option-where = Where it rings; here unless you say otherwise
option-number = Its number, or a piece of its text
choice-here = here
choice-direct = direct message

## Answers

set-title = Noted
set = I'll remind you { MOMENT($due, style: "R") }: { MOMENT($due, style: "F") }.
set-again = First { MOMENT($due, style: "R") }: { MOMENT($due, style: "F") }.
set-every = Then { $how }, for as long as you like: `/remind cancel` ends it.
set-direct = It comes as a direct message.
set-no-zone = I read that in **UTC**, since I don't know your time zone. `/me settings` can tell me.
number = Reminder { $number }
cancelled-title = Gone
cancelled = Reminder **{ $number }** won't ring any more.
moved-title = Moved
moved = Reminder **{ $number }** rings { MOMENT($due, style: "R") } now: { MOMENT($due, style: "F") }.

## The list

list-title = What is still to come
list-empty = Nothing is waiting. Suspiciously free.
list-empty-help = `/remind me when: tomorrow at 9 what: feed the plants`
list-line = { MOMENT($due, style: "f") } · { MOMENT($due, style: "R") }
list-footer = { $total ->
        [one] One reminder
       *[other] { $total } reminders
    }
list-pick = Cancel one of these…

## The ring

ring = { $member }, it's time.
ring-title = You wanted to hear this
ring-late = It should have rung { MOMENT($due, style: "R") }; I wasn't there. Sorry.
ring-next = Again { MOMENT($next, style: "R") }
ring-set = Set { MOMENT($made, style: "R") }
ring-fallback = I couldn't write in { $channel } any more, so it comes to you here.
ring-hidden = { $member }, a reminder of yours is due, and I can't write to you directly.
ring-hidden-help = Only you can read it: press the button.
button-show = Show me
button-10m = 10 min
button-1h = 1 h
button-tomorrow = Tomorrow
button-done = Done
button-stop = Stop repeating
snoozed = Snoozed
snoozed-until = Back { MOMENT($due, style: "R") }: { MOMENT($due, style: "t") }.
done = Done
stopped = Stopped for good

## How often

every-hours = { $n ->
        [one] every hour
       *[other] every { $n } hours
    }
every-days = { $n ->
        [one] every day at { $at }
       *[other] every { $n } days at { $at }
    }
every-weeks = { $n ->
        [one] every { $days } at { $at }
       *[other] every { $n } weeks on { $days } at { $at }
    }
every-months = { $n ->
        [one] every month on the { $day }. at { $at }
        [12] every year on that day at { $at }
       *[other] every { $n } months on the { $day }. at { $at }
    }
workdays = weekday
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday

## What can be wrong

unclear = { $known ->
        [0] I don't know when **{ $word }** is.
       *[other] I can't make a time out of **{ $phrase }**.
    }
    .help = Try `in 20 minutes`, `tomorrow at 9`, `2026-12-24 18:00` or `every monday at 9`.
    .repeated-1 = { $known ->
        [0] **{ $word }** still isn't on my calendar.
       *[other] **{ $phrase }**: my calendar and I disagree again.
    }
    .frustrated-1 = Calendars are picky, and this one has no **{ $phrase }**.
phrase-too-long = That's a long story for a point in time. I read { $most } characters.
    .help = Put the time into `when` and the rest into `what`.
in-the-past = { $read ->
        [0] That's in the past, and I only do the future.
       *[other] { MOMENT($at, style: "F") } is over. I only do the future.
    }
    .help = Name a later time, such as `tomorrow at 9`.
    .repeated-1 = { $read ->
        [0] Still the past. Still no way back.
       *[other] { MOMENT($at, style: "F") } is still over.
    }
too-far = That's more than five years away. Neither of us should promise that.
    .help = Choose an earlier time; a yearly reminder (`every year on 24 december`) gets there too.
too-often = Once an hour is as often as I ring.
    .help = Try `every hour`, `every 3 hours` or `every day at 9`.
no-such-hour = On that night the clocks in { $zone } jump over that time; it never happens.
    .help = The same moment after the jump is { MOMENT($instead, style: "f") }. Say that one if you mean it.
happens-twice = On that night the clocks go back, and that time comes twice.
    .help = Add `{ $first_offset }` for the first or `{ $second_offset }` for the second.
no-text = A reminder of nothing reminds you of nothing.
    .help = Say after the time what it is about.
text-too-long = That's { $length } characters, and { $most } fit.
    .help = Shorten it, or post it here and let me remind you of the link.
too-many = You have { $most } reminders waiting here, and that's all there's room for.
    .help = Cancel one in `/remind list`.
no-direct = You told me not to write to you directly.
    .help = `/me settings` changes that; or let it ring here.
may-not-speak = You can't write in this channel, so I won't do it for you.
    .help = Choose `where: direct message`, or set it in another channel.
not-found = You have no open reminder **{ $number }** here.
    .help = `/remind list` shows those that are waiting.
several-reminders = More than one of your reminders here says **{ $text }**.
    .help = Type a little more of it, or its number; `/remind list` shows them.
too-late = That ring is settled already.
    .help = `/remind list` shows what is still to come.

## What it keeps, and what its settings are called

plugin-until = 30 days after it rang; a repeating one, when you cancel it

setting-most = Open reminders
    .help = How many of them one member may have here.
setting-longest = Longest text
    .help = How many characters a reminder's text may have.
setting-morning-hour = Hour of "tomorrow"
    .help = The hour that "tomorrow" means when no time is given.
