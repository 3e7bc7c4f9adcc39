# Die eigene Rangkarte: was Mitglieder lesen, während sie sie ändern.

## Befehle

command-card = Ändere, wie deine Rangkarte aussieht.
command-card-show = Ändere, wie deine Rangkarte auf diesem Server aussieht.
command-card-style = Probier einen anderen Stil für deine Karte.
command-card-colours = Probier andere Farben für deine Karte.
command-card-background = Probier ein eigenes Bild, eine Farbe oder zwei als Hintergrund deiner Karte.
command-card-preview = Sieh dir deine Karte an, bevor du sie speicherst.
command-card-reset = Gib deiner Karte das Aussehen des Servers zurück und lösch dein Bild.
option-card-style-name = Welcher; den des Servers haben alle, die keinen wählen
option-card-colours-palette = Farben, die zusammenpassen und auch bei Farbenblindheit unterscheidbar sind
option-card-colours-primary = Zahlen und Anfang des Balkens, etwa #56b4e9; - für die Farbe des Stils
option-card-colours-secondary = Ende des Balkens
option-card-colours-border = Ring um dein Gesicht und Rand der Karte
option-card-colours-text = Name und Kleingedrucktes; heller oder dunkler, wo man es nicht lesen könnte
option-card-background-picture = PNG, JPEG, WebP oder GIF; es wird auf die Form der Karte zugeschnitten
option-card-background-url = Oder die Adresse eines Bildes
option-card-background-colour = Oder eine Farbe, etwa #0b2233; - für die des Stils
option-card-background-second = Und eine zweite, in die sie übergeht

choice-usual = Wie der Server
choice-midnight = Mitternacht
choice-daylight = Tageslicht
choice-forest = Wald
choice-ember = Glut
choice-ocean = Ozean
choice-contrast = Kontrast
choice-sky = Himmel
choice-sunset = Abendrot
choice-meadow = Wiese
choice-orchid = Orchidee
choice-lava = Lava
choice-deep = Tiefes Wasser

## Der Editor

editor-title = Deine Karte auf diesem Server
look-style = Stil
look-background = Hintergrund
look-primary = Zahlen und Anfang des Balkens
look-secondary = Ende des Balkens
look-border = Ring und Rand
look-text = Schrift
look-usual = wie im Stil
look-picture = dein Bild
look-top = Farbe (- für die des Stils)
look-bottom = Eine zweite, in die sie übergeht
look-url = Oder die Adresse eines Bildes
look-corrected = ✏️ Damit alle es lesen können, ist die Schrift jetzt { $text }, und die Zahlen sind { $primary }.
look-new = Das siehst bisher nur du. Speichere es, dann sehen es alle.
look-worn = So sehen alle deine Karte.
pick-style = Stil
pick-palette = Farben, die zusammenpassen
palette-safe = Auch bei Farbenblindheit unterscheidbar
to-colours = Farben
to-background = Hintergrund
without-background = Hintergrund des Stils
card-save = Speichern
card-discard = Änderungen verwerfen
card-reset = Zurücksetzen
card-keep = Behalten
card-saved = Gespeichert. Das ist jetzt deine Karte.
card-unchanged = Es gab nichts zu speichern.
ask-card-reset-title = Karte zurücksetzen?
ask-card-reset = Deine Farben und dein Bild werden endgültig gelöscht; deine Karte sieht dann wieder aus wie die des Servers.

## Absagen

no-colour = „{ $given }“ kenne ich nicht als Farbe.
    .help = Schreib sie wie `#56b4e9`, oder `-` für die des Stils.
unreadable = Auf einem Hintergrund, der von so hell bis so dunkel reicht, könnte man nichts lesen.
    .help = Nimm zwei Farben, die beide dunkel oder beide hell sind.
