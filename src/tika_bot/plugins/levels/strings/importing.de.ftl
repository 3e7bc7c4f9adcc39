# Level aus Dateien anderer Bots und aus eigenen.

command-levels-import = Bringt Level aus einer Datei mit; erst siehst du, was passiert.
command-levels-export = Gibt dir XP, Rollen, Saisons, Karten und Einstellungen als Datei zum Wiedereinspielen.
option-levels-import-file = JSON, CSV oder YAML von MEE6, Polaris, Amari, Tatsu, LevelUp oder von mir; auch gepackt (.gz).
option-levels-import-mode = Was aus Mitgliedern wird, die hier schon etwas haben.
choice-keep = behalten
choice-add = hinzufügen
choice-replace = ersetzen

history-import = { $undone ->
    [yes] ↩️ Import zurückgenommen
   *[no] Import
}

import-why = { $why ->
    [large] ist größer als { $value } MB.
    [encoding] ist kein lesbarer Text; es sieht nach { $value } aus.
    [broken] ist beschädigt: { $value }
    [character] enthält etwas, das in keinem Text stehen kann: { $value }
    [crowded] enthält zu viele oder zu tief verschachtelte Werte.
    [aliases] benutzt Anker und Verweise, und die sind nicht erlaubt.
    [no_row] ist keine Zeile mit Werten.
    [no_id] nennt kein Mitglied.
    [bad_id] hat eine ID, die keine sein kann: `{ $value }`
    [no_xp] sagt nichts über XP.
    [no_number] hat `{ $value }`, wo eine Zahl hingehört.
    [negative] hat eine Zahl unter null: `{ $value }`
    [huge] hat eine zu große Zahl: `{ $value }`
    [twice] kam schon vor: `{ $value }`
    [no_reward] nennt keine Rolle oder kein Level.
    [forbidden] können wir beide nicht vergeben: `{ $value }`
    [later] hat die letzte Nachricht in der Zukunft, darum bleibt dieser Zeitpunkt weg: `{ $value }`
    [no_season] ist keine Saison, die es gegeben haben kann: `{ $value }`
    [future] ist eine Saison, die erst noch kommt.
    [many] ist eine Saison zu viel.
    [runs] ist eine laufende Saison, und es läuft schon eine andere.
    [look] hat etwas, das kein Stil und keine Farbe einer Karte ist: `{ $value }`
    [illegible] hat eine Karte, auf der kein Text zu lesen wäre.
    [picture] hat ein Bild, das sich nicht öffnen lässt, zu groß oder eines zu viel ist.
    [setting] passen nicht: { $value }
   *[unknown] ist keine der Dateien, die ich kenne.
}

import-title = { $mode ->
    [add] Das zu dem dazuzählen, was die Mitglieder haben?
    [replace] Damit ersetzen, was die Mitglieder haben?
   *[keep] Diese Mitglieder mitbringen?
}
import-yes = Importieren
import-done = Importiert
import-nothing = Es gibt nichts zu importieren
import-already = Diese Datei wurde schon importiert, darum hat sich nichts geändert. Nimm den Import erst zurück, wenn du ihn neu willst: `/levels history`.
import-count = { $read ->
    [one] Eine Zeile
   *[other] { $read } Zeilen
} gelesen, { $imported ->
    [one] ein Mitglied ändert sich
   *[other] { $imported } Mitglieder ändern sich
}.
import-conflicts = { $members ->
    [one] Ein Mitglied hat
   *[other] { $members } Mitglieder haben
} hier schon etwas{ $mode ->
    [add] ; das aus der Datei kommt dazu.
    [replace] ; das aus der Datei tritt an seine Stelle.
   *[keep] , und das bleibt, wie es ist. `mode: add` legt das aus der Datei dazu, `mode: replace` ersetzt es.
}
import-settings = Die Einstellungen der Level kommen mit.
import-seasons = { $seasons ->
    [one] Eine Saison kommt
   *[other] { $seasons } Saisons kommen
} mit.
import-cards = { $cards ->
    [one] Eine Rangkarte kommt
   *[other] { $cards } Rangkarten kommen
} mit.
import-role = Level { $level } bringt { $role }: { $members ->
    [0] niemand erreicht es neu
    [one] ein Mitglied erreicht es neu
   *[other] { $members } Mitglieder erreichen es neu
}.
import-skipped = { $rows ->
    [one] Eines bleibt
   *[other] { $rows } Dinge bleiben
} außen vor:
import-absent = { $known ->
    [yes] Wer nicht auf diesem Server ist, erscheint erst nach der Ankunft auf der Bestenliste.
   *[no] Discord sagt mir nicht, wer auf diesem Server ist (mir fehlt der *Members*-Intent). Ich frage nach einem Mitglied nach dem anderen; bis dahin stehen auch die auf der Bestenliste, die gegangen sind.
}
import-undo = { $days } Tage lang kannst du es zurücknehmen. Beglückwünscht wird niemand.
levels-exported = Was Mitglieder hier verdient haben und wann, die Rollen der Level, Saisons und wie sie ausgingen, Rangkarten und eure Einstellungen. `/levels import` nimmt es wieder an, im Modus *replace* genau so, wie es ist. { $pictures ->
    [no] Mit den Bildern auf den Karten wäre es zu groß für Discord, darum sind sie nicht dabei; wo welche sind, lässt ein Import sie in Ruhe. `tika levels export --guild { $guild }` hat sie: Frag, wer mich betreibt.
   *[yes] Karten, die noch niemand gespeichert hat, sind nicht dabei.
}

## Was nicht geht

file-unreadable = **{ $where }** { import-why }
    .help = Importiert wurde nichts. Ich lese JSON, CSV und YAML von MEE6, Polaris, Amari, Tatsu, LevelUp und meine eigenen, als UTF-8 gespeichert und gern mit gzip gepackt.
upload-gone = Die Datei ist nicht mehr da.
    .help = Ich behalte sie eine Stunde, und bis sie importiert ist. Nimm noch einmal `/levels import`.
export-too-large = Die Datei ist zu groß für Discord.
    .help = Frag, wer mich betreibt, nach `tika levels export --guild { $guild }`.
