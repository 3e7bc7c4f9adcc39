# Die eigenen Worte der Hilfe; Befehle bringen ihre mit.

title = Was hier geht
intro = Wähl ein Thema oder frag nach einem: `/help topic`.
pick = Ein Thema öffnen …
no-commands = Hier gibt es nichts zu tippen; es geht von selbst.
foot = Das meiste davon geht auch im Chat, mit dem Präfix dieses Servers.
back = Alle Themen

## Befehle, wie Discords Auswahl sie zeigt

command-help = Zeigt, was man hier tun kann.
option-topic = Eine Funktion, ein Befehl oder irgendein Wort

## Wie es heißt

plugin-name = Hilfe
plugin-summary = Was hier geht, und wie.
