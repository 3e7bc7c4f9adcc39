// The bar over the conversation: where we are, its topic, and the switches for the side columns.

import { app } from './context.js';
import { fill, h, icon, iconButton } from './dom.js';
import { directName } from './channels.js';
import { markdown } from './markdown-view.js';
import { avatar, presenceOf } from './people.js';
import { openPins } from './pins.js';
import { closeThread, openThreads } from './threads.js';
import { isThread } from './permissions.js';

export function drawHeader(node) {
  const { store } = app.session;
  const channel = store.channel(store.place.channel);
  const guild = store.guilds.get(store.place.guild);
  fill(node,
    iconButton('menu', 'Show servers and channels', () => app.drawer('side'), { class: 'icon-button only-phone', 'data-key': 'drawer-side' }),
    channel ? place(store, channel) : h('h2', {}, icon('people', 24), store.place.guild ? 'Welcome' : 'Friends'),
    channel?.topic ? h('div', { class: 'topic', title: channel.topic, dir: 'auto' }, markdown(channel.topic, guild)) : h('div', { class: 'topic' }),
    channel ? tools(guild, channel) : null,
    guild ? iconButton('people', 'Show or hide the member list', () => app.drawer('members'), { 'data-key': 'drawer-members', 'aria-pressed': String(!document.body.classList.contains('no-members')), size: 24 }) : null);
  document.title = `${channel ? (channel.guild_id ? `#${channel.name}` : directName(store, channel)) : 'Tika sandbox'}${guild ? ` · ${guild.name}` : ''}`;
}

function tools(guild, channel) {
  const thread = isThread(channel);
  return [
    guild && !thread ? iconButton('thread', 'Threads', (event) => openThreads(event.currentTarget, channel), { 'data-key': 'threads', size: 24 }) : null,
    thread && !channel.thread_metadata?.archived ? iconButton('check', 'Close the thread', () => closeThread(channel), { 'data-key': 'close-thread', size: 22 }) : null,
    iconButton('pin', 'Pinned messages', (event) => openPins(event.currentTarget, channel), { 'data-key': 'pins', size: 24 }),
  ];
}

function place(store, channel) {
  if (!channel.guild_id) {
    const user = channel.recipients?.[0];
    return h('h2', { 'data-user': user?.id, role: 'button', tabindex: 0 }, avatar(store.users.get(user?.id) ?? user, 24, user ? presenceOf(user.id, null) : null), h('span', { dir: 'auto' }, directName(store, channel)));
  }
  const parent = isThread(channel) ? store.channel(channel.parent_id) : null;
  return h('h2', {},
    parent ? [h('button', { type: 'button', class: 'crumb', onclick: () => app.open(parent.id) }, icon('hash', 22), parent.name), h('span', { class: 'crumb-arrow' }, '›')] : null,
    icon(isThread(channel) ? 'thread' : channel.type === 5 ? 'news' : 'hash', 24), h('span', { dir: 'auto' }, channel.name));
}
