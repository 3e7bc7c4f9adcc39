// The list of messages: grouping, day lines, the NEW line, scrolling, older pages.
// Elements are kept as long as their message object is the same, so that a redraw touches only what changed
// and screen readers announce only what is new.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { dayOf, sameDay } from './format.js';
import { markdown } from './markdown-view.js';
import { dateOf, messageView } from './message.js';
import { directName } from './channels.js';
import { avatar, badge, personName, presenceOf } from './people.js';
import { isThread } from './permissions.js';
import { toast } from './popup.js';
import { EPHEMERAL } from './store.js';

const SAME_SPEECH_MS = 7 * 60_000;
const NEAR_PX = 80;

let kept = new WeakMap();
let shownChannel = null;
let sticky = true;
let newFrom = null;
let wanted = null;

const scroller = () => document.getElementById('messages');

/** Forget all drawn elements: names, roles or the account changed. */
export function forgetDrawn() {
  kept = new WeakMap();
}

/** Show `messageId` in the middle and let it glow, as soon as it is drawn. */
export function jumpTo(messageId) {
  wanted = messageId;
}

export function drawMessages(log) {
  const { session } = app;
  const { store } = session;
  const channelId = store.place.channel;
  const box = scroller();
  if (shownChannel !== `${session.id}/${channelId}`) {
    shownChannel = `${session.id}/${channelId}`;
    newFrom = store.unread.get(channelId)?.first ?? null;
    sticky = true;
    downButton();
    // A new channel's history is not news: silence it for screen readers while it is filled.
    log.setAttribute('aria-live', 'off');
    requestAnimationFrame(() => setTimeout(() => log.setAttribute('aria-live', 'polite'), 500));
  }
  const room = channelId ? store.room(channelId) : null;
  if (room && !room.loaded && !room.busy) session.load(channelId);
  const before = { height: box.scrollHeight, top: box.scrollTop, first: log.querySelector('[data-message]')?.dataset.message };
  patch(log, channelId ? rowsOf(room, store.channel(channelId), store.guildOf(channelId)) : [nowhere(store)]);
  settle(box, log, before);
  read(store, channelId);
  log.querySelector('[data-message]:last-of-type')?.setAttribute('tabindex', '0');
}

function rowsOf(room, channel, guild) {
  const rows = [head(room, channel, guild)];
  if (room.starter && room.complete) rows.push(once(room.starter, 'starter', () => messageView(room.starter, guild, false)));
  let last = null;
  for (const message of room.list) {
    const date = dateOf(message);
    const otherDay = !last || !sameDay(dateOf(last), date);
    if (otherDay) rows.push(once(message, 'day', () => h('li', { class: 'day' }, h('span', {}, dayOf(date)))));
    const fresh = message.id === newFrom;
    if (fresh) rows.push(once(message, 'new', () => h('li', { class: 'new-line', 'aria-label': 'New messages' }, h('span', {}, 'New'))));
    const grouped = !otherDay && !fresh && continues(last, message);
    rows.push(once(message, grouped ? 'grouped' : 'lead', () => messageView(message, guild, grouped)));
    last = message;
  }
  return rows;
}

function continues(last, message) {
  const talks = (last.type === 0 || last.type === 19) && message.type === 0;
  // Webhooks share an id and differ in name.
  const sameVoice = last.author.id === message.author.id && last.author.username === message.author.username;
  return talks && sameVoice && !message.interaction_metadata && !message.message_reference && (last.flags & EPHEMERAL) === (message.flags & EPHEMERAL)
    && dateOf(message) - dateOf(last) < SAME_SPEECH_MS;
}

function once(message, role, make) {
  if (!kept.has(message)) kept.set(message, new Map());
  const views = kept.get(message);
  if (!views.has(role)) views.set(role, make());
  return views.get(role);
}

// Old rows go first and new ones are put between those that stay: nothing that stays is ever moved.
function patch(log, rows) {
  const stay = new Set(rows);
  const focus = log.contains(document.activeElement) ? { key: document.activeElement.dataset.key, message: document.activeElement.closest('[data-message]')?.id } : null;
  for (const row of [...log.children]) if (!stay.has(row)) row.remove();
  rows.forEach((row, index) => { if (log.children[index] !== row) log.insertBefore(row, log.children[index] ?? null); });
  if (!focus || log.contains(document.activeElement)) return;
  const again = (focus.key && log.querySelector(`[data-key="${CSS.escape(focus.key)}"]:not(:disabled)`)) || (focus.message && document.getElementById(focus.message));
  again?.focus({ preventScroll: true });
}

function settle(box, log, before) {
  const target = wanted && document.getElementById(`message-${wanted}`);
  if (target) {
    wanted = null;
    sticky = false;
    target.scrollIntoView({ block: 'center' });
    target.classList.add('glow');
    setTimeout(() => target.classList.remove('glow'), 2000);
  } else if (sticky) {
    box.scrollTop = box.scrollHeight;
  } else if (before.first && log.querySelector('[data-message]')?.dataset.message !== before.first) {
    // Older messages came in above: keep what the reader was looking at in its place.
    box.scrollTop = before.top + (box.scrollHeight - before.height);
  }
}

function read(store, channelId) {
  if (!channelId || !store.unread.has(channelId)) return;
  if (!sticky || document.hidden) { downButton(store.unread.get(channelId).count); return; }
  store.unread.delete(channelId);
  app.redraw(['rail', 'channels']);
}

function head(room, channel, guild) {
  if (room.problem) return h('li', { class: 'start', role: 'alert' }, h('h3', {}, 'Nothing to see'), h('p', {}, room.problem));
  if (!room.loaded || !room.complete) return h('li', { class: 'skeleton', 'aria-label': 'Loading messages' }, [320, 210, 420, 160].map((wide) => h('div', { class: 'ghost' }, h('i'), h('b', { style: { width: `${wide / 3}px` } }), h('b', { style: { width: `${wide}px` } }))));
  if (!guild) return directHead(channel);
  if (channel && isThread(channel)) return threadHead(channel, guild);
  return h('li', { class: 'start' }, h('span', { class: 'start-sign' }, icon('hash', 40)),
    h('h3', { dir: 'auto' }, `Welcome to #${channel?.name ?? ''}!`),
    h('p', {}, `This is the start of the #${channel?.name ?? ''} channel. `, channel?.topic ? markdown(channel.topic, guild) : null));
}

function threadHead(channel, guild) {
  const owner = app.session.store.users.get(channel.owner_id);
  return h('li', { class: 'start' }, h('span', { class: 'start-sign' }, icon('thread', 40)), h('h3', { dir: 'auto' }, channel.name),
    h('p', {}, 'Started by ', owner ? personName(owner, guild) : 'somebody who left', channel.thread_metadata?.archived ? '. It is archived; the next message opens it again.' : '.'));
}

function directHead(channel) {
  const { store } = app.session;
  const user = channel?.recipients?.[0];
  return h('li', { class: 'start' }, avatar(store.users.get(user?.id) ?? user, 80), h('h3', { dir: 'auto' }, channel ? directName(store, channel) : ''), h('p', {}, 'This is the beginning of your direct messages.'));
}

function nowhere(store) {
  if (!store.me) return h('li', { class: 'start centre' }, h('h3', {}, 'Connecting…'));
  if (!store.place.guild) return friends(store);
  return h('li', { class: 'start centre' }, h('span', { class: 'start-sign' }, icon('home', 40)), h('h3', {}, 'Quiet in here'), h('p', {}, 'No text channel here is open to you.'));
}

// Everybody that one shares a server with, those who are there first.
function friends(store) {
  const away = (user) => Number(presenceOf(user.id, null) === 'offline');
  const all = [...store.users.values()].filter((user) => user.id !== store.me.id && [...store.guilds.values()].some((guild) => guild.members.has(user.id)));
  const name = (user) => store.nameOf(user.id, null, user);
  all.sort((a, b) => away(a) - away(b) || name(a).localeCompare(name(b)));
  const write = (user) => app.session.direct(user.id).catch((error) => toast(error.message));
  return h('li', { class: 'start friends' }, h('h3', {}, 'Friends'), h('p', {}, 'Write to somebody, or pick a server on the left.'), h('ul', {}, all.map((user) => h('li', {}, h('button', { type: 'button', class: 'friend', 'data-key': `friend-${user.id}`, onclick: () => write(user) },
    avatar(user, 32, presenceOf(user.id, null)), h('span', { class: 'option-words' }, h('strong', { dir: 'auto' }, name(user)), h('small', {}, away(user) ? 'Offline' : 'Online')), badge(user), icon('home', 20))))));
}

function downButton(count = 0) {
  const old = document.getElementById('to-present');
  old?.remove();
  if (sticky) return;
  const go = () => { sticky = true; scroller().scrollTop = scroller().scrollHeight; app.redraw(['messages']); };
  document.getElementById('messages').after(h('button', { type: 'button', id: 'to-present', onclick: go }, count ? `${count} new ${count === 1 ? 'message' : 'messages'}` : 'Jump to present', icon('down', 16)));
}

/** Wire scrolling and the keys of the list; called once. */
export function startMessages() {
  const box = scroller();
  let last = { top: 0, size: '' };
  const size = () => `${box.scrollHeight}/${box.clientHeight}`;
  box.addEventListener('scroll', () => {
    const was = sticky;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    // Only moving up leaves the end, and only if nothing changed its size: pictures that arrive and lines
    // that vanish move the end too, but that is nobody's wish.
    if (near) sticky = true;
    else if (box.scrollTop < last.top && size() === last.size) sticky = false;
    last = { top: box.scrollTop, size: size() };
    const { store } = app.session;
    if (was !== sticky) { downButton(); app.redraw(['messages']); }
    if (box.scrollTop < 400 && store.place.channel) app.session.loadOlder(store.place.channel);
  }, { passive: true });
  // Pictures that arrive late push the end away; whoever was at the end stays there.
  const resized = new ResizeObserver(() => {
    if (sticky) box.scrollTop = box.scrollHeight;
    last = { top: box.scrollTop, size: size() };
  });
  resized.observe(document.getElementById('log'));
  resized.observe(box);
  document.addEventListener('visibilitychange', () => app.redraw(['messages']));
  box.addEventListener('keydown', walkMessages);
}

function walkMessages(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const own = event.target === scroller() || event.target.matches?.('[data-message]');
  if (!step || !own) return;
  const all = [...document.querySelectorAll('#log [data-message]')];
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? all.at(-1) : all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
