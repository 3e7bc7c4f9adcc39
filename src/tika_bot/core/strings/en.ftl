# The house's own sentences: what went wrong, in a member's words, and what to do now (.help).
# {$…} are blanks. Attributes .plain, .repeated-N and .frustrated-N are the same thing in another mood.

## Faults of ours

broken = Something broke on our side, and it wasn't you. Incident **{ $incident }**.
    .help = Try again in a minute. If it happens again, give the incident number to whoever runs this bot.
    .repeated-1 = Still broken, still not you. Incident **{ $incident }**.
    .repeated-2 = Same wall, same dent. Incident **{ $incident }**.
busy = Somebody was faster at exactly the same thing. Nothing was changed.
    .help = Try again now.
    .repeated-1 = Beaten to it again. Nothing was changed.
    .repeated-2 = A photo finish, and somebody else won by a nose. Nothing was changed.
    .repeated-3 = Popular spot, this. Nothing was changed.
database-away = I can't reach my memory right now, so I'd rather not guess.
    .help = Nothing was lost. Try again in a minute; the operator can see it in `/health`.
database-full = My memory is full to the brim, so I couldn't write that down.
    .help = Nothing was changed. Whoever runs this bot has to make room on the disk.
database-crowded = Too many people want something from my memory at once.
    .help = Nothing was changed. Try again in a few seconds.
roles-missing = The database isn't fully set up yet.
    .help = Whoever runs this bot finds the two lines that are missing in the log.
backup-failed = The copy couldn't be made: { $why }
    .help = What was there before is untouched. The log has the details.
query-failed = My memory tripped over that question.
    .help = Try again. If it stays like this, tell whoever runs this bot: incident **{ $incident }**.
fetch-refused = { $why ->
    [scheme] I fetch only addresses that begin with http:// or https://.
    [address] That address isn't public, so I won't fetch it.
    [redirects] That address leads on to others too many times.
    [size] What is there is larger than I may fetch.
   *[url] That isn't an address.
}
    .help = Use a public http(s) address of a file of reasonable size.
fetch-failed = That address didn't answer properly.
    .help = Check that it opens in your browser, then try again.

## Generated content

generation-failed = Nothing usable about **{ $topic }** came back.
    .help = Try again, or a neighbouring topic{ $suggestion ->
        [none] .
       *[other] , for example **{ $suggestion }**.
    }
    .repeated-1 = **{ $topic }** again, nothing again. It isn't a talkative subject.
topic-invalid = **{ $topic }** doesn't work as a topic.
    .help = Use 2 to 100 letters that name one subject, such as "volcanoes".
provider-away = **{ $provider }** isn't available right now.
    .help = { $available ->
        [none] Nobody else is, either. Try again later.
       *[other] Available: { $available }.
    }

## Sessions

session-exists = There's a round running here already.
    .help = Finish it first, or stop it with { $stop }.
    .repeated-1 = The other round hasn't ended since you last asked.
no-session = Nothing is running here.
    .help = Start one first.
session-expired = That round has been over for a while.
    .help = Start a new one.
not-host = Only { $host } can do that in this round.
    .help = Ask them nicely, or start a round of your own.
not-yours = That button belongs to somebody else.
    .help = Run the command yourself and you get your own.
    .repeated-1 = Still somebody else's button.
    .repeated-2 = That button only listens to one person, and it isn't you yet.
    .frustrated-1 = The button hasn't changed hands. It's still somebody else's.
    .frustrated-2 = This button is very loyal. It's still somebody else's.
too-late = That's over already; the message was from earlier.
    .help = Run the command again for a fresh one.

## Permissions

permission-missing = You need { $count ->
        [one] the permission
       *[other] the permissions
    } { $permissions } for that.
    .help = Somebody who manages this server can give it to you.
bot-permission-missing = I'm missing { $count ->
        [one] the permission
       *[other] the permissions
    } { $permissions } here.
    .help = Somebody who manages this server can give it to my role.
operators-only = That one is for whoever runs this bot.
    .help = If that's you, add your user id to `bot.operators` in the configuration.
target-too-high = They stand as high in the list of roles as you do, or higher.
    .help = Somebody with a higher role can do it.
bot-too-low = They stand as high in the list of roles as I do, or higher.
    .help = Move my role above theirs in the server settings.

## Values

count-out-of-range = { $count } is outside what works here.
    .help = Choose from { $min } to { $max }.
timeout-out-of-range = { $seconds } seconds is outside what works here.
    .help = Choose from { $min } to { $max } seconds.
difficulty-unknown = **{ $given }** isn't a difficulty I know.
    .help = Choose one of { $known }.
value-out-of-range = **{ $given }** is outside what **{ $name }** can be.
    .help = Choose from { $min } to { $max }.
value-wrong = **{ $given }** doesn't work for **{ $name }**.
    .help = { $hint }
nothing-found = Nothing found for **{ $given }**.
    .help = { $suggestion ->
        [none] Check the spelling, or try fewer words.
       *[other] Did you mean **{ $suggestion }**?
    }
cooldown = That was quick. It works again { MOMENT($until, style: "R") }.
    .help = Nothing to do but wait.
    .repeated-1 = Asking doesn't make it faster. It works again { MOMENT($until, style: "R") }.
    .repeated-2 = The clock is unmoved. It works again { MOMENT($until, style: "R") }.
    .frustrated-1 = The clock has seen this before and won. It works again { MOMENT($until, style: "R") }.
    .frustrated-2 = Nobody has outrun a clock yet. It works again { MOMENT($until, style: "R") }.
rate-limited = That's a lot at once. It works again { MOMENT($until, style: "R") }.
    .help = Nothing to do but wait.

## Features and settings

feature-off = **{ $feature }** is switched off in this server.
    .help = Somebody who manages this server can switch it on with `/features`.
    .repeated-1 = **{ $feature }** is still switched off in this server.
    .repeated-2 = **{ $feature }** sleeps on; it's switched off in this server.
    .frustrated-1 = **{ $feature }** can't hear us. It's still switched off in this server.
feature-operator = **{ $feature }** can only be switched by whoever runs this bot.
    .help = Ask them.
feature-required = **{ $feature }** can't be switched off; the rest stands on it.
    .help = Nothing to do.
feature-unavailable = **{ $feature }** isn't available on this bot at the moment.
    .help = Whoever runs this bot can see more with `/plugin info`.
feature-needs = **{ $feature }** needs { $needs }, which { $count ->
        [one] is
       *[other] are
    } off.
    .help = Switch that on first.
plugin-unknown = There's no plugin **{ $given }**.
    .help = { $suggestion ->
        [none] `/plugin list` shows all of them.
       *[other] Did you mean **{ $suggestion }**?
    }
plugin-failed = **{ $plugin }** didn't come up again: { $why }
    .help = What ran before still runs. Mend the code and reload.
settings-stale = Somebody changed these settings while you had them open.
    .help = Yours and theirs: { $differences }. Open the form again to decide.
setting-unknown = There's no setting **{ $given }**.
    .help = { $suggestion ->
        [none] `/settings` shows all of them.
       *[other] Did you mean **{ $suggestion }**?
    }
settings-unreadable = That isn't a settings file I can read: { $why }.
    .help = Use a file that came out of `/settings-file`, unchanged in form.

## The names of Discord's permissions, as Discord writes them

permission-create-instant-invite = **Create Invite**
permission-kick-members = **Kick Members**
permission-ban-members = **Ban Members**
permission-administrator = **Administrator**
permission-manage-channels = **Manage Channels**
permission-manage-guild = **Manage Server**
permission-add-reactions = **Add Reactions**
permission-view-audit-log = **View Audit Log**
permission-priority-speaker = **Priority Speaker**
permission-stream = **Video**
permission-view-channel = **View Channels**
permission-send-messages = **Send Messages**
permission-send-tts-messages = **Send Text-to-Speech Messages**
permission-manage-messages = **Manage Messages**
permission-embed-links = **Embed Links**
permission-attach-files = **Attach Files**
permission-read-message-history = **Read Message History**
permission-mention-everyone = **Mention Everyone**
permission-use-external-emojis = **Use External Emojis**
permission-view-guild-insights = **View Server Insights**
permission-connect = **Connect**
permission-speak = **Speak**
permission-mute-members = **Mute Members**
permission-deafen-members = **Deafen Members**
permission-move-members = **Move Members**
permission-use-voice-activation = **Use Voice Activity**
permission-change-nickname = **Change Nickname**
permission-manage-nicknames = **Manage Nicknames**
permission-manage-roles = **Manage Roles**
permission-manage-webhooks = **Manage Webhooks**
permission-manage-expressions = **Manage Expressions**
permission-use-application-commands = **Use Application Commands**
permission-request-to-speak = **Request to Speak**
permission-manage-events = **Manage Events**
permission-manage-threads = **Manage Threads**
permission-create-public-threads = **Create Public Threads**
permission-create-private-threads = **Create Private Threads**
permission-use-external-stickers = **Use External Stickers**
permission-send-messages-in-threads = **Send Messages in Threads**
permission-use-embedded-activities = **Use Activities**
permission-moderate-members = **Timeout Members**
permission-send-polls = **Create Polls**

## What things are called: the platform's own settings, and the categories of plugins

plugin-name = General
plugin-summary = Language, time zone and the like, for the whole server.

setting-prefixes = Prefixes
    .help = What commands in chat start with, one per line; empty means the bot's own.
setting-language = Language
    .help = For members who chose none; empty means the server's own.
setting-zone = Time zone
    .help = The zone in which this server's days begin, such as Europe/Berlin.
setting-mood = Cheek
    .help = How sassy the bot may be: 0 plain, 1 dry, 2 sassy, 3 more.
setting-log-channel = Log channel
    .help = Where notices for admins go.
setting-reset-hour = New day at
    .help = The hour at which daily things begin anew.
setting-reset-weekday = New week on
    .help = The day on which weekly things begin anew; 0 is Monday.
value-language-en = English
value-language-de = Deutsch

category-house = The house
category-community = Community
category-everyday = Everyday
category-general = General
