# Level mit Befehlen einstellen.

command-levels-config = Zeigt, wie Level hier eingestellt sind, und stellt sie ein.
command-levels-rates = Zeigt oder ändert, was Nachrichten, Reaktionen, Befehle, Sprache, Quests und Quizze bringen.
command-levels-curve = Zeigt, was Level kosten, oder wählt eine andere Kurve; erst siehst du, wer rutscht.
command-levels-ignore = Zeigt oder ändert, welche Kanäle und Rollen nichts bringen.
command-levels-multipliers = Zeigt oder ändert, welche Kanäle und Rollen mehr oder weniger bringen.
option-do = Die Liste, wenn du nichts angibst.
option-source = Welche Quelle; alle, wenn du nichts angibst.
option-on = Ob sie überhaupt etwas bringt.
option-least = So viele XP auf einmal wenigstens.
option-most = So viele XP auf einmal höchstens.
option-cooldown = Sekunden, bis es wieder etwas gibt.
option-cap = So viele XP am Tag höchstens; 0 heißt unbegrenzt.
option-rate = Vervielfacht, was sie bringt.
option-kind = Welche Art von Kurve; die jetzige wird gezeigt, wenn du nichts angibst.
option-first = XP für Level 1; auf einer flachen Kurve für jedes Level.
option-growth = Auf einer linearen Kurve: was jedes Level mehr kostet als das davor.
option-table = Ab wie vielen XP die Level beginnen, von Level 1 an: 100, 250, 500.
option-channel = Ein Kanal oder Forum mit seinen Threads, oder ein einzelner Thread.
option-role = Oder eine Rolle.
option-factor = Wie viel mal so viel, höchstens 3; 2, wenn du nichts angibst.

config-title = So sind Level hier eingestellt
config-curve = Kurve: { $curve }
config-ignored = Ohne XP: { $channels ->
    [one] ein Kanal
   *[other] { $channels } Kanäle
}, { $roles ->
    [one] eine Rolle
   *[other] { $roles } Rollen
}
config-multiplied = Mit Faktor: { $channels ->
    [one] ein Kanal
   *[other] { $channels } Kanäle
}, { $roles ->
    [one] eine Rolle
   *[other] { $roles } Rollen
}
config-hidden = Nicht auf Bestenlisten: { $roles ->
    [0] Bots
    [one] Bots und eine Rolle
   *[other] Bots und { $roles } Rollen
}
config-hidden-how = Wer so eine Rolle hat, wird nicht aufgeführt und zählt bei Rängen nicht mit. Ich merke, wenn Rollen wechseln, und vergleiche alle, wenn ich starte.
config-hidden-blind = Discord sagt mir nicht, wer welche Rolle hat (mir fehlt der *Members*-Intent). Ich vergleiche alle, wenn du die Rollen aussuchst, und verpasse, was sich danach ändert.
config-open = Alle Einstellungen
rates-title = Was wie viel bringt
source-message = Nachrichten
source-reaction = Reaktionen
source-command = Befehle
source-voice = Sprache
source-quest = Quests
source-quiz = Quizze
rate = **{ $source }**: { $xp } XP alle { $every } s, { $cap ->
    [0] unbegrenzt am Tag
   *[other] höchstens { $cap } am Tag
}, × { $factor }
rate-voice = **{ $source }**: { $xp } XP pro Minute, { $listening } im Publikum einer Bühne, { $cap ->
    [0] unbegrenzt am Tag
   *[other] höchstens { $cap } am Tag
}, × { $factor }
rate-own = **{ $source }**: so viel, wie dabeisteht, { $cap ->
    [0] unbegrenzt am Tag
   *[other] höchstens { $cap } am Tag
}, × { $factor }
rate-off = **{ $source }**: aus
ignored-title = Hier gibt es keine XP
ignored-empty = Alles bringt etwas. `/levels ignore do:add` nimmt einen Kanal oder eine Rolle heraus.
multipliers-title = Mehr oder weniger XP
multipliers-empty = Alles bringt das Übliche. `/levels multipliers do:add` ändert das für einen Kanal oder eine Rolle.
multipliers-rule = Der größte, der passt, zählt, und nie mehr als × 3; im Chat und in Sprachkanälen.
curve-title = Was Level kosten
curve-saved = Die Kurve gilt
curve-line = Level { $level }: { $xp } XP
curve-ask = Die Kurve ändern?
curve-moves = { $up } würden steigen, { $down } fallen, { $same } bleiben.
curve-mover = { $member }: Level { $old } → **{ $new }**
curve-role = { $role }: { $gain ->
    [0] Niemand bekäme
    [one] Ein Mitglied bekäme
   *[other] { $gain } Mitglieder bekämen
} sie, { $lose ->
    [0] niemand verlöre
    [one] eins verlöre
   *[other] { $lose } verlören
} sie.
curve-more-roles = { $count ->
    [one] Noch eine Rolle würde wechseln.
   *[other] Noch { $count } Rollen würden wechseln.
}
curve-yes = Ändern
value-curve-usual = Wie üblich
value-curve-linear = Linear
value-curve-flat = Flach
value-curve-table = Eine Tabelle

not-listed = Das steht nicht auf der Liste.
    .help = Es bleibt alles, wie es war.
table-missing = Eine Kurve nach Tabelle braucht eine Tabelle.
    .help = Gib sie mit an: `table: 100, 250, 500`.
table-wrong = **{ $given }** ist keine Tabelle von Summen, die wachsen.
    .help = Jedes Level braucht insgesamt mehr als das davor: `100, 250, 500`.
source-missing = Für welche Quelle ist das?
    .help = Gib auch `source` an.
kind-missing = Für welche Art von Kurve ist das?
    .help = Gib auch `kind` an: *linear* und *flach* nehmen `first`, *eine Tabelle* nimmt `table`.
deed-missing = Was soll damit geschehen?
    .help = Gib auch `do:add` oder `do:remove` an.
choose-one = Such dir einen Kanal oder eine Rolle aus, eins von beiden.
    .help = Es bleibt alles, wie es war.
not-of-this-source = { $source ->
    [voice] Sprache zählt nach Minuten und hat keine Pause.
    [quest] Bei jeder Quest steht, wie viel sie bringt, und dazwischen gibt es keine Pause.
   *[quiz] Bei jedem Quiz steht, wie viel es bringt, und dazwischen gibt es keine Pause.
}
    .help = Nimm eine andere Quelle oder eine andere Angabe.
grants-off = XP von Hand sind auf diesem Server ausgeschaltet.
    .help = Der Schalter steht in `/settings levels`.

setting-message-daily-cap = Nachrichten-XP pro Tag
    .help = Mehr XP bringen Nachrichten am Tag nicht; 0 heißt unbegrenzt.
setting-message-rate = Faktor für Nachrichten
    .help = Vervielfacht XP aus Nachrichten.
setting-grants = XP von Hand
    .help = Ob Admins XP von Hand geben dürfen.
setting-curve = Kurve
    .help = Was Level kosten: wie üblich, linear, flach oder nach einer eigenen Tabelle.
setting-curve-first = XP für Level 1
    .help = Auf einer flachen Kurve kostet jedes Level so viel.
setting-curve-growth = Zuwachs pro Level
    .help = Was jedes Level einer linearen Kurve mehr kostet als das davor.
setting-curve-table = Tabelle der Level
    .help = Ab wie vielen XP die Level beginnen, von Level 1 an: 100, 250, 500.
setting-curve-draft = Vorgeschlagene Tabelle
    .help = Eine Tabelle, die /levels curve gezeigt und noch niemand bestätigt hat.
