# Roles that come with levels: what admins read about them.

## Commands

command-levelroles = Roles that come with levels.
command-levelroles-list = Show which roles come with which levels, and what is wrong with them.
command-levelroles-add = Let a role come with a level.
command-levelroles-remove = Let a role come with no level any more; whoever has it keeps it.
command-levelroles-sync = Compare the roles of everybody here with their levels, and put them right.
command-levelroles-check = Look again whether I can hand the roles out, or put one member's roles right.
option-levelroles-add-level = The level that brings it
option-levelroles-add-role = The role
option-levelroles-add-mode = What becomes of it when a higher level is reached
option-levelroles-remove-role = Which role; deleted ones are suggested too
option-levelroles-check-member = Whose roles to put right; nobody's if left out
choice-stacked = stays
choice-replaced = is replaced by the next one

## The list

roles-title = Roles that come with levels
roles-empty = No role comes with a level here yet. `/levelroles add` changes that.
roles-line = **Level { $level }** · { $role } · { $mode }
roles-foot = { $count ->
        [one] One role
       *[other] { $count } roles
    } · page { $page } of { $pages }
roles-troubled = { $count ->
        [0] I can hand all of them out
        [one] one can't be handed out
       *[other] { $count } can't be handed out
    }
role-choice = { $role } (level { $level })

## What was decided

role-added-title = It's a deal
role-added-stacked = { $role } comes with **level { $level }** and stays for good.
role-added-replaced = { $role } comes with **level { $level }** and stays until the next role of this kind replaces it.
role-added-later = Whoever is past that level already gets it with their next one, or all at once by `/levelroles sync`.
role-removed-title = Done
role-removed = { $role } no longer comes with level { $level }. Whoever has it keeps it.
role-check-title = Roles put right
role-check = { $member } is on level { $level }, { $count ->
        [0] which brings no role here.
       *[other] which brings { $roles }.
    } I'm looking at it right now.
role-reason = Level { $level }

## Everybody's roles

sync-begun-title = I'm on it
sync-begun = I'm comparing everybody's roles with their levels. A message in this channel tells how far I am, also after a restart.
sync-title = Roles of levels
sync-running = Looked at { $seen } of { $total } members. Roles given: { $given }, taken: { $taken }.
sync-done = All { $seen } members have the roles of their levels. Given: { $given }, taken: { $taken }.
sync-one-by-one = I may not read the list of members here, so I'm looking at the { $seen } who have XP, one by one.
sync-troubled = { $count ->
        [one] One role can't be handed out: `/levelroles list` says why.
       *[other] { $count } roles can't be handed out: `/levelroles list` says why.
    }

## What is wrong

troubles-title = Roles that I can't hand out
troubles = Some roles should come with levels on **{ $server }**, and I can't give or take them:
troubles-help = Once that's mended, `/levelroles sync` makes up for it. I won't bring it up again until then.
trouble-gone = the role was deleted. `/levelroles remove` makes me forget it.
trouble-not-allowed = I'm missing the permission Manage Roles.
trouble-managed = it belongs to a bot or to Discord itself, so nobody can hand it out.
trouble-too-high = it stands above my own highest role. Move mine above it in the server settings.
trouble-refused = Discord didn't let me, although all looks well. `/levelroles check` lets me try again.

## Refusals

role-everyone = Everybody has that one already.
    .help = Choose another role.
role-managed = **{ $role }** belongs to a bot, to boosters or to a subscription, so nobody can hand it out.
    .help = Choose a role that you made yourself.
role-above-you = **{ $role }** stands as high in the list of roles as your own highest, or higher.
    .help = Somebody with a higher role can do it.
role-above-me = **{ $role }** stands as high in the list of roles as my own highest, or higher.
    .help = Move my role above it in the server settings, then try again.
role-unknown = That role doesn't come with any level here.
    .help = `/levelroles list` shows those that do.
roles-none = No role comes with a level here yet, so there is nothing to compare.
    .help = `/levelroles add` changes that.
sync-under-way = I'm on it already: { $seen } of { $total } members so far.
    .help = The message about it tells how far I am.

## Level-ups

level-up-roles = That comes with { $roles }.
no-role = no new role
