# Saisons.

command-levels-season = Beginnt oder beendet eine Saison, zeigt alle oder wie eine ausging.
option-name = Wie sie heißt.
option-reset = Am Ende: ob alle bei null neu anfangen.

season-unnamed = Saison { $n }
seasons-title = Saisons
seasons-empty = Noch keine. `/levels season do:start` lässt eine beginnen.
season-running = { $name } seit { MOMENT($since, style: "d") }
season-over = { $name }: { MOMENT($since, style: "d") } bis { MOMENT($until, style: "d") }
season-begun = { $name } hat begonnen
season-later = Sie zählt ab { MOMENT($at, style: "f") }, denn kein Tag gehört zu zwei Saisons.
season-ask-title = Die Saison beenden?
season-ask = { $name } endet, und wie alle stehen, bleibt festgehalten. { $reset ->
    [yes] Alle fangen bei null XP neu an; 30 Tage lang kannst du es zurücknehmen.
   *[no] XP und Level bleiben.
}
season-yes = Beenden
season-show = Wie sie ausging
season-ended = { $name } ist vorbei. { $members ->
    [one] Ein Mitglied war
   *[other] { $members } Mitglieder waren
} dabei.
season-title = So ging { $name } aus
season-line = `#{ $rank }` { $member } · { $xp } XP
season-empty = Noch ist nichts festgehalten: Sie läuft noch, oder niemand hat etwas verdient.
season-runs = **{ $name }** ist noch nicht vorbei.
    .help = Beende sie erst mit `/levels season do:end`.
season-named = Eine Saison **{ $name }** gab es schon.
    .help = Gib dieser einen anderen Namen, zum Beispiel mit ihrem Jahr.
no-season = Es läuft keine Saison, die enden könnte.
    .help = `/levels season` zeigt alle.
season-gone = Diese Saison gibt es nicht mehr.
    .help = `/leaderboard` hat die, die es gibt, in seinem Menü.
seasons-alike = Es gibt mehr als eine Saison **{ $name }**.
    .help = Sag, welche: { $names }
season-unknown = Die Saison **{ $given }** gibt es nicht.
    .help = `/levels season` zeigt alle.
