# Help's own words; commands bring theirs.

title = What can be done here
intro = Pick a topic, or ask for one: `/help topic`.
pick = Open a topic…
no-commands = Nothing to type here; it works by itself.
foot = Most of these also work in chat, with this server's prefix.
back = All topics

## Commands, as Discord's picker shows them

command-help = See what can be done here.
option-topic = A feature, a command, or any word
