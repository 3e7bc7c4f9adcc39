// The column of channels of a server (by category, with threads and people in voice), or of direct messages.

import { app } from './context.js';
import { fill, h, icon } from './dom.js';
import { compareIds, plural } from './format.js';
import { avatar, presenceOf } from './people.js';
import { isThread } from './permissions.js';
import { walk } from './rail.js';
import { goVoice } from './voice.js';

const CATEGORY = 4;
const SPEAKING = new Set([2, 13]);
const ICONS = { 0: 'hash', 2: 'voice', 5: 'news', 13: 'voice', 15: 'forum', 16: 'forum', 10: 'thread', 11: 'thread', 12: 'thread' };
const folded = new Set();

export function drawChannels(node) {
  const { store } = app.session;
  const guild = store.guilds.get(store.place.guild);
  if (guild) fill(node, title(guild.name), h('div', { class: 'channel-list', 'data-scroll': 'channels' }, guildRows(guild)));
  else fill(node, title('Direct messages'), h('div', { class: 'channel-list', 'data-scroll': 'channels' }, directRows(store)));
  node.onkeydown = walk;
}

function title(name) {
  return h('h1', { class: 'side-title', dir: 'auto', title: name }, name);
}

function guildRows(guild) {
  const seen = [...guild.channels.values()].filter((channel) => channel.type !== CATEGORY && !isThread(channel) && app.session.store.sees(guild, channel));
  if (!seen.length) return h('p', { class: 'empty small' }, 'No channel here is open to you.');
  const categories = [...guild.channels.values()].filter((channel) => channel.type === CATEGORY).sort(byPlace);
  const loose = seen.filter((channel) => !categories.some((one) => one.id === channel.parent_id));
  return [rows(guild, loose), categories.map((category) => categoryRows(guild, category, seen.filter((one) => one.parent_id === category.id)))];
}

function byPlace(a, b) {
  return Number(SPEAKING.has(a.type)) - Number(SPEAKING.has(b.type)) || (a.position ?? 0) - (b.position ?? 0) || compareIds(a.id, b.id);
}

function categoryRows(guild, category, channels) {
  if (!channels.length) return null;
  const shut = folded.has(category.id);
  const flip = () => {
    if (shut) folded.delete(category.id); else folded.add(category.id);
    app.redraw(['channels']);
  };
  const { unread, place } = app.session.store;
  const shown = shut ? channels.filter((one) => unread.has(one.id) || one.id === place.channel) : channels;
  return h('section', { class: `category${shut ? ' shut' : ''}` },
    h('button', { type: 'button', class: 'category-name', 'aria-expanded': String(!shut), onclick: flip, 'data-key': `cat-${category.id}` }, icon('chevron', 12), h('span', { dir: 'auto' }, category.name)),
    rows(guild, shown));
}

function rows(guild, channels) {
  return h('ul', { class: 'rows' }, channels.sort(byPlace).map((channel) => [
    channelRow(channel),
    SPEAKING.has(channel.type) && voices(guild, channel),
    threads(guild, channel),
  ]));
}

function channelRow(channel) {
  const { store } = app.session;
  const mark = store.unread.get(channel.id);
  const chosen = store.place.channel === channel.id;
  const voice = SPEAKING.has(channel.type);
  const inside = voice && store.guilds.get(channel.guild_id)?.voice.get(store.me.id)?.channel_id === channel.id;
  const go = () => (voice ? goVoice(channel.guild_id, inside ? null : channel.id) : app.open(channel.id));
  const spoken = `${channel.name}, ${voice ? 'voice' : isThread(channel) ? 'thread' : 'text'} channel${mark ? ', unread' : ''}${mark?.mentions ? `, ${plural(mark.mentions, 'mention')}` : ''}${inside ? ', connected' : ''}`;
  return h('li', { class: `row channel${chosen ? ' chosen' : ''}${mark ? ' unread' : ''}${isThread(channel) ? ' thread' : ''}` },
    h('button', { type: 'button', 'aria-label': spoken, 'aria-current': chosen ? 'page' : null, 'data-key': `channel-${channel.id}`, 'data-channel-row': channel.id, onclick: go },
      icon(ICONS[channel.type] ?? 'hash', 20), h('span', { class: 'name', dir: 'auto' }, channel.name),
      inside ? h('span', { class: 'leave' }, icon('leave', 16)) : null,
      mark?.mentions ? h('b', { class: 'count', 'aria-hidden': 'true' }, mark.mentions) : null));
}

function voices(guild, channel) {
  const states = [...guild.voice.values()].filter((voice) => voice.channel_id === channel.id);
  if (!states.length) return null;
  const { store } = app.session;
  return h('li', {}, h('ul', { class: 'voices', 'aria-label': `In ${channel.name}` }, states.map((voice) => {
    const user = store.users.get(voice.user_id) ?? { id: voice.user_id };
    return h('li', {}, h('div', { 'data-user': user.id, role: 'button', tabindex: 0 }, avatar(user, 24), h('span', { dir: 'auto' }, store.nameOf(user.id, guild)), silence(voice)));
  })));
}

// Deaf says it all: who does not hear does not speak either.
function silence(voice) {
  const deaf = voice.self_deaf || voice.deaf;
  if (!deaf && !voice.self_mute && !voice.mute) return null;
  const forced = voice.deaf || (!deaf && voice.mute);
  return h('span', { class: `silence${forced ? ' forced' : ''}`, role: 'img', 'aria-label': `${deaf ? 'deafened' : 'muted'}${forced ? ' by the server' : ''}` }, icon(deaf ? 'deaf' : 'mute', 16));
}

function threads(guild, parent) {
  const { place } = app.session.store;
  const own = [...guild.channels.values()].filter((one) => isThread(one) && one.parent_id === parent.id && (!one.thread_metadata?.archived || one.id === place.channel));
  return own.length ? own.sort((a, b) => compareIds(a.id, b.id)).map(channelRow) : null;
}

function directRows(store) {
  const rooms = [...store.dms.values()].sort((a, b) => compareIds(b.last_message_id ?? b.id, a.last_message_id ?? a.id));
  if (!rooms.length) return h('p', { class: 'empty small' }, 'No conversations yet. Open somebody’s profile and press “Message”.');
  return h('ul', { class: 'rows direct' }, rooms.map((channel) => directRow(store, channel)));
}

function directRow(store, channel) {
  const user = channel.recipients?.[0];
  const mark = store.unread.get(channel.id);
  const chosen = store.place.channel === channel.id;
  const name = directName(store, channel);
  return h('li', { class: `row direct${chosen ? ' chosen' : ''}${mark ? ' unread' : ''}` },
    h('button', { type: 'button', 'aria-label': `${name}, direct messages${mark ? ', unread' : ''}`, 'aria-current': chosen ? 'page' : null, 'data-key': `channel-${channel.id}`, 'data-channel-row': channel.id, onclick: () => app.open(channel.id) },
      avatar(store.users.get(user?.id) ?? user, 32, user ? presenceOf(user.id, null) : null), h('span', { class: 'name', dir: 'auto' }, name),
      mark ? h('b', { class: 'count', 'aria-hidden': 'true' }, mark.count) : null));
}

export function directName(store, channel) {
  return channel.name || (channel.recipients ?? []).map((user) => store.nameOf(user.id, null, user)).join(', ') || 'Conversation';
}
