# Korrekturen durch Admins, was davon war und wie man es zurücknimmt.

command-levels = Level auf diesem Server einstellen, korrigieren und zurücknehmen.
command-levels-give = Gibt einem Mitglied XP.
command-levels-take = Nimmt einem Mitglied XP; unter null fällt niemand.
command-levels-set = Setzt die XP eines Mitglieds auf einen genauen Wert.
command-levels-transfer = Überträgt XP von einem Mitglied auf ein anderes.
command-levels-reset = Nimmt einem Mitglied alle XP, oder allen.
command-levels-history = Zeigt, was gegeben, genommen und zurückgesetzt wurde, von wem und warum.
command-levels-undo = Nimmt eine Korrektur zurück, oder alles von jemandem; erst siehst du, was passiert.
option-levels-give-member = Wer sie bekommt.
option-levels-take-member = Wer sie verliert.
option-levels-set-member = Wessen XP.
option-levels-set-amount = So viele sind es danach.
option-levels-reset-member = Wessen XP; die von allen, wenn du nichts angibst.
option-levels-history-member = Wessen, mit Belohnungen; ohne Angabe die Korrekturen aller.
option-giver = Wer sie verliert.
option-taker = Wer sie bekommt.
option-amount = Wie viele XP.
option-reason = Warum; das bleibt beim Eintrag stehen.
option-entry = Die Nummer; such dir einen der letzten aus.
option-by = Oder alles, was jemand getan hat …
option-hours = … in so vielen Stunden bis jetzt; 24, wenn du nichts angibst.

## Was getan wurde

corrected = Erledigt
changed = { $member }: { $before } → **{ $after } XP**{ $moves ->
    [yes] , Level { $old } → **{ $new }**
   *[no] {""}
}
took-less = { $wanted } XP sollten weg, aber nur { $took } waren da.
undo-this = Zurücknehmen …
left-alone = Es bleibt alles, wie es war.
and-more = … und { $members ->
    [one] ein weiteres Mitglied
   *[other] { $members } weitere Mitglieder
}

## Alle

reset-title = Allen die XP nehmen?
reset-preview = { $members ->
    [one] Ein Mitglied verliert
   *[other] { $members } Mitglieder verlieren zusammen
} **{ $xp } XP** und { $members ->
    [one] fängt
   *[other] fangen
} bei Level 0 neu an. Gezählte Nachrichten, Sprachzeit und Tage bleiben. { $days } Tage lang kannst du es zurücknehmen.
reset-yes = Alle zurücksetzen
leave = Lieber nicht
reset-done = { $members ->
    [one] Ein Mitglied fängt neu an.
   *[other] { $members } Mitglieder fangen neu an.
} Bis { MOMENT($until, style: "f") } kannst du es zurücknehmen.

## Verlauf

history-title = Was gegeben und korrigiert wurde
history-empty = Noch nichts. Hier stehen Korrekturen, und bei einem Mitglied auch seine Belohnungen.
history-pick = Etwas davon zurücknehmen …
history-newest = Neueste
history-older = Ältere
history-by = von { $actor }
history-for = { $cause ->
    [quest] für eine Quest
    [quiz] für ein Quiz
   *[achievement] für eine Errungenschaft
}
history-undone = ↩️ zurückgenommen
history-all = { $undone ->
    [yes] allen die XP zurückgegeben
   *[no] allen die XP genommen
}
history-moved = { $xp } XP: { $giver } → { $taker }
history-gain = { $undone ->
    [yes] ↩️ { $member } +{ $xp } XP
   *[no] { $member } +{ $xp } XP
}
history-loss = { $undone ->
    [yes] ↩️ { $member } −{ $xp } XP
   *[no] { $member } −{ $xp } XP
}
somebody = jemand, der vergessen wurde

## Zurücknehmen

undo-title = Das zurücknehmen?
undo-yes = Zurücknehmen
undo-widen = Den ganzen Befehl
undo-done = Zurückgenommen
undo-count = { $entries ->
    [one] Ein Eintrag
   *[other] { $entries } Einträge
}:
undo-skipped = { $entries ->
    [one] Ein weiterer ist
   *[other] { $entries } weitere sind
} schon zurückgenommen.
undo-restored = { $members ->
    [one] Ein Mitglied hat
   *[other] { $members } Mitglieder haben
} wieder, was vorher da war, samt dem, was seither verdient wurde.
undo-roles = { $roles ->
    [one] Eine Level-Rolle ist
   *[other] { $roles } Level-Rollen sind
} wieder wie vorher; wer eine Rolle hat, die zu keinem Level mehr gehört, behält sie.
undo-settings = Die Einstellungen der Level sind wieder wie vorher, außer was seither geändert wurde.
undo-seasons = { $seasons ->
    [one] Eine Saison ist
   *[other] { $seasons } Saisons sind
} wieder wie vorher oder nicht mehr da.
undo-cards = { $cards ->
    [one] Eine Rangkarte ist
   *[other] { $cards } Rangkarten sind
} wieder wie vorher oder nicht mehr da.
undo-short = ⚠️ { $member } hat nicht mehr alles davon: { $xp } XP lassen sich nicht zurückholen.

## Was nicht geht

nothing-there = { $member } hat keine XP, die man nehmen könnte.
    .help = Es bleibt alles, wie es war.
nothing-anywhere = Hier hat niemand XP.
    .help = Es gibt nichts zurückzusetzen.
not-that-much = { $member } hat nur **{ $have } XP**.
    .help = Nimm einen kleineren Betrag.
already-there = { $member } hat schon genau **{ $xp } XP**.
    .help = Es bleibt alles, wie es war.
not-a-bot = { $member } ist ein Bot, und Bots haben keine Level.
    .help = Nimm einen Menschen.
too-old-to-undo = Das war { MOMENT($at, style: "R") }. Korrekturen lassen sich 30 Tage lang zurücknehmen.
    .help = Korrigiere es neu mit `/levels set`.
no-such-entry = Den Eintrag **{ $given }** gibt es nicht.
    .help = `/levels history` zeigt alle.
