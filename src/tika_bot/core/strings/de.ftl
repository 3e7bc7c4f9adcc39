# Die eigenen Sätze des Hauses: was schiefging, in Worten eines Mitglieds, und was jetzt zu tun ist (.help).

## Unsere Fehler

broken = Bei uns ist etwas kaputtgegangen, an dir lag es nicht. Vorfall **{ $incident }**.
    .help = Versuch es in einer Minute noch einmal. Passiert es wieder, gib die Vorfallnummer der Person, die diesen Bot betreibt.
    .repeated-1 = Immer noch kaputt, immer noch nicht du. Vorfall **{ $incident }**.
    .repeated-2 = Gleiche Wand, gleiche Delle. Vorfall **{ $incident }**.
busy = Jemand war bei genau derselben Sache schneller. Geändert wurde nichts.
    .help = Versuch es gleich noch einmal.
    .repeated-1 = Wieder war jemand schneller. Geändert wurde nichts.
    .repeated-2 = Fotofinish: Jemand war eine Nase voraus. Geändert wurde nichts.
    .repeated-3 = Beliebte Stelle, das. Geändert wurde nichts.
database-away = Ich komme gerade nicht an mein Gedächtnis und rate lieber nicht.
    .help = Verloren ist nichts. Versuch es in einer Minute noch einmal; wer diesen Bot betreibt, sieht mehr unter `/health`.
database-full = Mein Gedächtnis ist randvoll, das konnte ich mir nicht mehr merken.
    .help = Geändert wurde nichts. Wer diesen Bot betreibt, muss auf der Festplatte Platz schaffen.
database-crowded = Zu viele wollen gerade auf einmal etwas von meinem Gedächtnis.
    .help = Geändert wurde nichts. Versuch es in ein paar Sekunden noch einmal.
roles-missing = Die Datenbank ist noch nicht fertig eingerichtet.
    .help = Wer diesen Bot betreibt, findet die fehlenden zwei Zeilen im Log.
backup-failed = Die Kopie ließ sich nicht anlegen: { $why }
    .help = Was vorher da war, ist unberührt. Einzelheiten stehen im Log.
query-failed = Über diese Frage ist mein Gedächtnis gestolpert.
    .help = Versuch es noch einmal. Bleibt es so, sag es der Person, die diesen Bot betreibt: Vorfall **{ $incident }**.
fetch-refused = { $why ->
    [scheme] Ich rufe nur Adressen ab, die mit http:// oder https:// beginnen.
    [address] Diese Adresse ist nicht öffentlich, deshalb rufe ich sie nicht ab.
    [redirects] Diese Adresse leitet zu oft weiter.
    [size] Was dort liegt, ist größer, als ich abrufen darf.
   *[url] Das ist keine Adresse.
}
    .help = Nimm eine öffentliche http(s)-Adresse mit einer Datei von vernünftiger Größe.
fetch-failed = Diese Adresse hat nicht richtig geantwortet.
    .help = Prüf, ob sie sich im Browser öffnet, und versuch es dann noch einmal.

## Erzeugte Inhalte

generation-failed = Zu **{ $topic }** kam nichts Brauchbares zurück.
    .help = Versuch es noch einmal oder mit einem Nachbarthema{ $suggestion ->
        [none] .
       *[other] , zum Beispiel **{ $suggestion }**.
    }
    .repeated-1 = Wieder **{ $topic }**, wieder nichts. Gesprächig ist das Thema nicht.
topic-invalid = **{ $topic }** taugt nicht als Thema.
    .help = Nimm 2 bis 100 Buchstaben, die eine Sache nennen, etwa „Vulkane“.
provider-away = **{ $provider }** ist gerade nicht erreichbar.
    .help = { $available ->
        [none] Sonst leider auch niemand. Versuch es später noch einmal.
       *[other] Erreichbar: { $available }.
    }

## Runden

session-exists = Hier läuft schon eine Runde.
    .help = Spielt sie zu Ende oder beendet sie mit { $stop }.
    .repeated-1 = Die andere Runde hat seit deiner letzten Frage nicht geendet.
no-session = Hier läuft nichts.
    .help = Fang erst etwas an.
session-expired = Diese Runde ist schon eine Weile vorbei.
    .help = Fang eine neue an.
not-host = Das kann in dieser Runde nur { $host }.
    .help = Frag freundlich oder fang eine eigene Runde an.
not-yours = Der Knopf gehört jemand anderem.
    .help = Ruf den Befehl selbst auf, dann bekommst du deinen eigenen.
    .repeated-1 = Der Knopf gehört weiterhin jemand anderem.
    .repeated-2 = Dieser Knopf hört nur auf eine Person, und die bist noch nicht du.
    .frustrated-1 = Der Knopf hat nicht den Besitzer gewechselt. Er gehört noch immer jemand anderem.
    .frustrated-2 = Dieser Knopf ist sehr treu. Er gehört noch immer jemand anderem.
too-late = Das ist schon vorbei; die Nachricht war von vorhin.
    .help = Ruf den Befehl noch einmal auf, dann gibt es eine frische.

## Rechte

permission-missing = Dafür brauchst du { $count ->
        [one] das Recht
       *[other] die Rechte
    } { $permissions }.
    .help = Wer diesen Server verwaltet, kann sie dir geben.
bot-permission-missing = Mir { $count ->
        [one] fehlt hier das Recht
       *[other] fehlen hier die Rechte
    } { $permissions }.
    .help = Wer diesen Server verwaltet, kann sie meiner Rolle geben.
operators-only = Das ist nur für die Person, die diesen Bot betreibt.
    .help = Falls du das bist: trag deine Nutzer-ID unter `bot.operators` in die Konfiguration ein.
target-too-high = In der Rollenliste steht diese Person so hoch wie du oder höher.
    .help = Jemand mit einer höheren Rolle kann es tun.
bot-too-low = In der Rollenliste steht diese Person so hoch wie ich oder höher.
    .help = Schieb meine Rolle in den Servereinstellungen über ihre.

## Werte

count-out-of-range = { $count } liegt außerhalb dessen, was hier geht.
    .help = Wähl von { $min } bis { $max }.
timeout-out-of-range = { $seconds } Sekunden liegen außerhalb dessen, was hier geht.
    .help = Wähl von { $min } bis { $max } Sekunden.
difficulty-unknown = **{ $given }** kenne ich als Schwierigkeit nicht.
    .help = Wähl eine von diesen: { $known }.
value-out-of-range = **{ $given }** liegt außerhalb dessen, was **{ $name }** sein kann.
    .help = Wähl von { $min } bis { $max }.
value-wrong = **{ $given }** passt nicht zu **{ $name }**.
    .help = { $hint }
nothing-found = Zu **{ $given }** ist nichts zu finden.
    .help = { $suggestion ->
        [none] Prüf die Schreibweise oder nimm weniger Wörter.
       *[other] Meintest du **{ $suggestion }**?
    }
cooldown = Das war schnell. Es geht wieder { MOMENT($until, style: "R") }.
    .help = Da hilft nur Warten.
    .repeated-1 = Vom Fragen wird es nicht schneller. Es geht wieder { MOMENT($until, style: "R") }.
    .repeated-2 = Die Uhr zeigt sich ungerührt. Es geht wieder { MOMENT($until, style: "R") }.
    .frustrated-1 = Die Uhr kennt das schon und hat gewonnen. Es geht wieder { MOMENT($until, style: "R") }.
    .frustrated-2 = Eine Uhr hat noch niemand überholt. Es geht wieder { MOMENT($until, style: "R") }.
rate-limited = Das war viel auf einmal. Es geht wieder { MOMENT($until, style: "R") }.
    .help = Da hilft nur Warten.

## Funktionen und Einstellungen

feature-off = Die Funktion **{ $feature }** ist auf diesem Server ausgeschaltet.
    .help = Wer diesen Server verwaltet, kann sie mit `/features` einschalten.
    .repeated-1 = Die Funktion **{ $feature }** ist auf diesem Server noch immer ausgeschaltet.
    .repeated-2 = Die Funktion **{ $feature }** schläft weiter; sie ist auf diesem Server ausgeschaltet.
    .frustrated-1 = Die Funktion **{ $feature }** hört uns nicht. Sie ist auf diesem Server noch immer ausgeschaltet.
feature-operator = Die Funktion **{ $feature }** kann nur schalten, wer diesen Bot betreibt.
    .help = Frag dort nach.
feature-required = Die Funktion **{ $feature }** lässt sich nicht ausschalten; der Rest baut darauf auf.
    .help = Zu tun ist nichts.
feature-unavailable = Die Funktion **{ $feature }** gibt es auf diesem Bot gerade nicht.
    .help = Wer diesen Bot betreibt, sieht mehr mit `/plugin info`.
feature-needs = Die Funktion **{ $feature }** braucht { $needs }, und { $count ->
        [one] die ist aus
       *[other] die sind aus
    }.
    .help = Schalt zuerst ein, was fehlt.
plugin-unknown = Ein Plugin **{ $given }** gibt es nicht.
    .help = { $suggestion ->
        [none] `/plugin list` zeigt alle.
       *[other] Meintest du **{ $suggestion }**?
    }
plugin-failed = **{ $plugin }** kam nicht wieder hoch: { $why }
    .help = Was vorher lief, läuft weiter. Bring den Code in Ordnung und lade neu.
settings-stale = Jemand hat diese Einstellungen geändert, während du sie offen hattest.
    .help = Deine und die anderen: { $differences }. Öffne das Formular noch einmal und entscheide.
setting-unknown = Eine Einstellung **{ $given }** gibt es nicht.
    .help = { $suggestion ->
        [none] `/settings` zeigt alle.
       *[other] Meintest du **{ $suggestion }**?
    }
settings-unreadable = Das ist keine Einstellungsdatei, die ich lesen kann: { $why }.
    .help = Nimm eine Datei aus `/settings-file`, in der Form unverändert.

## Wie Discord seine Rechte nennt

permission-create-instant-invite = **Einladung erstellen**
permission-kick-members = **Mitglieder kicken**
permission-ban-members = **Mitglieder bannen**
permission-administrator = **Administrator**
permission-manage-channels = **Kanäle verwalten**
permission-manage-guild = **Server verwalten**
permission-add-reactions = **Reaktionen hinzufügen**
permission-view-audit-log = **Audit-Log einsehen**
permission-priority-speaker = **Very Important Speaker**
permission-stream = **Video**
permission-view-channel = **Kanäle ansehen**
permission-send-messages = **Nachrichten senden**
permission-send-tts-messages = **Text-zu-Sprache-Nachrichten senden**
permission-manage-messages = **Nachrichten verwalten**
permission-embed-links = **Links einbetten**
permission-attach-files = **Dateien anhängen**
permission-read-message-history = **Nachrichtenverlauf anzeigen**
permission-mention-everyone = **Alle erwähnen**
permission-use-external-emojis = **Externe Emojis verwenden**
permission-view-guild-insights = **Server-Einblicke anzeigen**
permission-connect = **Verbinden**
permission-speak = **Sprechen**
permission-mute-members = **Mitglieder stummschalten**
permission-deafen-members = **Ein-/Ausgabe von Mitgliedern deaktivieren**
permission-move-members = **Mitglieder verschieben**
permission-use-voice-activation = **Sprachaktivierung verwenden**
permission-change-nickname = **Nickname ändern**
permission-manage-nicknames = **Nicknames verwalten**
permission-manage-roles = **Rollen verwalten**
permission-manage-webhooks = **WebHooks verwalten**
permission-manage-expressions = **Ausdrücke verwalten**
permission-use-application-commands = **Anwendungsbefehle verwenden**
permission-request-to-speak = **Redeanfrage**
permission-manage-events = **Events verwalten**
permission-manage-threads = **Threads verwalten**
permission-create-public-threads = **Öffentliche Threads erstellen**
permission-create-private-threads = **Private Threads erstellen**
permission-use-external-stickers = **Externe Sticker verwenden**
permission-send-messages-in-threads = **Nachrichten in Threads senden**
permission-use-embedded-activities = **Aktivitäten verwenden**
permission-moderate-members = **Mitglieder in Timeout versetzen**
permission-send-polls = **Umfragen erstellen**

## Wie etwas heißt: die Einstellungen der Plattform selbst und die Gruppen der Plugins

plugin-name = Allgemein
plugin-summary = Sprache, Zeitzone und dergleichen, für den ganzen Server.

setting-prefixes = Präfixe
    .help = Womit Befehle im Chat anfangen, eins pro Zeile; leer heißt: mit denen des Bots.
setting-language = Sprache
    .help = Für Mitglieder, die keine gewählt haben; leer heißt: die des Servers.
setting-zone = Zeitzone
    .help = Nach ihr beginnen auf diesem Server die Tage, etwa Europe/Berlin.
setting-mood = Frechheit
    .help = Wie frech der Bot sein darf: 0 gar nicht, 1 trocken, 2 frech, 3 noch frecher.
setting-log-channel = Log-Kanal
    .help = Wo Hinweise für Admins landen.
setting-reset-hour = Neuer Tag um
    .help = Die Stunde, zu der Tägliches von vorn beginnt.
setting-reset-weekday = Neue Woche am
    .help = Der Tag, an dem Wöchentliches von vorn beginnt; 0 ist Montag.
value-language-en = English
value-language-de = Deutsch

category-house = Das Haus
category-community = Gemeinschaft
category-everyday = Alltag
category-general = Allgemein
