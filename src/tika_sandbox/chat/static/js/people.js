// How a person or a server is pictured: avatar, name with role colour, presence dot, APP badge.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { initialsOf, paletteOf, readable } from './format.js';

/** Return a round picture; without one (or if it cannot be loaded) the first letter on a steady colour. */
export function avatar(user, size = 40, status = null) {
  const url = user?.avatar_url ?? (user?.avatar ? `${app.addresses.cdn}/avatars/${user.id}/${user.avatar}.png?size=128` : null);
  const face = url ? picture(url, () => face.replaceWith(letter(user))) : letter(user);
  return h('span', { class: 'avatar', 'aria-hidden': 'true', style: { '--size': `${size}px` } }, face, status && h('i', { class: `presence ${status}` }));
}

function picture(src, onerror) {
  return h('img', { src, alt: '', draggable: 'false', onerror });
}

function letter(user) {
  const name = user?.global_name || user?.username || '?';
  return h('span', { class: 'letter', style: { background: paletteOf(user?.id ?? name) } }, [...name][0]?.toUpperCase() ?? '?');
}

export function guildIcon(guild) {
  const src = guild.icon ? `${app.addresses.cdn}/icons/${guild.id}/${guild.icon}.png?size=96` : null;
  const text = h('span', { class: 'initials', 'data-initials': initialsOf(guild.name) });
  if (!src) return text;
  const face = picture(src, () => face.replaceWith(text));
  return face;
}

/** Return a person's name as a button-like element that opens the profile; `dir=auto` for any script. */
export function personName(user, guild, { member = null, tag = 'span' } = {}) {
  const { store } = app.session;
  const name = member?.nick || store.nameOf(user.id, guild, user);
  return h(tag, { class: 'person', dir: 'auto', role: 'button', tabindex: 0, 'data-user': user.id, style: readable(store.colourNumber(user.id, guild)) }, name);
}

export function badge(user) {
  return user.bot || user.system ? h('span', { class: 'app-badge', title: 'An application speaks here' }, icon('check', 12), 'APP') : null;
}

/** Return 'online', 'idle', 'dnd' or 'offline'. */
export function presenceOf(userId, guild) {
  if (userId === app.session.store.me?.id) return app.session.status === 'online' ? 'online' : 'offline';
  return guild?.presences.get(userId)?.status ?? (guild ? 'offline' : anyPresence(userId));
}

function anyPresence(userId) {
  for (const guild of app.session.store.guilds.values()) {
    const found = guild.presences.get(userId);
    if (found) return found.status;
  }
  return 'offline';
}
