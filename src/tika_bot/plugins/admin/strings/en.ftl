# Switches, settings and plugins, in a member's words.

features-title = What's on here
features-foot = The command picker follows after a few seconds.
features-slow = Discord allows only so many changes a day; the command picker may lag behind until tomorrow.
features-pick = Switch one…
features-on = Switch { $name } on
features-off = Switch { $name } off
switched-on = Switched on: { $name }.
switched-off = Switched off: { $name }.
to-settings = Settings
lacks-all = Not available: { $why }
lacks-features = Needs { $names } first.
lacks-permissions = I'm missing { $names } here.
lacks-intents = Discord doesn't let this bot see { $names }; that's a switch in the developer portal.
intents-title = Discord keeps something back
intents-text = I can't see { $names }; they are switches in Discord's developer portal, under *Bot*. It matters to: { $features }. All else works. Once they are on, restart me.
here-on = On in this server.
here-off = Off in this server.

settings-title = Settings
settings-which = Whose knobs shall we turn?
settings-pick = Pick a feature
sheet-title = Settings: { $name }
sheet-pick = Change one…
sheet-pick-from = Change one, { $first } to { $last }…
sheet-back = Back
to-history = History
history-title = History: { $name }
forgotten-author = somebody who asked to be forgotten
sheet-changed = Version { $version }, changed by { $who } { MOMENT($when, style: "R") }.
saved = Saved: { $names }.
setting-by-command = That isn't changed here, since you'd see too late what it does.
    .help = `{ $command }` shows first who would move, and changes it then.
pick-value = Pick a value
pick-none = Leave it empty
form-range = From { $low } to { $high }
value-yes = yes
value-no = no
value-none = –
value-automatic = Automatic
exported = Everything that can be tuned here, as it stands now. `/settings-file` takes it back, also elsewhere.
imported = { $count ->
    [0] Nothing in there was different
    [one] Settings of one feature changed
   *[other] Settings of { $count } features changed
}
language-title = Which language?
language-text = For members who chose none, and for what I say unasked.

mine-title = Your settings
mine-text = They go with you to every server that we share.
mine-zone = Time zone
mine-language = Language
mine-text-only = Words instead of pictures
mine-direct = Direct messages
mine-moods = Cheek
mine-example = Europe/Berlin
mine-hint = A continent and a city, such as Europe/Berlin.

plugins-title = Plugins
state-running = Running
state-ready = Ready
state-found = Found
state-stopped = Stopped
state-refused = Not accepted
state-failed = Failed
default-on = On in a new server
default-off = Off in a new server
default-operator = Only whoever runs this bot switches it on
plugin-state = State
plugin-default = Default
plugin-depends = Builds on
plugin-intents = Intents
plugin-permissions = Permissions
plugin-data = Data
data-kept = { $what }. Until: { $until }.
plugin-listeners = Listeners
plugin-reloaded = Loaded anew.
plugin-enabled = Running again.
plugin-disabled = Stopped on this bot.
stats-title = Listeners since the start
stats-none = Nobody is listening.
stats-line = `{ $name }` ({ $tier }): { $calls } calls, { $hits } hits, { $errors } errors, { $mean } ms

why-title = Why
why-nothing = I haven't refused you anything lately
why-command = You tried `{ $command }`.
why-off = **{ $feature }** is switched off on this server. Whoever manages it can switch it on with `/features`.

## Commands, as Discord's picker shows them

command-features = Switch features on and off in this server.
command-settings = Tune this server's features.
option-feature = Which one; without it you pick from a list
command-settings-file = Get all settings of this server as a file, or put such a file in force.
option-file = A file that came out of this command; without it you get one
command-me = What the bot knows about how you like things.
command-me-settings = See and change how you like things: time zone, language, pictures, cheek.
command-plugin = The plugins of this bot.
command-plugin-list = See every plugin on this bot.
command-plugin-info = See what a plugin is, needs and does.
command-plugin-diagnose = See how a plugin stands in this server and how its listeners are doing.
command-plugin-reload = Load a plugin's code anew (operators).
command-plugin-enable = Let a plugin run on this bot (operators).
command-plugin-disable = Stop a plugin on this bot, in every server (operators).
option-name = The plugin
command-stats = See how the listeners are doing (operators).
command-why = Learn why the bot said no, or why something earned nothing.
