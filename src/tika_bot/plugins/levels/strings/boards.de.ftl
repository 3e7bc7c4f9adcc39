# Bestenlisten, und was auf einem Server los ist.

command-leaderboard = Zeigt, wer hier die meisten XP hat.
command-activity = Zeigt, wie viele XP dieser Server jeden Tag gesammelt hat und wie viele dabei waren.
option-page = Welche Seite; die erste, wenn du nichts angibst.
option-leaderboard-by = Wonach die Liste geht; nach XP, wenn du nichts angibst.
option-leaderboard-window = Seit wann gezählt wird; seit jeher, wenn du nichts angibst.
option-leaderboard-show = Worte oder ein Bild; Worte, wenn du nichts angibst.
option-activity-days = Wie viele Tage, heute mitgezählt; 30, wenn du nichts angibst.
option-activity-show = Worte oder ein Bild; ein Bild, wenn du nichts angibst.
choice-xp = XP
choice-messages = Nachrichten
choice-voice = Zeit im Sprachkanal
choice-reactions = Reaktionen
choice-commands = Befehle
choice-all = Seit jeher
choice-day = Heute
choice-week = Diese Woche
choice-month = Diesen Monat
choice-season = Diese Saison
choice-text = Worte
choice-picture = Ein Bild

board-title = Bestenliste
board-title-of = Bestenliste · { $measure } · { $window }
board-line = { $member } · Level { $level } · { $xp } XP
board-empty = Hier hat noch niemand XP. Ein ehrlicher Satz, und die Spitze gehört dir.
    .repeated-1 = Immer noch leer. Die Konkurrenz ist bemerkenswert schwach.
board-quiet = Auf dieser Liste steht noch niemand. Wer anfängt, ist die Nummer eins.
board-before-season = Auf dieser Liste steht niemand: Es läuft keine Saison, oder sie hat eben erst begonnen. Admins starten eine mit `/levels season`.
board-season-empty = Niemand, der hier ist, hat in ihr etwas verdient.
board-foot = { $of ->
    [one] Ein Mitglied
   *[other] { $of } Mitglieder
} · Seite { $page } von { $pages }
around-me = Um mich herum
to-top = Zur Spitze
as-picture = Als Bild
not-on-board = Du stehst noch nicht auf der Liste: Schreib etwas mit drei Buchstaben oder zwei Wörtern
not-on-this-board = Auf dieser Liste stehst du noch nicht
not-in-season = In dieser Saison warst du nicht dabei
hidden-from-board = Mit einer deiner Rollen steht man hier auf keiner Liste
unnamed = Jemand

measure-xp = XP
measure-messages = Nachrichten
measure-voice = Zeit im Sprachkanal
measure-reactions = Reaktionen
measure-commands = Befehle
window-all = Seit jeher
window-day = Heute
window-week = Diese Woche
window-month = Diesen Monat
window-season = Diese Saison
amount-xp = { $amount } XP
amount-messages = { $amount ->
    [one] 1 Nachricht
   *[other] { $amount } Nachrichten
}
amount-voice = { $hours ->
    [0] { $minutes } Min.
   *[other] { $hours } Std. { $minutes } Min.
}
amount-reactions = { $amount ->
    [one] 1 Reaktion
   *[other] { $amount } Reaktionen
}
amount-commands = { $amount ->
    [one] 1 Befehl
   *[other] { $amount } Befehle
}

activity-title = Die letzten { $days } Tage
activity-sum = **{ $xp } XP** zusammen, und { $members ->
    [one] ein Mitglied
   *[other] { $members } Mitglieder
} am lebhaftesten Tag. Die Tage zählen nach UTC.
activity-none = Kein Wort. Aber das Wasser kocht schon.
activity-line = **{ $day }** · { $xp } XP · { $members ->
    [one] 1 Mitglied
   *[other] { $members } Mitglieder
}
activity-xp = XP pro Tag
activity-members = Aktive Mitglieder
activity-most = höchstens { $members }
activity-alt = Diagramm der letzten { $days } Tage: { $xp } XP zusammen, höchstens { $members } aktive Mitglieder am Tag.
