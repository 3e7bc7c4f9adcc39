# Erinnerungen, in den Worten der Mitglieder. { $… } sind Lücken; .help sagt, was jetzt hilft.

## Befehle, wie Discord sie zeigt

command-remind = Erinnert dich zur rechten Zeit.
command-remind-me = Eine Erinnerung stellen: wann und woran.
command-remind-list = Zeigt, was hier noch auf dich zukommt.
command-remind-cancel = Löscht eine Erinnerung samt allen Wiederholungen.
command-remind-snooze = Verschiebt das nächste Klingeln einer Erinnerung.
option-when = in 20 Minuten · morgen um 9 · jeden Montag um 18 Uhr
option-what = Was du dann lesen willst
option-where = Wo sie klingelt; hier, wenn du nichts anderes sagst
option-number = Ihre Nummer oder ein Stück ihres Textes
choice-here = hier
choice-direct = Direktnachricht

## Antworten

set-title = Notiert
set = Ich erinnere dich { MOMENT($due, style: "R") }: { MOMENT($due, style: "F") }.
set-again = Zuerst { MOMENT($due, style: "R") }: { MOMENT($due, style: "F") }.
set-every = Danach { $how }, so lange du willst: `/remind cancel` beendet es.
set-direct = Sie kommt als Direktnachricht.
set-no-zone = Gelesen in **UTC**, denn deine Zeitzone kenne ich nicht. Mit `/me settings` sagst du sie mir.
number = Erinnerung { $number }
cancelled-title = Weg
cancelled = Erinnerung **{ $number }** klingelt nicht mehr.
moved-title = Verschoben
moved = Erinnerung **{ $number }** klingelt jetzt { MOMENT($due, style: "R") }: { MOMENT($due, style: "F") }.

## Die Liste

list-title = Was noch auf dich zukommt
list-empty = Nichts steht an. Verdächtig frei.
list-empty-help = `/remind me when: morgen um 9 what: Pflanzen gießen`
list-line = { MOMENT($due, style: "f") } · { MOMENT($due, style: "R") }
list-footer = { $total ->
        [one] Eine Erinnerung
       *[other] { $total } Erinnerungen
    }
list-pick = Eine davon löschen …

## Das Klingeln

ring = { $member }, es ist so weit.
ring-title = Das wolltest du hören
ring-late = Das hätte { MOMENT($due, style: "R") } klingeln sollen; ich war nicht da. Entschuldige.
ring-next = Wieder { MOMENT($next, style: "R") }
ring-set = Gestellt { MOMENT($made, style: "R") }
ring-fallback = In { $channel } kann ich nicht mehr schreiben, darum kommt sie hierher.
ring-hidden = { $member }, eine Erinnerung von dir ist fällig, und direkt schreiben kann ich dir nicht.
ring-hidden-help = Nur du kannst sie lesen: drück auf den Knopf.
button-show = Zeig her
button-10m = 10 Min.
button-1h = 1 Std.
button-tomorrow = Morgen
button-done = Erledigt
button-stop = Nicht mehr wiederholen
snoozed = Vertagt
snoozed-until = Wieder da { MOMENT($due, style: "R") }: { MOMENT($due, style: "t") }.
done = Erledigt
stopped = Für immer beendet

## Wie oft

every-hours = { $n ->
        [one] jede Stunde
       *[other] alle { $n } Stunden
    }
every-days = { $n ->
        [one] jeden Tag um { $at }
       *[other] alle { $n } Tage um { $at }
    }
every-weeks = { $n ->
        [one] jeden { $days } um { $at }
       *[other] alle { $n } Wochen am { $days } um { $at }
    }
every-months = { $n ->
        [one] jeden Monat am { $day }. um { $at }
        [12] jedes Jahr an diesem Tag um { $at }
       *[other] alle { $n } Monate am { $day }. um { $at }
    }
workdays = Werktag
weekday-0 = Montag
weekday-1 = Dienstag
weekday-2 = Mittwoch
weekday-3 = Donnerstag
weekday-4 = Freitag
weekday-5 = Samstag
weekday-6 = Sonntag

## Was schiefgehen kann

unclear = { $known ->
        [0] Wann **{ $word }** ist, weiß ich nicht.
       *[other] Aus **{ $phrase }** lese ich keine Zeit heraus.
    }
    .help = Versuch `in 20 Minuten`, `morgen um 9`, `24.12.2026 18:00` oder `jeden Montag um 9`.
    .repeated-1 = { $known ->
        [0] **{ $word }** steht immer noch nicht in meinem Kalender.
       *[other] **{ $phrase }**: mein Kalender und ich sind uns wieder uneins.
    }
    .frustrated-1 = Kalender sind pingelig, und dieser hier kennt **{ $phrase }** nicht.
phrase-too-long = Eine lange Geschichte für einen Zeitpunkt. Ich lese { $most } Zeichen.
    .help = Die Zeit gehört in `when`, der Rest in `what`.
in-the-past = { $read ->
        [0] Das ist vorbei, und ich kann nur Zukunft.
       *[other] { MOMENT($at, style: "F") } ist vorbei. Ich kann nur Zukunft.
    }
    .help = Nenn eine spätere Zeit, etwa `morgen um 9`.
    .repeated-1 = { $read ->
        [0] Immer noch Vergangenheit. Immer noch kein Weg zurück.
       *[other] { MOMENT($at, style: "F") } ist immer noch vorbei.
    }
too-far = Das ist mehr als fünf Jahre hin. Das sollte keiner von uns versprechen.
    .help = Nimm eine frühere Zeit; eine jährliche Erinnerung (`jedes Jahr am 24. Dezember`) kommt auch an.
too-often = Öfter als einmal in der Stunde klingle ich nicht.
    .help = Versuch `alle 3 Stunden` oder `jeden Tag um 9`.
no-such-hour = In dieser Nacht springen die Uhren in { $zone } über diese Zeit hinweg; es gibt sie nicht.
    .help = Nach dem Sprung ist es { MOMENT($instead, style: "f") }. Sag das, wenn du es meinst.
happens-twice = In dieser Nacht gehen die Uhren zurück, und diese Zeit kommt zweimal.
    .help = Häng `{ $first_offset }` für das erste oder `{ $second_offset }` für das zweite Mal an.
no-text = Eine Erinnerung an nichts erinnert an nichts.
    .help = Sag nach der Zeit, worum es geht.
text-too-long = Das sind { $length } Zeichen, und { $most } passen.
    .help = Kürz es, oder schreib es hierher und lass dich an den Link erinnern.
too-many = Hier warten schon { $most } Erinnerungen von dir, mehr Platz ist nicht.
    .help = Lösch eine in `/remind list`.
no-direct = Du willst keine Direktnachrichten von mir.
    .help = `/me settings` ändert das; oder lass sie hier klingeln.
may-not-speak = Du darfst in diesem Kanal nicht schreiben, also schreibe ich nicht für dich.
    .help = Nimm `where: Direktnachricht`, oder stell sie in einem anderen Kanal.
not-found = Eine offene Erinnerung **{ $number }** hast du hier nicht.
    .help = `/remind list` zeigt, welche warten.
several-reminders = Mehr als eine deiner Erinnerungen hier sagt **{ $text }**.
    .help = Schreib etwas mehr davon, oder die Nummer; `/remind list` zeigt sie.
too-late = Dieses Klingeln ist schon erledigt.
    .help = `/remind list` zeigt, was noch kommt.

## Wie es heißt, was es speichert, was sich einstellen lässt

plugin-name = Erinnerungen
plugin-summary = Sagt es zur rechten Zeit noch einmal: einmal oder immer wieder.
plugin-keeps-1 = deine Nutzer-ID
plugin-keeps-2 = Text und Zeit deiner Erinnerungen
plugin-keeps-3 = wo du sie gestellt hast
plugin-keeps-4 = wie viele du je gestellt hast
plugin-until = bis 30 Tage nach dem Klingeln, eine wiederholte, bis du sie löschst

setting-most = Offene Erinnerungen
    .help = So viele offene darf ein Mitglied hier haben.
setting-longest = Längster Text
    .help = So viele Zeichen darf der Text einer Erinnerung haben.
setting-morning-hour = Stunde für „morgen“
    .help = Welche Stunde „morgen“ ohne Uhrzeit meint.
