# Errungenschaften: was Mitglieder und Admins lesen. Die Namen der eingebauten stehen in built-in.de.ftl.

plugin-name = Errungenschaften
plugin-summary = Abzeichen für das, was Mitglieder tun: in Stufen, teils geheim, auch eigene.
plugin-keeps-1 = deine Id
plugin-keeps-2 = welche Errungenschaften du hast, seit wann, und wer sie dir gab oder nahm
plugin-until = bis du die Löschung verlangst oder der Server den Bot entfernt

## Befehle

command-achievements = Zeigt, was ein Mitglied erreicht hat und was als Nächstes kommt.
command-achievement = Eigene Errungenschaften machen.
command-achievement-list = Zeigt die eigenen Errungenschaften dieses Servers.
command-achievement-create = Macht eine eigene Errungenschaft.
command-achievement-edit = Ändert eine eigene Errungenschaft dieses Servers.
command-achievement-delete = Löscht eine eigene Errungenschaft dieses Servers, bei allen.
command-achievement-grant = Gibt einem Mitglied eine Errungenschaft, mit XP und Rolle.
command-achievement-revoke = Nimmt einem Mitglied eine Errungenschaft mit ihrer Rolle; die XP bleiben.
command-achievement-verify = Vergleicht, was Mitglieder haben, mit dem, was gezählt wurde.
option-achievements-member = Wessen; deine, wenn du nichts angibst.
option-achievement-create-counts = Was gezählt wird
option-secret = Verborgen, bis jemand sie hat
option-role = Eine Rolle, die dazugehört
option-badge = Ein Bild: PNG, JPEG, WebP oder GIF
option-achievement-edit-no_role = Künftig ohne Rolle
option-achievement = Welche
option-achievement-grant-member = Wer sie bekommt
option-achievement-grant-tier = Bis zu welcher Stufe; die nächste, wenn du nichts angibst
option-achievement-revoke-member = Wer sie verliert
option-achievement-verify-member = Nur dieses Mitglied; alle, wenn du nichts angibst
choice-messages = Nachrichten
choice-messages-day = Nachrichten an einem Tag
choice-messages-week = Nachrichten in sieben Tagen
choice-messages-days = Tage mit Nachrichten
choice-messages-streak = Tage am Stück mit Nachrichten
choice-counted = Nachrichten, die XP brachten
choice-reactions = Reaktionen
choice-reactions-day = Reaktionen an einem Tag
choice-reactions-days = Tage mit Reaktionen
choice-commands = Befehle
choice-voice = Minuten im Sprachkanal
choice-voice-day = Minuten im Sprachkanal an einem Tag
choice-voice-week = Minuten im Sprachkanal in sieben Tagen
choice-voice-days = Tage im Sprachkanal
choice-xp = XP
choice-xp-day = XP an einem Tag
choice-xp-week = XP in sieben Tagen
choice-level = Level
choice-hand = nichts: nur von Hand vergeben

## Was ein Mitglied hat

shelf-title = Errungenschaften
shelf-summary = { $member } hat **{ $n }** von { $of } erreicht{ $secrets ->
    [0] .
    [one] , darunter eine geheime.
   *[other] , darunter { $secrets } geheime.
}
trophies-count = { $n ->
    [one] Eine Errungenschaft
   *[other] { $n } Errungenschaften
}
trophies-alt = Regal von { $name } mit den neuesten Errungenschaften: { $names }.
tab-pick = Etwas anderes zeigen…
tab-next = Als Nächstes
tab-earned = Erreicht
tab-own = Nur auf diesem Server
tab-words = Worte
tab-hearts = Reaktionen
tab-voices = Stimme
tab-loyalty = Treue
tab-heights = Höhen
tab-secrets = Geheimnisse
empty-next = Alles geschafft. Rahm den Screenshot ein und geh mal kurz raus.
empty-earned = Noch nichts. Schon das erste Wort zählt.
empty-own = Dieser Server hat noch keine eigenen.
empty-words = Hier ist nichts.
empty-hearts = Hier ist nichts.
empty-voices = Hier ist nichts.
empty-loyalty = Hier ist nichts.
empty-heights = Hier ist nichts.
empty-secrets = Hier ist nichts. Sagt man.
hidden = { $n ->
    [one] Noch eine, und niemand darf etwas verraten.
   *[other] Noch { $n }, und niemand darf etwas verraten.
}
done = ✅ Vollständig, seit { $when }
done-of = { $done } / { $at }{ $xp ->
    [0] {""}
   *[other] {" "}· +{ $xp } XP
}
foot = Seite { $page } von { $pages }
hours = { $n } Std.
minutes = { $n } Min.

## Was zu tun ist

how-messages-ever = { $n ->
    [one] Schreib eine Nachricht
   *[other] Schreib { $amount } Nachrichten
}
how-messages-day = Schreib { $amount } Nachrichten an einem einzigen Tag
how-messages-week = Schreib { $amount } Nachrichten innerhalb von sieben Tagen
how-messages-days = Schreib { $only ->
    [1] etwas
   *[other] { $least } Nachrichten
} an { $n ->
    [one] einem Tag
   *[other] { $amount } verschiedenen Tagen
}
how-messages-streak = Schreib an { $amount } Tagen am Stück etwas
how-messages-return = Komm nach { $amount } Tagen Stille zurück
how-messages-date = { $n ->
    [one] Schreib genau an diesem Tag etwas
   *[other] Schreib genau an diesem Tag etwas, in { $amount } Jahren
}
how-counted-ever = Schreib { $amount } Nachrichten, die XP bringen
how-counted-day = Schreib { $amount } Nachrichten, die XP bringen, an einem einzigen Tag
how-counted-week = Schreib { $amount } Nachrichten, die XP bringen, innerhalb von sieben Tagen
how-reactions-ever = { $n ->
    [one] Gib eine Reaktion
   *[other] Gib { $amount } Reaktionen
}
how-reactions-day = Gib { $amount } Reaktionen an einem einzigen Tag
how-reactions-week = Gib { $amount } Reaktionen innerhalb von sieben Tagen
how-reactions-days = Gib { $only ->
    [1] eine Reaktion
   *[other] { $least } Reaktionen
} an { $n ->
    [one] einem Tag
   *[other] { $amount } verschiedenen Tagen
}
how-reactions-streak = Gib an { $amount } Tagen am Stück eine Reaktion
how-reactions-date = { $n ->
    [one] Gib genau an diesem Tag eine Reaktion
   *[other] Gib genau an diesem Tag eine Reaktion, in { $amount } Jahren
}
how-commands-ever = { $n ->
    [one] Benutz einen Befehl
   *[other] Benutz { $amount } Befehle
}
how-commands-day = Benutz { $amount } Befehle an einem einzigen Tag
how-commands-days = Benutz an { $n ->
    [one] einem Tag
   *[other] { $amount } verschiedenen Tagen
} einen Befehl
how-voice-ever = Verbring { $amount } im Sprachkanal
how-voice-day = Verbring an einem einzigen Tag { $amount } im Sprachkanal
how-voice-week = Verbring innerhalb von sieben Tagen { $amount } im Sprachkanal
how-voice-days = Verbring an { $n ->
    [one] einem Tag
   *[other] { $amount } verschiedenen Tagen
} mindestens { $least } im Sprachkanal
how-voice-streak = Verbring an { $amount } Tagen am Stück mindestens { $least } im Sprachkanal
how-xp-ever = Sammle { $amount } XP
how-xp-day = Sammle { $amount } XP an einem einzigen Tag
how-xp-week = Sammle { $amount } XP innerhalb von sieben Tagen
how-xp-days = Verdien dir an { $n ->
    [one] einem Tag
   *[other] { $amount } verschiedenen Tagen
} etwas
how-xp-streak = Verdien dir an { $amount } Tagen am Stück etwas
how-level-ever = Erreich Level { $amount }
how-hand-ever = Wird von Hand vergeben, von der Leitung dieses Servers

## Mitteilungen

earned = { $n ->
    [one] { $member } hat eine Errungenschaft erreicht!
   *[other] { $member } hat { $n } Errungenschaften auf einmal erreicht!
}
    .base-1 = { $n ->
        [one] Etwas Glänzendes für { $member }:
       *[other] { $n } glänzende Dinge für { $member }:
    }
    .plain = { $n ->
        [one] { $member } hat eine Errungenschaft erreicht.
       *[other] { $member } hat { $n } Errungenschaften erreicht.
    }
earned-more = … und { $n } weitere
earned-xp = +{ $xp } XP
was-secret = sie war geheim
see-all = Alle Errungenschaften
role-reason = Eine Errungenschaft
role-refused-title = Eine Rolle, die ich nicht vergeben kann
role-refused = { $role } gehört zu einer Errungenschaft, aber Discord lässt sie mich weder geben noch nehmen. Schieb meine eigene Rolle darüber und erlaub mir, Rollen zu verwalten.

## Für Admins

form-new = Eine neue Errungenschaft
form-edit = { $name } ändern
field-name = Name
field-about = Was man darüber sagt
field-threshold = Wie viel davon nötig ist
field-xp = XP, die sie bringt
field-emoji = Emoji
made = Gemacht
changed = Geändert
pays = bringt { $xp } XP
role-shared = { $n ->
        [one] Ein Mitglied hat das schon und bekommt die Rolle gleich.
       *[other] { $n } Mitglieder haben das schon und bekommen die Rolle nacheinander.
    }
role-stays = Wer { $role } hat, behält sie.
brings-role = mit { $role }
is-secret = geheim
picture-lost = Ihr Bild ging bei meinem Neustart verloren. Gib ihr mit `/achievement edit` eins.
list-title = Eigene Errungenschaften dieses Servers
list-empty = Noch keine. `/achievement create` macht eine.
held-by = { $n ->
    [0] niemand hat sie
    [one] ein Mitglied hat sie
   *[other] { $n } Mitglieder haben sie
}
delete-ask = { $name } löschen?
delete-ask-more = Sie verschwindet bei allen, die sie haben. XP, die sie gebracht hat, bleiben.
delete-yes = Löschen
delete-no = Behalten
deleted = { $name } ist weg{ $n ->
    [0] ; niemand hatte sie.
    [one] , bei einem Mitglied.
   *[other] , bei { $n } Mitgliedern.
}
kept = Es bleibt, wie es war
granted-title = Gegeben
granted = { $member } hat jetzt { $name }.
revoked-title = Genommen
revoked = { $member } hat { $name } nicht mehr und erreicht sie auch nicht wieder von selbst. `/achievement grant` gibt sie zurück. XP, die sie gebracht hat, bleiben.
verify-title = Geprüft
verified = { $n ->
    [one] Ein Mitglied
   *[other] { $n } Mitglieder
} geprüft · { $missing } fehlen · { $unearned } sind da, ohne nach heutigem Stand erreicht zu sein
drift-lacks = { $member } fehlt { $names }
drift-unearned = { $member } hat { $names }
drift-more = { $n ->
    [one] … und noch ein Mitglied
   *[other] … und { $n } weitere Mitglieder
}
verify-partly = Es gibt mehr Mitglieder, als ich auf einmal ansehe; die übrigen sind dran, wenn sie das nächste Mal etwas tun.
fix-yes = { $n ->
    [one] Die fehlende geben
   *[other] Alle { $n } geben
}
fix-no = Lassen
fixed = { $n ->
    [0] Es war nichts mehr zu geben
    [one] Eine wurde gegeben, ganz ohne Aufhebens
   *[other] { $n } wurden gegeben, ganz ohne Aufhebens
}

## Was nicht stimmen kann

not-a-number = **{ $given }** ist keine ganze Zahl von { $least } bis { $most }.
    .help = Nur Ziffern, etwa `500`.
no-name = Eine Errungenschaft braucht einen Namen.
    .help = Etwas, das man haben will.
not-an-emoji = **{ $given }** ist kein Emoji.
    .help = Nimm ein einzelnes wie 🏅 oder eins von diesem Server. Leer geht auch.
too-many = Dieser Server hat { $most } eigene, und für mehr ist kein Platz.
    .help = `/achievement delete` schafft Platz.
unknown = Ich kenne keine Errungenschaft namens **{ $given }**.
    .help = Nimm eine von denen, die beim Tippen vorgeschlagen werden.
several = Mehr als eine Errungenschaft heißt **{ $given }**.
    .help = Tippe `/achievement` und nimm eine von denen, die beim Tippen vorgeschlagen werden.
not-own = Die bringe ich selbst mit; sie lässt sich weder ändern noch löschen.
    .help = `/settings achievements` schaltet diese ab, alle zusammen.
no-such-role = Diese Rolle kann niemand bekommen.
    .help = Nimm eine, die nicht @everyone ist und keinem Bot gehört.
not-a-bot = { $member } ist ein Bot, und Bots gewinnen nichts.
already-held = Die ist schon da.
not-held = Die ist gar nicht da.
    .help = `/achievements` zeigt, was jemand hat.

## Wie die Einstellungen heißen

setting-announce = Mitteilungen
    .help = Wo gesagt wird, dass ein Mitglied eine erreicht hat.
value-announce-same = im selben Kanal
value-announce-fixed = in einem festen Kanal
value-announce-direct = als Direktnachricht
value-announce-silent = gar nicht
setting-announce-channel = Fester Kanal
    .help = Der feste Kanal für Errungenschaften.
setting-built-in = Eingebaute Errungenschaften
    .help = Ob man die erreichen kann, die der Bot mitbringt.
setting-xp-rate = XP der eingebauten
    .help = Vervielfacht die XP derer, die der Bot mitbringt; 0 für keine.
