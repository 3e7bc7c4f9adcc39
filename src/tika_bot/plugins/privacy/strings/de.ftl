# Über die Daten eines Mitglieds. Hier wird nicht gescherzt.

title = Was über dich gespeichert ist
intro = `/privacy export` gibt dir alles als Datei, `/privacy delete` löscht es.
house = Der Bot selbst
house-keeps = Deine eigenen Einstellungen; deine Nutzer-ID bei Änderungen, die du an Servereinstellungen vorgenommen hast; was ich über dich geschrieben habe, zwei Wochen lang; was du bekommen und verloren hast, mit dem Grund.
keeps-until = Wie lange: { $until }.
exported = Alles, was über dich gespeichert ist, auf jedem Server, den wir teilen.
delete-title = Alles über dich löschen?
delete-text = Auf jedem Server: deine Einstellungen und was jede Funktion über dich speichert. Das lässt sich nicht rückgängig machen.
delete-yes = Alles löschen
delete-no = Behalten
deleted = Weg
deleted-text = Über dich ist nichts mehr gespeichert. Summen, die andere brauchen, bleiben unter einem Decknamen, und Sicherungskopien behalten das Alte, bis sie ersetzt werden. Wenn du den Bot weiter benutzt, fängt es von vorn an.
kept = Nichts wurde gelöscht

## Befehle, wie Discords Auswahl sie zeigt

command-privacy = Was über dich gespeichert wird, und wie du es loswirst.
command-privacy-show = Zeigt, was über dich gespeichert wird und wie lange.
command-privacy-export = Gibt dir alles, was über dich gespeichert wird, als Datei.
command-privacy-delete = Löscht überall alles, was über dich gespeichert wird.

## Wie es heißt

plugin-name = Datenschutz
plugin-summary = Ansehen, mitnehmen und löschen, was über dich gespeichert ist.
