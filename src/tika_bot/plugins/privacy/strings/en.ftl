# About a member's data. No jokes at anybody's expense here.

title = What is kept about you
intro = `/privacy export` gives you all of it as a file, `/privacy delete` deletes it.
house = The bot itself
house-keeps = Your own settings; your user id beside changes you made to a server's settings; what I posted about you, for two weeks; what you got and lost, with the reason.
keeps-until = Until: { $until }.
exported = Everything that is kept about you, in every server that we share.
delete-title = Delete everything about you?
delete-text = In every server: your settings, and what every feature keeps about you. It can't be undone.
delete-yes = Delete everything
delete-no = Keep it
deleted = Gone
deleted-text = Nothing about you is left. Sums that others depend on stay under an alias, and backups keep the past until they are replaced. If you go on using the bot, it begins anew.
kept = Nothing was deleted

## Commands, as Discord's picker shows them

command-privacy = What is kept about you, and how to get rid of it.
command-privacy-show = See what is kept about you, and until when.
command-privacy-export = Get everything that is kept about you as a file.
command-privacy-delete = Delete everything that is kept about you, everywhere.
