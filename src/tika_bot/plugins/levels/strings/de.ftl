# Level: was Mitglieder über XP, Ränge und Bestenlisten lesen.

## Befehle

command-rank = Zeigt eine Rangkarte: Level, Rang und den Weg zum nächsten Level.
command-profile = Zeigt die Karte eines Mitglieds, genau wie /rank.
option-member = Wessen; deine, wenn du nichts angibst.

## Rangkarte

card-level = LEVEL
card-rank = RANG
card-progress = { $into } / { $needed } XP
card-missing = { $missing } XP bis Level { $level }
card-alt = { $ranked ->
    [yes] Rangkarte von { $name }: Level { $level }, Rang { $rank } von { $of }, { $into } von { $needed } XP zum nächsten Level.
    [hidden] Rangkarte von { $name }: Level { $level }, nicht auf der Bestenliste, { $into } von { $needed } XP zum nächsten Level.
   *[no] Rangkarte von { $name }: Level { $level }, noch kein Rang, { $into } von { $needed } XP zum nächsten Level.
}
card-alt-badges = Abzeichen: { $badges }.
as-text = Als Text
to-board = Bestenliste

## Rang in Worten

rank-title = Rang
field-level = Level
field-rank = Rang
field-xp = XP
field-way = Weg zum nächsten Level
field-messages = Nachrichten
field-badges = Abzeichen
rank-of = #{ $rank } von { $of }
unranked = Noch keiner. Die erste Nachricht zählt.
rank-hidden = Keiner: hier nicht auf der Bestenliste.
way = { $into } von { $needed } XP bis Level { $level }
counted = { $messages } geschrieben, { $counted } davon brachten XP
last-message = Die letzte { MOMENT($at, style: "R") }

## Aufstiege

level-up = { $member } ist jetzt **Level { $level }**. Nur noch { $missing } XP bis zum nächsten.
    .base-1 = { $member } hat **Level { $level }** erreicht. Noch { $missing } XP, dann geht es von vorn los.
    .base-2 = **Level { $level }** für { $member }. Das nächste verlangt { $missing } XP.
    .plain = { $member } hat Level { $level } erreicht. Noch { $missing } XP bis zum nächsten.

## Warum

why-title = Was dir zuletzt etwas gebracht hat, und was nicht
why-nothing = In letzter Zeit habe ich nichts von dir bemerkt.
why-earned = { $source ->
    [reaction] +{ $xp } XP für eine Reaktion in { $channel }
    [command] +{ $xp } XP für einen Befehl in { $channel }
    [voice] +{ $xp } XP für Zeit in { $channel }
   *[message] +{ $xp } XP in { $channel }
}
why-liked = +{ $xp } XP in { $channel }: Jemand hat auf deine Nachricht reagiert
why-none = { $source ->
    [reaction] keine XP für eine Reaktion in { $channel }: { $why }
    [command] keine XP für einen Befehl in { $channel }: { $why }
    [voice] keine XP für Zeit in { $channel }: { $why }
    [quest] keine XP für eine Quest: { $why }
    [quiz] keine XP für ein Quiz: { $why }
   *[message] keine XP in { $channel }: { $why }
}
why-less = { $source ->
    [quest] weniger XP für eine Quest: { $why }
   *[quiz] weniger XP für ein Quiz: { $why }
}
why-off = { $source ->
    [reaction] Reaktionen bringen auf diesem Server nichts
    [command] Befehle bringen auf diesem Server nichts
    [voice] Zeit in Sprachkanälen bringt auf diesem Server nichts
    [quest] Quests bringen auf diesem Server keine XP
    [quiz] Quizze bringen auf diesem Server keine XP
   *[message] Nachrichten bringen auf diesem Server nichts
}
why-off-hint = Wer diesen Server verwaltet, kann das mit `/levels rates` wieder einschalten.
why-unread = Ich kann hier keine Nachrichten lesen, darum bringen Worte nichts. Wer mich betreibt, kann in Discords Entwicklerportal den *Message Content Intent* einschalten.
why-command = Das war ein Befehl
why-channel = Dort gibt es nichts zu holen
why-role = Eine deiner Rollen bekommt nichts
why-short = Drei Buchstaben oder zwei Wörter müssen es sein
why-repeated = Das stand schon in einer deiner letzten fünf Nachrichten
why-cooldown = Die Pause nach deiner letzten Belohnung war noch nicht um
why-capped = Mehr gibt es heute nicht
why-own = Die Nachricht war deine eigene
why-old = Die Nachricht war über einen Tag alt
why-again = Auf diese Nachricht hattest du schon reagiert
why-alone = Sonst hat dort niemand zugehört
why-deaf = Du hattest den Ton aus oder warst im AFK-Kanal
why-muted = Dein Mikrofon war seit mehr als zehn Minuten aus
why-worthless = Sätze und Faktoren machen dort 0 XP daraus
why-booked = { $way ->
    [gain] +{ $xp } XP
   *[loss] −{ $xp } XP
} { $cause ->
    [quest] für eine Quest
    [quiz] für ein Quiz
    [achievement] für einen Erfolg
    [undo] weil eine Korrektur zurückgenommen wurde
    [passed] von Hand übertragen
    [hand] von Hand
   *[other] als Belohnung
}
why-ready = Die nächste Nachricht bringt { MOMENT($at, style: "R") } wieder etwas.
why-since = Deine letzten fünf Nachrichten und was du sonst zuletzt fünfmal getan hast, habe ich nur im Kopf, nicht weiter zurück als { MOMENT($at, style: "f") }. Verdientes ist dauerhaft gespeichert.

## Wie es heißt, was es speichert, was sich einstellen lässt

plugin-name = Level
plugin-summary = XP fürs Mitmachen, Level, Rangkarten und Bestenlisten.
plugin-keeps-1 = deine Nutzer-ID
plugin-keeps-2 = deine XP
plugin-keeps-3 = wie viele Nachrichten, Reaktionen, Befehle und Sprachminuten es waren, auch pro Tag
plugin-keeps-4 = wann deine letzte Nachricht war
plugin-keeps-5 = seit wann du in einem Sprachkanal bist, wie, und mit wem du diese Woche dort warst
plugin-keeps-6 = was ein Import dir gebracht hat, 30 Tage lang, und an welchen der letzten 120 Tage
plugin-keeps-7 = eine Datei, die du importieren möchtest, eine Stunde lang
plugin-keeps-8 = Korrekturen deiner XP, mit wem und warum
plugin-keeps-9 = dass Rollen zu deinem Level darauf warten, gegeben oder genommen zu werden
plugin-keeps-10 = wie du standst, als Saisons endeten
plugin-keeps-11 = wie deine Rangkarte aussehen soll, mit ihrem Bild
plugin-keeps-12 = ob du auf keiner Bestenliste stehst
plugin-until = bis du sie löschst oder der Server den Bot entfernt; verborgen, sobald du den Server verlässt

setting-messages = XP für Nachrichten
    .help = Ob Nachrichten XP bringen.
setting-message-min = Mindestens pro Nachricht
    .help = So viele XP bringt eine Nachricht wenigstens.
setting-message-max = Höchstens pro Nachricht
    .help = So viele XP bringt eine Nachricht höchstens.
setting-message-cooldown-s = Pause für Nachrichten (s)
    .help = So lange dauert es, bis die nächste Nachricht eines Mitglieds wieder zählt.
setting-rate = Faktor
    .help = Vervielfacht alle XP, die es auf diesem Server gibt.
setting-no-xp-channels = Kanäle ohne XP
    .help = Dort gibt es nichts zu holen, auch nicht in ihren Threads.
setting-no-xp-roles = Rollen ohne XP
    .help = Wer eine davon hat, bekommt nichts.
setting-channel-multipliers = Faktoren für Kanäle
    .help = Kanäle, die mehr oder weniger bringen, einer pro Zeile: #kanal = 1.5
setting-role-multipliers = Faktoren für Rollen
    .help = Rollen, die mehr oder weniger bringen, eine pro Zeile: @rolle = 2. Die größte zählt, bis 3.
setting-announce = Aufstiege
    .help = Wo sie verkündet werden: im selben Kanal, in einem festen, direkt oder gar nicht.
setting-announce-channel = Kanal für Aufstiege
    .help = Der feste Kanal, in dem sie verkündet werden.
setting-announce-text = Text zum Aufstieg
    .help = Darf {"{"}member{"}"} {"{"}level{"}"} {"{"}role{"}"} {"{"}next{"}"} {"{"}server{"}"} nennen. Leer: unser eigener.
setting-card-style = Aussehen der Karten
    .help = Wie Rangkarten aussehen, solange ihr Mitglied nichts anderes wählt.
setting-board-hidden-roles = Rollen ohne Bestenliste
    .help = Wer eine davon hat, etwa das Team, steht auf keiner Bestenliste.
setting-text-only = Nur Worte
    .help = Worte statt Rangkarten, Ranglisten und Kurven als Bild.
value-announce-same = Im selben Kanal
value-announce-fixed = Im festen Kanal
value-announce-direct = Direkt
value-announce-silent = Gar nicht
value-card-style-midnight = Mitternacht
value-card-style-daylight = Tageslicht
value-card-style-forest = Wald
value-card-style-ember = Glut
value-card-style-ocean = Ozean
value-card-style-contrast = Kontrast
setting-reactions = XP für Reaktionen
    .help = Ob Reaktionen XP bringen.
setting-reaction-min = Mindestens pro Reaktion
    .help = So viele XP bekommt wenigstens, wer reagiert.
setting-reaction-max = Höchstens pro Reaktion
    .help = So viele XP bekommt höchstens, wer reagiert.
setting-reaction-author-xp = XP fürs Verfassen
    .help = So viele XP bekommt, wer die Nachricht geschrieben hat.
setting-reaction-cooldown-s = Pause für Reaktionen (s)
    .help = So lange dauert es, bis die nächste Reaktion eines Mitglieds wieder zählt.
setting-reaction-daily-cap = Reaktions-XP pro Tag
    .help = Mehr XP bringen Reaktionen am Tag nicht; 0 heißt unbegrenzt.
setting-reaction-rate = Faktor für Reaktionen
    .help = Vervielfacht XP aus Reaktionen.
setting-commands = XP für Befehle
    .help = Ob Befehle XP bringen.
setting-command-min = Mindestens pro Befehl
    .help = So viele XP bringt ein Befehl wenigstens.
setting-command-max = Höchstens pro Befehl
    .help = So viele XP bringt ein Befehl höchstens.
setting-command-cooldown-s = Pause für Befehle (s)
    .help = So lange dauert es, bis der nächste Befehl eines Mitglieds wieder zählt.
setting-command-daily-cap = Befehls-XP pro Tag
    .help = Mehr XP bringen Befehle am Tag nicht; 0 heißt unbegrenzt.
setting-command-rate = Faktor für Befehle
    .help = Vervielfacht XP aus Befehlen.
setting-voice = XP für Sprachkanäle
    .help = Ob Zeit in Sprachkanälen XP bringt.
setting-voice-xp = XP pro Sprachminute
    .help = So viele XP bringt eine volle Minute im Sprachkanal, in Gesellschaft.
setting-voice-listener-xp = XP pro Minute im Publikum
    .help = Dasselbe für das Publikum einer Stage.
setting-voice-daily-cap = Sprach-XP pro Tag
    .help = Mehr XP bringen Sprachkanäle am Tag nicht; 0 heißt unbegrenzt.
setting-voice-rate = Faktor für Sprachkanäle
    .help = Vervielfacht XP aus Sprachkanälen.
setting-quests = XP für Quests
    .help = Ob Quests XP bringen.
setting-quest-daily-cap = Quest-XP pro Tag
    .help = Mehr XP bringen Quests am Tag nicht; 0 heißt unbegrenzt.
setting-quest-rate = Faktor für Quests
    .help = Vervielfacht XP aus Quests.
setting-quizzes = XP für Quizze
    .help = Ob Quizze XP bringen.
setting-quiz-daily-cap = Quiz-XP pro Tag
    .help = Mehr XP bringen Quizze am Tag nicht; 0 heißt unbegrenzt.
setting-quiz-rate = Faktor für Quizze
    .help = Vervielfacht XP aus Quizzen.
