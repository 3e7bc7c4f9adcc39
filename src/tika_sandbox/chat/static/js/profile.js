// The card of a person: picture, names, roles, a way to write to them, and the bots' commands about them.

import { app } from './context.js';
import { commandsAbout, runAbout } from './commands.js';
import { h, icon } from './dom.js';
import { colourOf, dayOf, paletteOf, snowflakeTime } from './format.js';
import { avatar, badge, presenceOf } from './people.js';
import { closePopup, openPopup, toast } from './popup.js';
import { roleColour } from './store.js';

/** Show the profile of `userId` beside `anchor`. */
export async function openProfile(anchor, userId) {
  const { session } = app;
  const { store } = session;
  const guild = store.guilds.get(store.place.guild);
  const user = store.users.get(userId);
  if (!user) return;
  const member = guild?.members.get(userId);
  const commands = await commandsAbout(session);
  const colour = colourOf(store.colourNumber(userId, guild)) ?? paletteOf(userId);
  const card = h('div', { class: 'profile' },
    h('div', { class: 'profile-banner', style: { background: colour } }),
    h('div', { class: 'profile-face' }, avatar(user, 80, presenceOf(userId, guild))),
    h('div', { class: 'profile-body' },
      h('h3', { dir: 'auto' }, store.nameOf(userId, guild), ' ', badge(user)), h('p', { class: 'handle' }, user.username),
      h('h4', {}, 'Member since'), h('p', {}, dayOf(snowflakeTime(userId)), member?.joined_at ? ` • here since ${dayOf(new Date(member.joined_at))}` : ''),
      member?.roles?.length ? [h('h4', {}, 'Roles'), rolesView(member, guild)] : null,
      h('div', { class: 'profile-actions' },
        userId === store.me.id ? null : h('button', { type: 'button', class: 'button primary', onclick: () => { closePopup(); session.direct(userId).catch((error) => toast(error.message)); } }, 'Message'),
        member ? h('button', { type: 'button', class: 'button secondary', onclick: () => { closePopup(); app.mention(userId); } }, 'Mention') : null,
        commands.map((command) => h('button', { type: 'button', class: 'button secondary', onclick: () => { closePopup(); runAbout(session, command, userId); } }, icon('slash', 14), ' ', command.name)))));
  openPopup(anchor, card, { label: `Profile of ${store.nameOf(userId, guild)}`, side: anchor.closest?.('#members') ? 'left' : 'below' });
}

function rolesView(member, guild) {
  const own = member.roles.map((id) => guild.roles.get(id)).filter(Boolean).sort((a, b) => b.position - a.position);
  return h('ul', { class: 'profile-roles' }, own.map((role) => h('li', {}, h('i', { class: 'role-dot', style: { background: colourOf(roleColour(role)) } }), h('span', { dir: 'auto' }, role.name))));
}
