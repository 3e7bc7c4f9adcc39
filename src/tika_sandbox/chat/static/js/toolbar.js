// What can be done with a message: one toolbar that follows the pointer and the focus, and its menu.

import { app } from './context.js';
import { commandsOf } from './commands.js';
import { h, icon, iconButton } from './dom.js';
import { openEmojis } from './emoji-picker.js';
import { confirmDialog, openMenu, toast } from './popup.js';
import { react } from './reactions.js';
import { preview } from './message.js';
import { EPHEMERAL } from './store.js';

const MESSAGE_COMMAND = 3;
const QUICK = ['👍', '❤️', '😂'];
let bar = null;

export function startToolbar() {
  const log = document.getElementById('log');
  const follow = (event) => show(event.target.closest?.('[data-message]'));
  log.addEventListener('mouseover', follow);
  log.addEventListener('focusin', follow);
  log.addEventListener('contextmenu', (event) => {
    const row = event.target.closest('[data-message]');
    if (!row || event.target.closest('[data-user], a, img, input, textarea') || String(getSelection())) return;
    event.preventDefault();
    const message = messageOf(row);
    if (message) openMore(message, { x: event.clientX, y: event.clientY }, 'below');
  });
  document.getElementById('messages').addEventListener('mouseleave', () => { if (!bar?.contains(document.activeElement)) hide(); });
  log.addEventListener('keydown', keys);
}

function messageOf(row) {
  return app.session.store.message(app.session.store.place.channel, row.dataset.message);
}

function hide() {
  bar?.remove();
  bar = null;
}

function show(row) {
  if (!row || bar?.parentElement === row) return;
  const message = messageOf(row);
  hide();
  if (!message || message.local || row.classList.contains('editing')) return;
  bar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Message actions' }, buttons(message));
  row.append(bar);
}

function buttons(message) {
  const { store } = app.session;
  const mine = message.author.id === store.me.id;
  const hidden = Boolean(message.flags & EPHEMERAL);
  const reacts = !hidden && store.can('addReactions', message.channel_id);
  return [
    reacts ? QUICK.map((sign) => h('button', { type: 'button', class: 'icon-button quick', 'aria-label': `React with ${sign}`, title: `React with ${sign}`, onclick: () => react(message, { id: null, name: sign }, true) }, sign)) : null,
    reacts ? iconButton('smile', 'Add a reaction', (event) => openEmojis(event.currentTarget, (emoji) => react(message, emoji, true), 'left')) : null,
    mine && !hidden ? iconButton('edit', 'Edit', () => startEdit(message)) : null,
    !hidden && store.can('sendMessages', message.channel_id) ? iconButton('reply', 'Reply', () => app.reply(message)) : null,
    iconButton('more', 'More', (event) => openMore(message, event.currentTarget, 'left')),
  ];
}

async function openMore(message, anchor, side) {
  const { store } = app.session;
  const mine = message.author.id === store.me.id;
  const hidden = Boolean(message.flags & EPHEMERAL);
  const reacts = !hidden && store.can('addReactions', message.channel_id);
  const apps = hidden ? [] : (await commandsOf(app.session, message.channel_id)).filter((one) => one.type === MESSAGE_COMMAND);
  const rows = [
    !hidden && store.can('sendMessages') && ['Reply', icon('reply'), () => app.reply(message)],
    mine && !hidden && ['Edit message', icon('edit'), () => startEdit(message)],
    reacts && ['Add reaction', icon('smile'), () => openEmojis(document.getElementById(`message-${message.id}`) ?? anchor, (emoji) => react(message, emoji, true))],
    message.content && ['Copy text', icon('copy'), () => copy(message.content)],
    store.guildOf(message.channel_id) && !hidden && !message.thread && store.can('createThreads') && ['Create thread', icon('thread'), () => createThread(message)],
    !hidden && store.can('manageMessages') && (message.pinned ? ['Unpin message', icon('pin'), () => pin(message, false)] : ['Pin message', icon('pin'), () => pin(message, true)]),
    apps.length && 'Apps',
    ...apps.map((command) => [command.name, icon('slash'), () => app.session.interactions.command(message.channel_id, command, { target: message.id })]),
    'More',
    ['Copy message ID', icon('copy'), () => copy(message.id)],
    !hidden && (mine || (store.guildOf(message.channel_id) && store.can('manageMessages'))) && ['Delete message', icon('trash'), () => askDelete(message), true],
  ];
  openMenu(anchor, rows, 'Message actions', side);
}

async function attempt(work) {
  try { await work(); } catch (error) { toast(error.message); }
}

const copy = (text) => attempt(async () => { await navigator.clipboard.writeText(text); });
const pin = (message, on) => attempt(() => { const path = `/channels/${message.channel_id}/messages/pins/${message.id}`; return on ? app.session.rest.put(path) : app.session.rest.delete(path); });
const remove = (message) => attempt(() => app.session.rest.delete(`/channels/${message.channel_id}/messages/${message.id}`));

function createThread(message) {
  return attempt(async () => {
    const name = preview(message).slice(0, 60) || 'Thread';
    const thread = await app.session.rest.post(`/channels/${message.channel_id}/messages/${message.id}/threads`, { name });
    app.session.hear('THREAD_CREATE', thread);
    app.open(thread.id);
  });
}

function askDelete(message) {
  confirmDialog('Delete message', h('p', {}, 'Delete this message for everybody? There is no way back.', h('q', { class: 'quoted-block', dir: 'auto' }, preview(message))), 'Delete', () => remove(message));
}

/** Turn a message's text into a box: Enter saves, Escape gives up. */
export function startEdit(message) {
  const row = document.getElementById(`message-${message.id}`);
  const box = row?.querySelector('.content-box');
  if (!box || row.classList.contains('editing')) return;
  hide();
  const before = [...box.childNodes];
  const field = h('textarea', { class: 'edit-field', 'aria-label': 'Edit message', rows: 1, value: message.content, dir: 'auto' });
  const end = () => { row.classList.remove('editing'); box.replaceChildren(...before); document.querySelector('.composer-text')?.focus(); };
  const save = () => {
    const text = field.value.trim();
    end();
    if (!text) askDelete(message);
    else if (text !== message.content) attempt(() => app.session.rest.patch(`/channels/${message.channel_id}/messages/${message.id}`, { content: text }));
  };
  const grow = () => { field.style.height = 'auto'; field.style.height = `${field.scrollHeight}px`; };
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { event.stopPropagation(); end(); }
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); save(); }
  });
  row.classList.add('editing');
  box.replaceChildren(field, h('small', { class: 'edit-hint' }, 'escape to ', h('button', { type: 'button', class: 'as-link', onclick: end }, 'cancel'), ' • enter to ', h('button', { type: 'button', class: 'as-link', onclick: save }, 'save')));
  grow();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

// With a message focused, one letter does it, as in Discord: e, r, +, Backspace.
function keys(event) {
  if (!event.target.matches('[data-message]') || event.ctrlKey || event.metaKey || event.altKey) return;
  const message = messageOf(event.target);
  if (!message || message.local) return;
  const mine = message.author.id === app.session.store.me.id;
  const deeds = { r: () => app.reply(message), e: () => mine && startEdit(message), Delete: () => mine && askDelete(message), Backspace: () => mine && askDelete(message), '+': () => openEmojis(event.target, (emoji) => react(message, emoji, true)) };
  if (!deeds[event.key]) return;
  event.preventDefault();
  deeds[event.key]();
}
