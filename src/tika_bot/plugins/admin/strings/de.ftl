# Schalter, Einstellungen und Plugins, in Worten eines Mitglieds.

features-title = Was hier an ist
features-foot = Die Befehlsauswahl zieht nach ein paar Sekunden nach.
features-slow = Discord erlaubt am Tag nur so viele Änderungen; die Befehlsauswahl hinkt vielleicht bis morgen hinterher.
features-pick = Etwas umschalten …
features-on = { $name } einschalten
features-off = { $name } ausschalten
switched-on = Eingeschaltet: { $name }.
switched-off = Ausgeschaltet: { $name }.
to-settings = Einstellungen
lacks-all = Nicht verfügbar: { $why }
lacks-features = Braucht erst { $names }.
lacks-permissions = Mir fehlt hier { $names }.
lacks-intents = Discord zeigt diesem Bot { $names } nicht; das ist ein Schalter im Entwicklerportal.
intents-title = Discord hält etwas zurück
intents-text = Ich sehe { $names } nicht; das sind Schalter in Discords Entwicklerportal unter *Bot*. Es betrifft: { $features }. Alles andere geht. Sind sie an, starte mich neu.
here-on = Auf diesem Server an.
here-off = Auf diesem Server aus.

settings-title = Einstellungen
settings-which = An wessen Reglern drehen wir?
settings-pick = Wähl eine Funktion
sheet-title = Einstellungen: { $name }
sheet-pick = Etwas ändern …
sheet-pick-from = Ändern: { $first } bis { $last } …
sheet-back = Zurück
to-history = Verlauf
history-title = Verlauf: { $name }
forgotten-author = jemandem, der vergessen werden wollte
sheet-changed = Version { $version }, geändert von { $who } { MOMENT($when, style: "R") }.
saved = Gespeichert: { $names }.
setting-by-command = Das ändert man nicht hier: Was es bewirkt, sähst du zu spät.
    .help = `{ $command }` zeigt erst, wer sich bewegt, und ändert es dann.
pick-value = Wähl einen Wert
pick-none = Leer lassen
form-range = Von { $low } bis { $high }
value-yes = ja
value-no = nein
value-none = –
value-automatic = Automatisch
exported = Alles, was sich hier einstellen lässt, so wie es jetzt ist. `/settings-file` nimmt es wieder, auch anderswo.
imported = { $count ->
    [0] Darin war nichts anders
    [one] Einstellungen einer Funktion geändert
   *[other] Einstellungen von { $count } Funktionen geändert
}
language-title = Welche Sprache?
language-text = Für Mitglieder, die keine gewählt haben, und für alles, was ich ungefragt sage.

mine-title = Deine Einstellungen
mine-text = Sie gehen mit dir auf jeden Server, den wir teilen.
mine-zone = Zeitzone
mine-language = Sprache
mine-text-only = Worte statt Bilder
mine-direct = Direktnachrichten
mine-moods = Frechheit
mine-example = Europe/Berlin
mine-hint = Ein Kontinent und eine Stadt, etwa Europe/Berlin.

plugins-title = Plugins
state-running = Läuft
state-ready = Bereit
state-found = Gefunden
state-stopped = Angehalten
state-refused = Abgewiesen
state-failed = Gescheitert
default-on = Auf neuen Servern an
default-off = Auf neuen Servern aus
default-operator = Nur wer diesen Bot betreibt, schaltet es ein
plugin-state = Zustand
plugin-default = Vorgabe
plugin-depends = Baut auf
plugin-intents = Intents
plugin-permissions = Rechte
plugin-data = Daten
data-kept = { $what }. Wie lange: { $until }.
plugin-listeners = Zuhörer
plugin-reloaded = Neu geladen.
plugin-enabled = Läuft wieder.
plugin-disabled = Auf diesem Bot angehalten.
stats-title = Zuhörer seit dem Start
stats-none = Niemand hört zu.
stats-line = `{ $name }` ({ $tier }): { $calls } Aufrufe, { $hits } Treffer, { $errors } Fehler, { $mean } ms

why-title = Warum
why-nothing = Ich habe dir zuletzt nichts verweigert
why-command = Du hast `{ $command }` versucht.
why-off = **{ $feature }** ist auf diesem Server abgeschaltet. Wer ihn verwaltet, kann das mit `/features` ändern.

## Befehle, wie Discords Auswahl sie zeigt

command-features = Schaltet hier Funktionen an und aus.
command-settings = Stellt die Funktionen dieses Servers ein.
option-feature = Welche; ohne Angabe wählst du aus einer Liste
command-settings-file = Gibt alle Einstellungen dieses Servers als Datei oder setzt eine solche in Kraft.
option-file = Eine Datei aus diesem Befehl; ohne sie bekommst du eine
command-me = Was der Bot darüber weiß, wie du es gern hast.
command-me-settings = Zeigt und ändert, wie du es gern hast: Zeitzone, Sprache, Bilder, Frechheit.
command-plugin = Die Plugins dieses Bots.
command-plugin-list = Zeigt alle Plugins dieses Bots.
command-plugin-info = Zeigt, was ein Plugin ist, braucht und tut.
command-plugin-diagnose = Zeigt, wie es einem Plugin auf diesem Server und seinen Zuhörern geht.
command-plugin-reload = Lädt den Code eines Plugins neu (Betreiber).
command-plugin-enable = Lässt ein Plugin auf diesem Bot laufen (Betreiber).
command-plugin-disable = Hält ein Plugin an, auf jedem Server (Betreiber).
option-name = Das Plugin
command-stats = Zeigt, wie es den Zuhörern geht (Betreiber).
command-why = Sagt, warum der Bot Nein sagte oder warum etwas nichts einbrachte.

## Wie es heißt

plugin-name = Verwaltung
plugin-summary = Schalter, Einstellungen und wie es jeder Funktion geht.
