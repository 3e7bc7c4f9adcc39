// Threads of a channel: open ones and archived ones, a new one, and closing one.

import { app } from './context.js';
import { fill, h, icon } from './dom.js';
import { compareIds, plural, relativeOf, snowflakeTime } from './format.js';
import { closePopup, openDialog, openPopup, toast } from './popup.js';
import { isThread } from './permissions.js';

const PUBLIC = 11;
const NEWS = 5;
const NEWS_THREAD = 10;
const DAY_MINUTES = 1440;

/** Show the threads of `channel` below `anchor`. */
export function openThreads(anchor, channel) {
  const { store } = app.session;
  const create = store.can('createThreads', channel.id) ? h('button', { type: 'button', class: 'button primary', onclick: () => { closePopup(); newThread(channel); } }, 'Create') : null;
  const old = h('section', { 'aria-busy': 'true' }, h('p', { class: 'empty small' }, 'Looking for archived threads…'));
  const own = [...store.guildOf(channel.id).channels.values()].filter((one) => isThread(one) && one.parent_id === channel.id && !one.thread_metadata?.archived);
  const live = own.sort((a, b) => compareIds(b.last_message_id ?? b.id, a.last_message_id ?? a.id));
  openPopup(anchor, h('div', { class: 'side-popup', tabindex: -1 }, h('header', {}, h('h2', {}, 'Threads'), create),
    live.length ? group(plural(live.length, 'active thread'), live) : h('p', { class: 'empty small' }, 'No thread is open here.'), old), { label: 'Threads', side: 'end' });
  archived(channel, old);
}

async function archived(channel, section) {
  try {
    const { threads } = await app.session.rest.get(`/channels/${channel.id}/threads/archived/public`);
    fill(section, threads.length ? group('Archived threads', threads.map((one) => ({ ...one, guild_id: channel.guild_id }))) : null);
  } catch (error) {
    fill(section, h('p', { class: 'empty small', role: 'alert' }, error.message));
  }
  section.removeAttribute('aria-busy');
}

function group(name, threads) {
  return h('section', {}, h('h3', {}, name), h('ul', {}, threads.map((thread) => h('li', {}, threadRow(thread)))));
}

function threadRow(thread) {
  const last = snowflakeTime(thread.last_message_id ?? thread.id);
  const open = () => { closePopup(); enter(thread); };
  return h('button', { type: 'button', class: 'thread-row', onclick: open }, icon('thread', 18),
    h('span', { class: 'option-words' }, h('strong', { dir: 'auto' }, thread.name), h('small', {}, `${plural(thread.message_count ?? 0, 'message')} • ${relativeOf(last)}`)));
}

/** Go into a thread; an archived one is not known to the store yet. */
export function enter(thread) {
  if (!app.session.store.channel(thread.id)) app.session.hear('THREAD_CREATE', thread);
  app.open(thread.id);
}

/** Ask for a name and the first words, and start a thread. */
export function newThread(channel) {
  const { session } = app;
  const name = h('input', { type: 'text', id: 'thread-name', maxlength: 100, dir: 'auto', autofocus: true, 'aria-required': 'true' });
  const words = h('textarea', { id: 'thread-words', rows: 4, maxlength: 2000, dir: 'auto' });
  const problem = h('p', { class: 'failure', role: 'alert', hidden: true });
  const create = async (event) => {
    event.preventDefault();
    if (!name.value.trim()) { problem.hidden = false; problem.textContent = 'Give the thread a name.'; name.focus(); return; }
    try {
      const type = channel.type === NEWS ? NEWS_THREAD : PUBLIC;
      const thread = await session.rest.post(`/channels/${channel.id}/threads`, { name: name.value.trim(), type, auto_archive_duration: DAY_MINUTES });
      dialog.close();
      enter(thread);
      if (words.value.trim()) session.say(thread.id, words.value.trim());
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
  };
  const body = h('form', { id: 'new-thread', class: 'modal-form', novalidate: true, onsubmit: create },
    h('div', { class: 'form-field' }, h('label', { for: 'thread-name' }, 'Thread name'), name),
    h('div', { class: 'form-field' }, h('label', { for: 'thread-words' }, 'First message'), words), problem);
  const dialog = openDialog({ title: 'New thread', body, actions: [
    h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'),
    h('button', { type: 'submit', class: 'button primary', form: 'new-thread' }, 'Create thread'),
  ] });
}

/** Archive a thread: it leaves the list of channels, and the next message opens it again. */
export async function closeThread(thread) {
  try {
    await app.session.rest.patch(`/channels/${thread.id}`, { archived: true });
    app.open(thread.parent_id);
  } catch (error) {
    toast(error.message);
  }
}
