# Rollen, die es mit Leveln gibt: was Admins darüber lesen.

## Befehle

command-levelroles = Rollen, die es mit Leveln gibt.
command-levelroles-list = Zeigt, welche Rolle es mit welchem Level gibt und woran es hakt.
command-levelroles-add = Gib eine Rolle mit einem Level.
command-levelroles-remove = Gib eine Rolle mit keinem Level mehr; wer sie hat, behält sie.
command-levelroles-sync = Vergleicht die Rollen aller Mitglieder mit ihren Leveln und bringt sie in Ordnung.
command-levelroles-check = Sieht nach, ob ich die Rollen vergeben kann, oder bringt die eines Mitglieds in Ordnung.
option-levelroles-add-level = Das Level, mit dem es sie gibt
option-levelroles-add-role = Die Rolle
option-levelroles-add-mode = Was aus ihr wird, wenn ein höheres Level kommt
option-levelroles-remove-role = Welche Rolle; auch gelöschte werden vorgeschlagen
option-levelroles-check-member = Wessen Rollen in Ordnung kommen sollen; niemandes, wenn du nichts angibst
choice-stacked = bleibt
choice-replaced = wird von der nächsten abgelöst

## Die Liste

roles-title = Rollen, die es mit Leveln gibt
roles-empty = Hier gibt es noch mit keinem Level eine Rolle. `/levelroles add` ändert das.
roles-line = **Level { $level }** · { $role } · { $mode }
roles-foot = { $count ->
        [one] Eine Rolle
       *[other] { $count } Rollen
    } · Seite { $page } von { $pages }
roles-troubled = { $count ->
        [0] ich kann alle vergeben
        [one] eine kann ich nicht vergeben
       *[other] { $count } kann ich nicht vergeben
    }
role-choice = { $role } (Level { $level })

## Was beschlossen wurde

role-added-title = Abgemacht
role-added-stacked = { $role } gibt es ab **Level { $level }**, und sie bleibt.
role-added-replaced = { $role } gibt es ab **Level { $level }**, bis die nächste Rolle dieser Art sie ablöst.
role-added-later = Wer schon darüber ist, bekommt sie mit dem nächsten Level, oder alle zugleich durch `/levelroles sync`.
role-removed-title = Erledigt
role-removed = { $role } gibt es mit Level { $level } nicht mehr. Wer sie hat, behält sie.
role-check-title = Rollen in Ordnung gebracht
role-check = { $member } hat Level { $level }, { $count ->
        [0] und damit gibt es hier keine Rolle.
       *[other] und damit gibt es { $roles }.
    } Ich sehe gerade nach.
role-reason = Level { $level }

## Die Rollen aller

sync-begun-title = Ich bin dabei
sync-begun = Ich vergleiche die Rollen aller Mitglieder mit ihren Leveln. Eine Nachricht in diesem Kanal zeigt, wie weit ich bin, auch nach einem Neustart.
sync-title = Rollen zu den Leveln
sync-running = { $seen } von { $total } Mitgliedern angesehen. Rollen gegeben: { $given }, genommen: { $taken }.
sync-done = Alle { $seen } Mitglieder haben die Rollen ihrer Level. Gegeben: { $given }, genommen: { $taken }.
sync-one-by-one = Ich darf hier die Mitgliederliste nicht lesen, also sehe ich mir die { $seen } mit XP einzeln an.
sync-troubled = { $count ->
        [one] Eine Rolle kann ich nicht vergeben: `/levelroles list` sagt, warum.
       *[other] { $count } Rollen kann ich nicht vergeben: `/levelroles list` sagt, warum.
    }

## Woran es hakt

troubles-title = Rollen, die ich nicht vergeben kann
troubles = Auf **{ $server }** soll es mit Leveln Rollen geben, die ich weder geben noch nehmen kann:
troubles-help = Sobald das behoben ist, holt `/levelroles sync` alles nach. Bis dahin sage ich nichts mehr dazu.
trouble-gone = Die Rolle wurde gelöscht. Mit `/levelroles remove` vergesse ich sie.
trouble-not-allowed = Mir fehlt die Berechtigung „Rollen verwalten“.
trouble-managed = Sie gehört einem Bot oder Discord selbst, also kann niemand sie vergeben.
trouble-too-high = Sie steht über meiner höchsten Rolle. Schieb meine in den Servereinstellungen darüber.
trouble-refused = Discord hat mich nicht gelassen, obwohl alles stimmt. Mit `/levelroles check` versuche ich es noch einmal.

## Ablehnungen

role-everyone = Die haben schon alle.
    .help = Nimm eine andere Rolle.
role-managed = **{ $role }** gehört einem Bot, den Boostern oder einem Abo, also kann niemand sie vergeben.
    .help = Nimm eine Rolle, die ihr selbst angelegt habt.
role-above-you = **{ $role }** steht in der Rollenliste so hoch wie deine höchste oder höher.
    .help = Jemand mit einer höheren Rolle kann das.
role-above-me = **{ $role }** steht in der Rollenliste so hoch wie meine höchste oder höher.
    .help = Schieb meine Rolle in den Servereinstellungen darüber und versuch es noch einmal.
role-unknown = Diese Rolle gibt es hier mit keinem Level.
    .help = `/levelroles list` zeigt die, die es gibt.
roles-none = Hier gibt es noch mit keinem Level eine Rolle, also auch nichts zu vergleichen.
    .help = `/levelroles add` ändert das.
sync-under-way = Ich bin schon dabei: bisher { $seen } von { $total } Mitgliedern.
    .help = Die Nachricht dazu zeigt, wie weit ich bin.

## Aufstiege

level-up-roles = Dazu gibt es { $roles }.
no-role = keine neue Rolle
