# Die Quests, die dabei sind: ihre Namen, und was zu tun ist. { $n } ist die Menge.

## Mengen

messages = { $n ->
        [one] eine Nachricht
       *[other] { $n } Nachrichten
    }
reactions = { $n ->
        [one] eine Reaktion
       *[other] { $n } Reaktionen
    }
commands = { $n ->
        [one] einen Befehl
       *[other] { $n } Befehle
    }
minutes = { $n ->
        [one] eine Minute
       *[other] { $n } Minuten
    }
days = { $n ->
        [one] einem Tag
       *[other] { $n } verschiedenen Tagen
    }
times = { $n ->
        [one] einmal
       *[other] { $n }-mal
    }
levels = { $n ->
        [one] ein Level
       *[other] { $n } Level
    }
xp = { $n } XP

## Täglich, leicht

quest-early-bird = Früher Vogel
    .help = Zwitschere { messages }, ehe der Tag um ist. Mittag gilt hier als Morgengrauen.
quest-hello-again = Da bist du ja
    .help = Lass { messages } da, wo andere sie finden.
quest-small-talk = Plauderei
    .help = Das Wetter, der Tee, die Katze: { messages } über nichts Bestimmtes.
quest-two-cents = Dein Senf
    .help = Gib deinen Senf dazu, und zwar so, dass { messages } XP bringen.
quest-warm-up = Aufwärmen
    .help = Sammle { xp }, ehe du ins Schwitzen kommst.
quest-button-pusher = Knöpfchendrücker
    .help = Bitte mich { times } um etwas. Mich stört es nicht.
quest-curious = Neugierig
    .help = Probier { commands } aus. Mindestens etwas Neues sollte dabei sein.
quest-footprints = Fußspuren
    .help = Hinterlass { messages }, damit man weiß, dass du da warst.
quest-crumbs = Brotkrumen
    .help = Lies { xp } auf, Krume für Krume.
quest-postcard = Postkarte
    .help = Schreib { messages } an alle, die dich vermisst haben.
quest-pocket-change = Kleingeld
    .help = Finde { xp } in den Sofaritzen.
quest-short-and-sweet = Kurz und gut
    .help = Lass { messages } gut genug sein, um etwas einzubringen.
quest-doorbell = Türklingel
    .help = Klingle { times } bei mir. Ich mache immer auf.
quest-morning-paper = Morgenblatt
    .help = Melde Neues in Form von { messages }, wahr oder nicht.

## Täglich, mittel

quest-storyteller = Märchenstunde
    .help = Erzähl eine Geschichte mit { messages }. Drachen sind freiwillig.
quest-marathon-mouth = Dauerläufer
    .help = Rede { messages } lang weiter, und atme zwischendurch.
quest-thinking-aloud = Laut gedacht
    .help = Denk laut, so gut, dass { messages } XP bringen.
quest-wordsmith = Wortschmied
    .help = Schmiede Worte, bis { messages } etwas einbringen.
quest-harvest = Ernte
    .help = Fahr { xp } ein, bevor das Licht geht.
quest-gold-panner = Goldwäscher
    .help = Wasch { xp } aus einem ganz gewöhnlichen Tag.
quest-long-letter = Ein langer Brief
    .help = Schreib ihn als { messages }. Anhänge liest doch niemand.
quest-campfire = Lagerfeuer
    .help = Sitz { minutes } lang im Sprachkanal am Feuer.
quest-power-user = Profi am Werk
    .help = Nutze { commands } wie jemand, der das Handbuch gelesen hat.
quest-second-wind = Zweite Luft
    .help = Sammle { xp }, die letzten, wenn du schon fertig warst.
quest-debate-club = Debattierclub
    .help = Vertritt deine Meinung mit { messages }. Sie zu ändern zählt auch.
quest-tea-break = Teepause
    .help = Bring eine Tasse mit in den Sprachkanal und bleib { minutes }.
quest-steady-hand = Ruhige Hand
    .help = Nicht schnell, aber gut: { messages }, die XP bringen.
quest-busy-bee = Fleißiges Bienchen
    .help = Trag { messages } von Kanal zu Kanal.

## Täglich, gesellig

quest-applause = Applaus
    .help = Klatsch für andere: Gib { reactions }.
quest-confetti = Konfetti
    .help = Wirf { reactions } auf alles, was dich freut.
quest-nod-along = Mitnicken
    .help = Nick { times } mit dem Kopf: Eine Reaktion genügt.
quest-good-company = Gute Gesellschaft
    .help = Verbring { minutes } im Sprachkanal mit Leuten, die du magst.
quest-open-mic = Offene Bühne
    .help = Lass deine Stimme { minutes } lang hören.
quest-gift-wrap = Geschenkpapier
    .help = Verteil { reactions }. Sie kosten nichts und kommen immer an.
quest-matchmaker = Kuppler
    .help = Bring { reactions } und die Nachrichten zusammen, die sie verdienen.
quest-porch-light = Licht im Fenster
    .help = Lass im Sprachkanal { minutes } lang das Licht an.
quest-echo = Echo
    .help = Antworte ohne Worte: { reactions }.
quest-cheerleader = Anfeuern
    .help = Feuere andere mit { reactions } an.
quest-fireside = Am Kamin
    .help = Leg noch ein Scheit nach: { minutes } im Sprachkanal.
quest-sticker-book = Stickeralbum
    .help = Kleb { reactions } dahin, wo sie hingehören.

## Wöchentlich

quest-regular = Stammgast
    .help = Schau an { days } vorbei. Dein Stuhl bleibt frei.
quest-every-day-counts = Jeder Tag zählt
    .help = Sei an { days } der Woche da.
quest-chronicler = Chronist
    .help = Schreib die Geschichte der Woche mit { messages }.
quest-village-gossip = Dorftratsch
    .help = Verbreite { messages }. Die guten Geheimnisse behältst du.
quest-treasure-hunt = Schatzsuche
    .help = Grab { xp } aus. Kein Kreuz auf der Karte, also grab überall.
quest-dragon-hoard = Drachenhort
    .help = Häuf { xp } an und schlaf darauf.
quest-essayist = Essayist
    .help = Schreib { messages }, die XP bringen. Stil ist sein eigener Lohn.
quest-night-radio = Nachtradio
    .help = Sei im Sprachkanal { minutes } auf Sendung.
quest-book-club = Lesekreis
    .help = Redet { minutes } über das Buch. Gelesen haben muss man es nicht.
quest-patron = Mäzen
    .help = Fördere die Begabten mit { reactions }.
quest-fan-club = Fanclub
    .help = Sei { times } von jemandem begeistert.
quest-step-up = Eine Stufe höher
    .help = Steig { levels } auf.
quest-tinkerer = Tüftler
    .help = Dreh an meinen Knöpfen: { commands }.
quest-lighthouse = Leuchtturm
    .help = Blink { messages } in die Nacht. Irgendwer segelt danach.

## Besonderes

quest-first-words = Erste Worte
    .help = Schreib hier deine ersten { messages }. Willkommen.
quest-first-voice = Stimme gefunden
    .help = Verbring { minutes } im Sprachkanal, zum ersten Mal mit Protokoll.
quest-part-of-the-furniture = Gehört zum Inventar
    .help = Sei an { days } hier. Irgendwer gießt dich schon.
quest-tall-tree = Hoher Baum
    .help = Wachse { levels } in die Höhe.

## Ereignisse

quest-new-year = Erste Seite
    .help = Das Jahr ist noch leer: Füll es mit { messages }.
quest-fools-day = Aprilscherz
    .help = Reagiere { times }. Eines davon als Scherz. Na gut, alle.
quest-midsummer = Kürzeste Nacht
    .help = Bleib { minutes } im Sprachkanal wach; dunkel wird es sowieso nicht.
quest-haunting = Spuk
    .help = Spuk mit { messages } durch die Kanäle. Buh zählt.
quest-advent = Adventskalender
    .help = Öffne an { days } vor Weihnachten ein Türchen.
quest-year-end = Letzte Runde
    .help = Bring { xp } heim, bevor das Jahr geht.

## Herausforderungen

quest-thousand-and-one = Tausendundeine
    .help = { messages } in einem Monat. Auch Scheherazade hat klein angefangen.
quest-iron-seat = Sitzfleisch
    .help = Halt im Sprachkanal { minutes } in einem Monat durch.
quest-unbroken = Lückenlos
    .help = Sei an { days } eines Monats hier.
quest-generous = Großzügig
    .help = Gib { reactions } in einem Monat, und mein sie ernst.
quest-summit = Gipfel
    .help = Erklimm { xp } in einem Monat. Nimm Proviant mit.
quest-craftsman = Handwerk
    .help = Mach { messages } in einem Monat, jede gut genug für XP.
