# Wie die eingebauten Errungenschaften heißen und was man über alle sagt, die sie haben (.help).

## words

rule-first-words = Erste Worte
    .help = Jedes Gespräch braucht jemanden, der sich traut.
rule-chatterbox = Plappermaul
    .help = Die Stille hatte nie eine Chance.
rule-well-put = Gut gesagt
    .help = Kein Rauschen: Das hier hat gezählt.
rule-good-day = Redseliger Tag
    .help = An manchen Tagen läuft es einfach.
rule-marathon-mouth = Marathonmund
    .help = 42 Kilometer Gespräch, keine Trinkpause.
rule-serial-writer = Fortsetzung folgt
    .help = Und folgt. Und folgt. Und folgt.
rule-small-talk = Teeküchenplausch
    .help = Das Wetter, der Kessel, der Sinn des Lebens.
rule-table-host = Gastgeber
    .help = Wenn du erzählst, holen sich alle eine zweite Tasse.
rule-quality-time = Gehaltvoller Tag
    .help = Den ganzen Tag kaum ein Wort verschwendet.
rule-deep-talk = Tiefgang
    .help = Fing beim Wetter an und hörte beim Universum auf.

## hearts

rule-first-spark = Erster Funke
    .help = Ein Tippen, und jemandes Tag wurde besser.
rule-applause = Beifall
    .help = Dir müssen langsam die Hände wehtun.
rule-confetti = Konfettikanone
    .help = Das muss nachher jemand wegfegen.
rule-ovation = Stehende Ovationen
    .help = Elf Verbeugungen. Du klatschst immer noch.
rule-cheerleader = Cheerleader
    .help = Sieben Tage lang Pompons.
rule-warm-heart = Warmes Herz
    .help = Freundlichkeit ist eine Gewohnheit. Du hast sie.
rule-daily-smile = Täglich ein Lächeln
    .help = Das vertreibt die Griesgrame.
rule-open-hand = Großzügig hoch zehn
    .help = Von dir geht niemand ohne Sternchen nach Hause.

## voices

rule-mic-check = Hört man mich?
    .help = Ja. Auch den Stuhl. Und die Chips.
rule-good-company = Gute Gesellschaft
    .help = Reden, zuhören, ins Mikrofon atmen.
rule-long-evening = Ein langer Abend
    .help = „Nur noch fünf Minuten“, sagten alle um neun.
rule-through-the-night = Volle Schicht
    .help = Acht Stunden. Andere werden dafür bezahlt.
rule-campfire = Am Lagerfeuer
    .help = Geschichten werden mit jedem Erzählen besser.
rule-round-table = Tafelrunde
    .help = Dein Stuhl hat schon eine eigene Kuhle.
rule-tea-time = Morgen um dieselbe Zeit?
    .help = Der Kessel weiß, wann du kommst.
rule-hourglass = Sanduhr
    .help = Hier ein Stündchen, da ein Stündchen, und auf einmal: Freunde.

## loyalty

rule-familiar-face = Bekanntes Gesicht
    .help = Man hält dir schon einen Platz frei.
rule-furniture = Teil der Einrichtung
    .help = Wöchentlich entstaubt, täglich gemocht.
rule-iron-kettle = Eiserner Kessel
    .help = Immer kurz vorm Pfeifen.
rule-welcome-back = Wieder da
    .help = Ein Monat Stille, und dann: Hallo zusammen.
rule-long-lost = Verschollen
    .help = Deine Tasse haben wir aufgehoben. Sie ist jetzt bemoost.
rule-new-year = Guter Vorsatz
    .help = Am ersten Januar schon hier. Ein Vorsatz gehalten.
rule-valentine = Sei mein
    .help = Eine Reaktion am Valentinstag sagt mehr als ein Strauß.
rule-april-fool = Kein Scherz
    .help = Am ersten April geschrieben. Wir glauben es bis heute nicht.
rule-midsummer = Der längste Tag
    .help = So viel Licht, und du warst hier.
rule-halloween = Buh!
    .help = Süßes oder Saures? Du hast den Chat gewählt.
rule-midwinter = Die längste Nacht
    .help = Ab jetzt wird es heller. Versprochen.

## heights

rule-first-step = Erster Schritt
    .help = Eine Reise von tausend Leveln beginnt mit einem.
rule-climber = Kletterer
    .help = Nicht nach unten schauen. Oder doch: So weit bist du schon.
rule-above-clouds = Über den Wolken
    .help = Die Luft ist dünn, die Aussicht gehört dir.
rule-piggy-bank = Sparschwein
    .help = Punkte machen nicht glücklich. Hast du es mal mit einer Million versucht?
rule-rocket = Raketentag
    .help = Abgehoben, noch vor dem Frühstück.
rule-growth-spurt = Wachstumsschub
    .help = Die Hosen sind dir schon zu kurz.
rule-slash = Sesam, öffne dich
    .help = Du sprachst zur Maschine, und sie antwortete.
rule-button-pusher = Knöpfchendrücker
    .help = Was macht der hier? Und der hier?
rule-power-user = Profi am Werk
    .help = Da hat jemand die Anleitung gelesen.
rule-creature-of-habit = Gewohnheitstier
    .help = Gleicher Befehl, gleiche Zeit, gleiches Schwanzwedeln.

## secrets

rule-friday-13 = Schwarze Katze
    .help = An einem Freitag, dem 13., geredet. Nichts passiert. Noch.
rule-leap-day = Großer Sprung
    .help = Hier an einem Tag, den drei von vier Jahren nicht haben.
rule-pi-day = Ein Stück Pi
    .help = 3,14, und der Rest würde den Abend füllen.
rule-star-day = Ein gewisser Tag im Mai
    .help = Der Vierte war mit dir.
rule-towel-day = Handtuch dabei
    .help = Keine Panik. Es ist der 25. Mai.
rule-pirate-day = Arrr!
    .help = Am 19. September wird geredet wie auf See, Landratte.
rule-last-word = Das letzte Wort
    .help = Gerade noch vor Jahresschluss.
rule-leet = 1337
    .help = Du bist noch mit Modem aufgewachsen, oder?
rule-mirror = Spieglein, Spieglein
    .help = 12.321 liest sich von beiden Seiten gleich. Du auch: gut.
rule-the-answer = Die Antwort
    .help = Level 42. Wie war noch mal die Frage?
rule-keyboard-smoke = Rauchende Tastatur
    .help = Tausend Nachrichten an einem Tag. Bitte lüften.
rule-emoji-overdose = Emoji-Überdosis
    .help = Es gab nichts mehr zum Reagieren, also hast du darauf reagiert.
rule-what-is-sleep = Was ist Schlaf
    .help = Fünfzehn Stunden im Sprachkanal. Man hört deine Augenlider.
rule-phoenix = Phönix
    .help = Ein ganzes Jahr Asche, und dann sagst du einfach hi.
rule-bot-whisperer = Maschinenflüsterer
    .help = Hundert Befehle an einem Tag. Sie mag dich langsam.
rule-year-round = Einmal um die Sonne
    .help = 365 Tage am Stück. Der Planet kam kaum hinterher.
