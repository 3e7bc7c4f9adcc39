# Quests: was Mitglieder und Admins darüber lesen. Die Quests, die dabei sind, stehen in templates.de.ftl.

## Befehle

command-quests = Zeigt deine Quests: wie weit du bist und was sie einbringen.
command-quest = Eine Quest tauschen, oder die dieses Servers pflegen.
command-quest-reroll = Tauscht eine der heutigen Quests, einmal am Tag.
command-quest-create = Schreibt eine eigene Quest für diesen Server.
command-quest-edit = Ändert eine eigene Quest dieses Servers.
command-quest-activate = Schaltet eine Quest, oder alle einer Art, ein.
command-quest-deactivate = Schaltet eine Quest, oder alle einer Art, aus.
command-quest-delete = Löscht eine eigene Quest dieses Servers.
command-quest-list = Zeigt alle Quests dieses Servers, die eigenen zuerst.
command-quest-boost = Lässt Quests bis zu einem Tag lang bis zu doppelt so viel XP bringen.
option-which = Welche von heute
option-kind = Welche Art von Quest
option-counts = Was gezählt wird
option-cycle = Wie oft sie wiederkommt; was zur Art passt, wenn du nichts angibst
option-difficulty = Wie schwer sie ist
option-badge = Bei Herausforderungen: das Emoji, das behalten darf, wer sie schafft
option-quest-edit-kind = Welche Art sie wird; ohne Angabe bleibt sie, was sie ist
option-quest-edit-cycle = Wie oft sie künftig wiederkommt; ohne Angabe wie bisher, oder wie es zur neuen Art passt
option-quest-edit-difficulty = Wie schwer sie künftig ist; ohne Angabe wie bisher
option-quest-edit-badge = Bei Herausforderungen: ein anderes Emoji für alle, die sie schaffen; ohne Angabe wie bisher
option-quest = Welche Quest
option-page = Welche Seite; die erste, wenn du nichts angibst.
option-factor = 1,5 ist die Hälfte mehr, 2 das Höchste; 1 beendet es
option-hours = Wie lange, bis zu 24
choice-daily = täglich
choice-weekly = wöchentlich
choice-monthly = monatlich
choice-once = einmal
choice-special = besonders
choice-event = Ereignis
choice-challenge = Herausforderung
choice-easy = leicht
choice-medium = mittel
choice-hard = schwer
choice-social = gesellig
choice-messages = Nachrichten
choice-counted = Nachrichten, die XP bringen
choice-reactions = gegebene Reaktionen
choice-commands = genutzte Befehle
choice-voice = Minuten im Sprachkanal
choice-xp = gesammelte XP
choice-days = verschiedene Tage
choice-levels = gewonnene Level
choice-level = erreichtes Level

## Die Quests eines Mitglieds

title = Quests von { $name }
today = Heute
today-until = Neue um { MOMENT($at, style: "t") }, { MOMENT($at, style: "R") }
this-week = Diese Woche
this-week-until = Bis { MOMENT($at, style: "f") }, { MOMENT($at, style: "R") }
others = Außerdem
nothing-here = Nichts zu tun. Verdächtig ruhig.
    .repeated-1 = Immer noch nichts zu tun. Leg die Füße hoch.
boost-on = Quests bringen **{ $factor }-mal** so viel XP, bis { MOMENT($at, style: "t") } ({ MOMENT($at, style: "R") }).
foot = { $done } von { $total } geschafft
foot-empty = Schau später wieder vorbei
prize-xp = +{ $xp } XP
prize-coins = +{ $coins } { $currency }
refresh = Auffrischen
to-challenges = { $n ->
        [one] Eine Herausforderung
       *[other] { $n } Herausforderungen
    }
to-past = Früher
back = Zurück
swap-pick = Eine von heute tauschen …

## Herausforderungen

challenges-title = Herausforderungen
challenges-text = Nicht für alle, und nur für die, die wollen. Was du ab dem Beitritt tust, zählt; das Abzeichen darfst du behalten.
challenges-none = Gerade keine. Die Berge werden noch aufgefüllt.
join-pick = Bei einer mitmachen …
days-short = { $n ->
        [one] nur noch ein Tag, zu wenig, um sie zu schaffen
       *[other] nur noch { $n } Tage, zu wenig, um sie zu schaffen
    }
until = bis { MOMENT($at, style: "f") }
begins = ab { MOMENT($at, style: "f") }

## Was vorbei ist

past-title = Was du geschafft hast, und was dir entwischt ist
past-none = Noch ist nichts vorbei. Alles ist noch zu holen.
past-done = geschafft { MOMENT($at, style: "R") }
past-expired = abgelaufen { MOMENT($at, style: "R") }
past-foot = { $done } geschafft, von { $total }, die vorbei sind

## Neuigkeiten

finished = { $n ->
        [one] { $member } hat eine Quest geschafft.
       *[other] { $member } hat { $n } Quests geschafft.
    }
    .base-1 = { $n ->
        [one] Eine Quest weniger für { $member }.
       *[other] { $n } Quests weniger für { $member }.
    }
    .plain = { $n ->
        [one] { $member } hat eine Quest abgeschlossen.
       *[other] { $member } hat { $n } Quests abgeschlossen.
    }
earned-badge = und das Abzeichen { $badge }

## Was zu tun ist, wo kein Admin etwas gesagt hat

do-messages = Schreib { messages }.
do-counted = Schreib { messages }, die XP bringen.
do-reactions = Gib { reactions }.
do-commands = Nutze { commands }.
do-voice = Sei { minutes } lang im Sprachkanal.
do-xp = Sammle { xp }.
do-days = Sei an { days } hier.
do-levels = Steig { levels } auf.
do-level = Erreiche Level { $n }.

## Pflege

form-new = Eine neue Quest
form-edit = { $name } ändern
form-name = Wie sie heißt
form-text = Was Mitglieder lesen (leer: was gezählt wird)
form-amount = Wie viele { $unit }
form-reward = Was sie bringt (leer: je nach Schwere)
form-window = Wann (leer: immer)
unit-messages = Nachrichten
unit-counted = Nachrichten, die XP bringen
unit-reactions = Reaktionen
unit-commands = Befehle
unit-voice = Minuten im Sprachkanal
unit-xp = XP
unit-days = verschiedene Tage
unit-levels = Level mehr
unit-level = Level insgesamt
created = Deine Mitglieder haben zu tun
changed = Geändert
changed-working = { $n ->
        [one] Ein Mitglied ist gerade dabei. Was es getan hat, zählt weiter.
       *[other] { $n } Mitglieder sind gerade dabei. Was sie getan haben, zählt weiter.
    }
changed-cycle = { $n ->
        [one] Ein Mitglied ist gerade dabei. Was es getan hat, zählt weiter, bis die Quest geschafft oder die versprochene Zeit vorbei ist; erst dann kommt sie neu.
       *[other] { $n } Mitglieder sind gerade dabei. Was sie getan haben, zählt weiter, bis die Quest geschafft oder die versprochene Zeit vorbei ist; erst dann kommt sie neu.
    }
deleted = Weg
deleted-text = **{ $name }** gibt es nicht mehr. Wer sie geschafft hat, behält, was sie gebracht hat.
switched-on = Eingeschaltet: { $what }
switched-on-waits = Aber alle Quests dieser Art sind ausgeschaltet. `/quest activate kind:{ $kind }` schaltet sie ein.
switched-off = Ausgeschaltet: { $what }
switched-off-text = Niemand bekommt sie mehr, und was angefangen ist, wartet, bis sie wieder an ist.
list-title = Alle Quests
list-off = Ganz ausgeschaltet: { $kinds }.
list-foot = { $own } eigene, { $shipped } sind dabei
is-off = ausgeschaltet
boost-begun = Es geht los
boost-ended = Quests bringen wieder so viel wie sonst

## Was schiefgehen kann

no-such-quest = Eine Quest namens **{ $quest }** gibt es hier nicht.
    .help = `/quest list` zeigt alle; nimm eine von denen, die beim Tippen angeboten werden.
several-quests = Hier heißt mehr als eine Quest **{ $quest }**.
    .help = Tippe `/quest` und nimm eine von denen, die beim Tippen angeboten werden.
not-own = Die gehört zu mir, ihre Worte und Zahlen bleiben, wie sie sind.
    .help = `/quest deactivate` nimmt sie heraus; `/quest create` schreibt eine eigene.
swapped-today = Du hast schon eine getauscht. Glück ist begrenzt.
    .help = Der nächste Tausch geht { MOMENT($at, style: "R") }.
    .repeated-1 = Immer noch einmal am Tag. Die Würfel ruhen.
nothing-to-swap = Da gibt es nichts zu tauschen: Sie ist geschafft oder vorbei.
    .help = `/quests` zeigt, was offen ist.
no-challenge = Diese Herausforderung ist nicht mehr offen.
    .help = `/quests` zeigt, welche es sind.
joined-already = Du bist schon dabei. Doppelt zählt nicht doppelt.
    .help = `/quests` zeigt, wie weit du bist.
too-few-days = Das braucht { $target } verschiedene Tage, und { $n ->
        [one] nur noch einer ist
       *[other] nur noch { $n } sind
    } übrig.
    .help = Mach mit, wenn sie neu beginnt; `/quests` zeigt, was sonst offen ist.
boost-running = Quests bringen schon mehr, noch bis { MOMENT($until, style: "t") } ({ MOMENT($until, style: "R") }).
    .help = Warte, bis es vorbei ist, oder beende es mit `/quest boost factor: 1`.
boost-wrong = Quests können bis zu { $most }-mal so viel XP bringen, bis zu { $hours } Stunden lang.
    .help = Versuch `/quest boost factor: 1.5 hours: 6`.
too-many = Dieser Server hat schon { $most } eigene Quests, mehr geht nicht.
    .help = `/quest delete` schafft Platz.
one-or-the-other = Geht es um eine Quest oder um alle einer Art? Eins von beiden brauche ich.
    .help = Füll `quest` aus, oder `kind`.
amount-wrong = **{ $given }** ist keine Menge, bis zu der ich zählen kann.
    .help = Es muss eine ganze Zahl von 1 bis { $most } sein.
reward-wrong = **{ $given }** lese ich nicht als Belohnung.
    .help = Schreib `150 xp` oder `150 xp, 20 coins`: bis zu 100.000 XP und eine Währung.
window-wrong = **{ $given }** lese ich nicht als Zeitraum.
    .help = Schreib `2026-12-01 to 2026-12-24`, oder nur den letzten Tag. Das Frühere zuerst.
window-over = **{ $given }** ist schon vorbei, niemand könnte es schaffen.
    .help = Schreib einen letzten Tag, der noch kommt, oder nichts: dann gilt es immer.
name-missing = Eine Quest braucht einen Namen.
    .help = Sag in ein paar Worten, wie sie heißt.

## Wie es heißt, was es speichert, was sich einstellen lässt

plugin-name = Quests
plugin-summary = Ziele für Tag und Woche, die zu jedem Mitglied passen, und eigene Quests.
plugin-keeps-1 = deine Nutzer-ID
plugin-keeps-2 = deine Quests mit Ziel, Beginn und Ende
plugin-keeps-3 = wann du zuletzt eine getauscht hast
plugin-keeps-4 = wie viel du zu früh getan hast, um zu zählen
plugin-until = 90 Tage nach dem Ende einer Quest; Abzeichen und einmalige Quests, bis du um Löschung bittest oder der Server den Bot entfernt

setting-per-member = Quests für jeden selbst
    .help = An: Jedes Mitglied zieht Quests, die zu ihm passen. Aus: Alle bekommen dieselben.
setting-earning-only = Nur Nachrichten, die XP bringen
    .help = Ob Nachrichten nur zählen, wenn sie XP gebracht haben. Gilt für Quests, die ab jetzt gezogen werden.
setting-message-cooldown-s = Pause für Nachrichten (s)
    .help = Sekunden, bis die nächste Nachricht eines Mitglieds für Quests zählt. 0: Alle zählen.
setting-reaction-cooldown-s = Pause für Reaktionen (s)
    .help = Sekunden, bis die nächste Reaktion eines Mitglieds für Quests zählt. 0: Alle zählen.
setting-command-cooldown-s = Pause für Befehle (s)
    .help = Sekunden, bis der nächste Befehl eines Mitglieds für Quests zählt. 0: Alle zählen.
setting-rate = Faktor
    .help = Vervielfacht, was die mitgelieferten Quests bringen.
setting-announce = Geschaffte Quests
    .help = Wo sie gemeldet werden: im selben Kanal, in einem festen, direkt oder gar nicht.
setting-announce-channel = Kanal für geschaffte Quests
    .help = Der feste Kanal, in dem sie gemeldet werden.
value-announce-same = Im selben Kanal
value-announce-fixed = Im festen Kanal
value-announce-direct = Direkt
value-announce-silent = Gar nicht
