// The message box: drafts per channel, replies, files, suggestions, and picked commands.

import { app } from './context.js';
import { directName } from './channels.js';
import { CommandForm } from './command-form.js';
import { fill, h, icon, iconButton } from './dom.js';
import { withEmojis } from './emoji-data.js';
import { openEmojis } from './emoji-picker.js';
import { sizeOf } from './format.js';
import { isThread } from './permissions.js';
import { startEdit } from './toolbar.js';
import { personName } from './people.js';
import { newPoll } from './poll-form.js';
import { openMenu } from './popup.js';
import { Suggestions } from './suggestions.js';
import { newThread } from './threads.js';
import { exactCommand, suggest } from './triggers.js';

const LONGEST = 2000;
const TYPING_EVERY_MS = 8000;
const ASK_AGAIN_MS = 1000;

/** The box of one channel of one account. */
class Composer {
  constructor(session, channelId) {
    Object.assign(this, { session, channelId });
    const { store } = session;
    if (!store.drafts.has(channelId)) store.drafts.set(channelId, { text: '', files: [], reply: null, ping: true, marks: [] });
    this.draft = store.drafts.get(channelId);
    this.list = new Suggestions();
    this.top = h('div', { class: 'composer-top' });
    this.row = h('div', { class: 'composer-row' });
    this.node = h('form', { class: 'composer-box', onsubmit: (event) => { event.preventDefault(); this.send(); } }, this.list.node, this.top, this.row);
    this.plain();
  }

  get name() {
    const { store } = this.session;
    const channel = store.channel(this.channelId);
    return channel?.guild_id ? `#${channel.name}` : `@${channel ? directName(store, channel) : ''}`;
  }

  /** Show the plain text box. */
  plain() {
    this.form = null;
    this.field = h('textarea', {
      class: 'composer-text', rows: 1, dir: 'auto', 'aria-label': `Message ${this.name}`, placeholder: `Message ${this.name}`, value: this.draft.text,
      'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', autocomplete: 'off',
    });
    const picker = h('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files to attach', onchange: () => { this.addFiles([...picker.files]); picker.value = ''; } });
    const emoji = iconButton('smile', 'Pick an emoji', () => openEmojis(emoji, (one) => this.insert(one.id ? `:${one.name}: ` : one.name)), { size: 24 });
    fill(this.row, picker, iconButton('plus', 'Add files and more', (event) => this.more(event.currentTarget, picker), { class: 'icon-button attach', 'aria-haspopup': 'menu', size: 22 }), this.field,
      this.counter = h('span', { class: 'counter', 'aria-live': 'polite' }), emoji,
      h('button', { type: 'submit', class: 'icon-button send', 'aria-label': 'Send message', title: 'Send message' }, icon('send', 20)));
    this.listen();
    this.drawTop();
    this.grow();
  }

  more(anchor, picker) {
    const { session, channelId } = this;
    const channel = session.store.channel(channelId);
    openMenu(anchor, [
      session.store.can('attachFiles', channelId) && ['Upload a file', icon('file'), () => picker.click()],
      channel?.guild_id && !isThread(channel) && session.store.can('createThreads', channelId) && ['Create thread', icon('thread'), () => newThread(channel)],
      session.store.can('sendPolls', channelId) && ['Create poll', icon('poll'), () => newPoll(session, channelId)],
      ['Use apps', icon('slash'), () => { this.field.value = '/'; this.field.focus(); this.field.dispatchEvent(new Event('input')); }],
    ], 'Add to the message', 'above');
  }

  listen() {
    const { field } = this;
    field.addEventListener('input', () => { this.draft.text = field.value; this.grow(); this.typing(); this.offer(); });
    field.addEventListener('click', () => this.offer());
    field.addEventListener('focus', () => this.offer());
    field.addEventListener('blur', () => this.list.close());
    field.addEventListener('paste', (event) => { if (event.clipboardData.files.length) { event.preventDefault(); this.addFiles([...event.clipboardData.files]); } });
    field.addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    if (event.isComposing || this.list.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); this.send(); }
    else if (event.key === 'Escape') this.escape();
    else if (event.key === 'ArrowUp' && !this.field.value) this.editLast(event);
  }

  escape() {
    if (this.draft.reply) this.reply(null);
    else document.getElementById('messages').scrollTop = 1e9;
  }

  editLast(event) {
    const { store } = this.session;
    const mine = store.room(this.channelId).list.filter((message) => message.author.id === store.me.id && !message.local && message.type !== 20);
    if (!mine.length) return;
    event.preventDefault();
    startEdit(mine.at(-1));
  }

  grow() {
    const { field } = this;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight / 2)}px`;
    const left = LONGEST - [...field.value].length;
    this.counter.textContent = left < 200 ? String(left) : '';
    this.counter.classList.toggle('over', left < 0);
  }

  typing() {
    const now = Date.now();
    if (!this.field.value.trim() || this.field.value.startsWith('/') || now - (this.typed ?? 0) < TYPING_EVERY_MS) return;
    this.typed = now;
    this.session.rest.post(`/channels/${this.channelId}/typing`).catch(() => { /* a missing hint is no loss */ });
  }

  async offer() {
    const turn = this.turn = (this.turn ?? 0) + 1;
    const show = (found) => {
      if (document.activeElement === this.field) this.list.show(this.field, found);
      else this.list.close();
    };
    const found = await suggest(this, (note) => { if (!this.list.open) show({ items: [], note }); });
    if (turn !== this.turn || this.form) return;
    if (found?.exact) { this.command(found.exact); return; }
    if (!found) { this.list.close(); return; }
    show(found);
    // Whoever types before a bot has registered its commands sees them as soon as it has.
    if (found.again) setTimeout(() => { if (turn === this.turn && this.list.open) this.offer(); }, ASK_AGAIN_MS);
  }

  /** Put `text` at the caret, in place of the last `replace` characters. */
  insert(text, replace = 0) {
    if (this.form) { document.execCommand('insertText', false, text); return; }
    const { field } = this;
    const at = field.selectionEnd;
    field.setRangeText(text, at - replace, at, 'end');
    field.focus();
    field.dispatchEvent(new Event('input'));
  }

  /** Write a mention as a name; it becomes `mark` when sent. */
  mention(shown, mark, replace) {
    this.draft.marks.push({ shown, mark });
    this.insert(`${shown} `, replace);
  }

  /** Put a picked command into the box. */
  command(command) {
    this.list.close();
    this.draft.text = '';
    const { store } = this.session;
    this.form = new CommandForm({ session: this.session, guild: store.guildOf(this.channelId), channelId: this.channelId, command, list: this.list, leave: (text) => {
      this.list.close();
      this.draft.text = text;
      this.plain();
      this.field.focus();
    } });
    fill(this.row, this.form.node);
    this.form.focus();
  }

  reply(message) {
    this.draft.reply = message;
    this.draft.ping = true;
    this.drawTop();
    if (!this.form) this.field.focus();
  }

  addFiles(files) {
    this.draft.files.push(...files.slice(0, 10 - this.draft.files.length));
    this.drawTop();
  }

  drawTop() {
    const { draft, session } = this;
    const ping = () => { draft.ping = !draft.ping; this.drawTop(); };
    fill(this.top,
      draft.reply ? h('div', { class: 'reply-to' }, h('span', {}, 'Replying to ', personName(draft.reply.author, session.store.guildOf(this.channelId))),
        h('button', { type: 'button', class: `ping${draft.ping ? ' on' : ''}`, 'aria-pressed': String(draft.ping), title: 'Whether the author is notified', 'data-key': 'ping', onclick: ping }, draft.ping ? '@ ON' : '@ OFF'),
        iconButton('close', 'Cancel the reply', () => this.reply(null), { size: 16 })) : null,
      draft.files.length ? h('ul', { class: 'tray', 'aria-label': 'Files to send' }, draft.files.map((file, index) => this.fileCard(file, index))) : null);
  }

  fileCard(file, index) {
    const drop = () => { this.draft.files.splice(index, 1); this.drawTop(); };
    const face = file.type.startsWith('image/') ? h('img', { src: URL.createObjectURL(file), alt: '', onload: (event) => URL.revokeObjectURL(event.target.src) }) : icon('file', 40);
    return h('li', {}, face, h('span', { dir: 'auto' }, file.name), h('small', {}, sizeOf(file.size)), iconButton('trash', `Remove ${file.name}`, drop));
  }

  async send() {
    if (this.form) { this.form.send(); return; }
    const text = this.field.value.trim();
    const { draft, session } = this;
    if ((!text && !draft.files.length) || [...text].length > LONGEST) return;
    const exact = text.startsWith('/') && await exactCommand(session, this.channelId, text);
    if (exact) { this.command(exact); return; }
    const { files, reply, ping } = draft;
    const content = this.marked(text);
    Object.assign(draft, { text: '', files: [], reply: null, ping: true, marks: [] });
    this.field.value = '';
    this.grow();
    this.drawTop();
    this.list.close();
    this.typed = 0;
    document.getElementById('messages').scrollTop = 1e9;
    session.say(this.channelId, content, { reply, ping, files });
  }

  // Names become marks: those picked from the list, and plain @names that fit exactly one member.
  marked(text) {
    const { store } = this.session;
    const guild = store.guildOf(this.channelId);
    let result = text;
    for (const { shown, mark } of [...this.draft.marks].sort((a, b) => b.shown.length - a.shown.length)) result = result.split(shown).join(mark);
    const byName = new Map([...(guild?.members.values() ?? [])].map((member) => [member.user.username.toLowerCase(), member.user.id]));
    result = result.replace(/(?<![<\w])@([\w.-]+)/g, (whole, name) => (byName.has(name.toLowerCase()) ? `<@${byName.get(name.toLowerCase())}>` : whole));
    return withEmojis(result, guild?.emojis);
  }
}

let shown = null;

/** Draw the box of the place that is looked at; an unchanged place keeps its box and caret. */
export function drawComposer(node) {
  const { session } = app;
  const channel = session.store.channel(session.store.place.channel);
  const open = channel && session.store.can(channel.type >= 10 && channel.type <= 12 ? 'sendInThreads' : 'sendMessages', channel.id);
  const key = channel ? `${session.id}/${channel.id}/${open}/${channel.name}` : null;
  if (key && shown?.key === key && shown.session === session) return;
  if (!channel) { shown = null; fill(node); return; }
  if (!open) {
    shown = { key, session, composer: null };
    fill(node, h('div', { class: 'composer-box locked' }, 'You do not have permission to send messages in this channel.'));
    return;
  }
  const composer = new Composer(session, channel.id);
  const hadFocus = node.contains(document.activeElement) || document.activeElement === document.body;
  shown = { key, session, composer };
  fill(node, composer.node);
  composer.grow();
  if (hadFocus && matchMedia('(hover: hover)').matches) composer.field.focus({ preventScroll: true });
}

export function composer() {
  return shown?.composer ?? null;
}
