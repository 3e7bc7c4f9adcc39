# Was zwischen Geldbeuteln wandert, und warum manchmal nicht.

not-enough = Das kostet **{ $need } { $currency }**, da sind **{ $have }**.
    .help = Noch { $missing }, dann klappt es.
    .repeated-1 = Immer noch **{ $have }** von **{ $need } { $currency }**. Geld ist da eigensinnig.
amount-wrong = **{ $given }** ist kein Betrag, der wandern kann.
    .help = Nimm eine ganze Zahl von 1 bis { $most }.
same-account = Von einer Tasche in dieselbe Tasche: Da wandert nichts.
    .help = Such dir jemand anderen aus.
key-reused = Dieser Klick hat schon etwas anderes getan, darum rate ich nicht, was er jetzt heißt.
    .help = Führ den Befehl noch einmal aus. Geändert wurde nichts.
escrow-closed = Dieser Einsatz ist schon ausgezahlt oder zurückgegeben.
    .help = Geändert wurde nichts. Fang eine neue Runde an.
escrow-uneven = Hinterlegt sind { $held }, die Anteile ergeben { $shared }. Ausgezahlt wurde nichts.
    .help = Das ist ein Fehler in einer Funktion; sag es der Person, die diesen Bot betreibt.
nothing-to-undo = Da ist nichts mehr rückgängig zu machen.
    .help = Es wurde schon zurückgenommen, oder es ist nie passiert.
too-much-to-undo = Das sind mehr als { $most } Einträge auf einmal.
    .help = Wähl einen kürzeren Zeitraum und mach es in Teilen.
would-break-escrow = Ein Einsatz davon ist schon ausgezahlt und lässt sich nicht allein zurückholen.
    .help = Nimm zuerst die Auszahlung zurück, oder beides zusammen. Geändert wurde nichts.
