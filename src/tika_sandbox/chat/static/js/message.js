// One message: reply bar, avatar, author, text, embeds, files, components, reactions, notes.

import { app } from './context.js';
import { componentsView, dots } from './components.js';
import { h, icon } from './dom.js';
import { embedView } from './embeds.js';
import { fullOf, plural, snowflakeTime, stampOf, timeOf } from './format.js';
import { markdown } from './markdown-view.js';
import { parse, plainText } from './markdown.js';
import { attachmentsView } from './media.js';
import { avatar, badge, personName } from './people.js';
import { pollView } from './polls.js';
import { reactionsView } from './reactions.js';
import { EPHEMERAL, LOADING } from './store.js';

const V2 = 32768;

/** Return a message as a list item; `grouped` ones follow the same author and show no head. */
export function messageView(message, guild, grouped) {
  const { store } = app.session;
  const date = message.local ? new Date(message.timestamp) : dateOf(message);
  if (SYSTEM[message.type]) return systemView(message, guild, date);
  const ephemeral = Boolean(message.flags & EPHEMERAL);
  const classes = ['message', grouped ? 'grouped' : 'lead', ephemeral && 'ephemeral', message.pending && 'pending', message.problem && 'failed',
    !message.local && message.author.id !== store.me.id && guild && store.mentionsMe(message) && 'mentioned'].filter(Boolean).join(' ');
  return h('li', { class: classes, id: `message-${message.id}`, 'data-message': message.id, 'data-author': message.author.id, tabindex: -1, 'aria-label': spoken(message, guild, date) },
    grouped ? null : overline(message, guild),
    h('div', { class: 'gutter' }, grouped ? h('time', { class: 'small-time', datetime: date.toISOString() }, timeOf(date)) : h('span', { 'data-user': message.author.id, class: 'face-button' }, avatar(message.author, 40))),
    h('div', { class: 'body' },
      grouped ? null : h('div', { class: 'byline' }, personName(message.author, guild, { member: message.member }), badge(message.author), h('time', { class: 'when', datetime: date.toISOString(), title: fullOf(date) }, stampOf(date))),
      h('div', { class: 'content-box' }, contentOf(message, guild)),
      accessories(message, guild),
      notes(message, ephemeral)));
}

export function dateOf(message) {
  return message.timestamp ? new Date(message.timestamp) : snowflakeTime(message.id);
}

function spoken(message, guild, date) {
  const { store } = app.session;
  return `${store.nameOf(message.author.id, guild, message.author)}, ${timeOf(date)}: ${preview(message) || 'no text'}`;
}

/** Return a message's text on one line, with names instead of ids. */
export function preview(message) {
  const { store } = app.session;
  const guild = store.guildOf(message.channel_id);
  const text = (message.content ?? '').replace(/<@!?(\d+)>/g, (_, id) => `@${store.nameOf(id, guild)}`).replace(/<#(\d+)>/g, (_, id) => `#${store.channel(id)?.name ?? 'unknown'}`).replace(/<t:\d+(?::\w)?>/g, '(time)');
  return plainText(parse(text)).trim() || message.embeds?.[0]?.title || message.embeds?.[0]?.description?.slice(0, 120) || (message.attachments?.length ? 'Attachment' : message.poll ? message.poll.question?.text : textOf(message.components) ?? '');
}

function textOf(components = []) {
  for (const one of components) {
    const found = one.type === 10 ? one.content : textOf(one.components);
    if (found) return plainText(parse(found)).slice(0, 120);
  }
  return undefined;
}

function overline(message, guild) {
  if (message.type === 19 || (message.message_reference && 'referenced_message' in message && message.type !== 6)) return replyBar(message.referenced_message, guild, message.channel_id);
  const about = message.interaction_metadata ?? message.interaction;
  const name = message.command_name ?? message.interaction?.name ?? about?.name;
  return about?.user && name ? usedBar(about.user, name, guild) : null;
}

function replyBar(answered, guild, channelId) {
  if (!answered) return h('div', { class: 'overline' }, h('i', { class: 'spine' }), h('em', {}, 'Original message was deleted'));
  const go = () => app.open(channelId, answered.id);
  return h('div', { class: 'overline' }, h('i', { class: 'spine' }), avatar(answered.author, 16), personName(answered.author, guild),
    h('button', { type: 'button', class: 'quoted', dir: 'auto', 'aria-label': `Reply to: ${preview(answered)}. Jump to it.`, onclick: go }, preview(answered) || h('em', {}, 'Click to see attachment')));
}

// Only the names of context menu commands have capitals; those are not typed, so they get no slash.
function usedBar(user, name, guild) {
  const typed = name === name.toLowerCase();
  return h('div', { class: 'overline used' }, h('i', { class: 'spine' }), avatar(user, 16), personName(user, guild), ' used ', h('span', { class: 'mention' }, typed ? `/${name}` : name));
}

function contentOf(message, guild) {
  if (message.sending) return h('div', { class: 'thinking' }, dots(), ' Sending command…');
  if (message.flags & LOADING) return h('div', { class: 'thinking' }, dots(), ` ${app.session.store.nameOf(message.author.id, guild, message.author)} is thinking…`);
  if (!message.content || message.flags & V2) return null;
  return h('div', { class: 'content', dir: 'auto' }, markdown(message.content, guild, { jumbo: true }), message.edited_timestamp ? h('span', { class: 'edited', title: fullOf(new Date(message.edited_timestamp)) }, '(edited)') : null);
}

function accessories(message, guild) {
  const files = message.attachments ?? [];
  const shown = message.flags & V2 ? [] : files.filter((file) => !(message.embeds ?? []).some((embed) => [embed.image?.url, embed.thumbnail?.url].some((url) => url && (url === `attachment://${file.filename}` || url === file.url))));
  const parts = [
    shown.length ? attachmentsView(shown) : null,
    message.flags & 4 ? null : (message.embeds ?? []).map((embed) => embedView(embed, guild, files)),
    message.poll ? pollView(message) : null,
    message.sticker_items?.length ? message.sticker_items.map((sticker) => h('span', { class: 'sticker' }, sticker.name)) : null,
    message.components?.length ? h('div', { class: 'components' }, componentsView(message, guild)) : null,
    message.reactions?.length ? reactionsView(message) : null,
    message.thread ? threadBar(message.thread) : null,
  ];
  return h('div', { class: 'accessories' }, parts);
}

function threadBar(started) {
  const thread = app.session.store.channel(started.id) ?? started;
  return h('button', { type: 'button', class: 'thread-bar', onclick: () => app.enter(thread) }, icon('thread', 18), h('strong', { dir: 'auto' }, thread.name), h('span', {}, `${plural(thread.message_count ?? 0, 'message')} ›`));
}

function notes(message, ephemeral) {
  const dismiss = () => { app.session.store.remove(message.channel_id, [message.id]); app.redraw(['messages']); };
  return [
    message.failure ? h('div', { class: 'failure', role: 'alert' }, message.failure) : null,
    message.problem ? h('div', { class: 'failure', role: 'alert' }, message.problem, message.retry ? h('button', { type: 'button', class: 'as-link', onclick: () => { dismiss(); message.retry(); } }, 'Try again') : null, h('button', { type: 'button', class: 'as-link', onclick: dismiss }, 'Dismiss')) : null,
    ephemeral && !message.problem ? h('div', { class: 'only-you' }, icon('eye', 14), 'Only you can see this •', h('button', { type: 'button', class: 'as-link', onclick: dismiss }, 'Dismiss message')) : null,
  ];
}

const named = (message, guild) => personName(message.author, guild);
const SYSTEM = {
  1: (m, guild) => [named(m, guild), ' added somebody to the group.'],
  6: (m, guild) => [named(m, guild), ' pinned ', m.message_reference?.message_id ? h('button', { type: 'button', class: 'as-link', onclick: () => app.open(m.channel_id, m.message_reference.message_id) }, 'a message') : 'a message', ' to this channel.'],
  7: (m, guild) => ['Welcome, ', named(m, guild), '. Good to have you here.'],
  8: (m, guild) => [named(m, guild), ' boosted the server!'],
  18: (m, guild) => [named(m, guild), ' started a thread: ', h('button', { type: 'button', class: 'as-link', onclick: () => app.open(m.message_reference?.channel_id ?? m.id) }, m.content)],
};
const SIGNS = { 6: 'pin', 7: 'send', 18: 'thread' };

function systemView(message, guild, date) {
  return h('li', { class: 'message system', id: `message-${message.id}`, 'data-message': message.id, tabindex: -1 },
    h('div', { class: 'gutter' }, icon(SIGNS[message.type] ?? 'smile', 18)),
    h('div', { class: 'body' }, h('div', { class: 'content' }, SYSTEM[message.type](message, guild), ' ', h('time', { class: 'when', datetime: date.toISOString() }, stampOf(date))), message.reactions?.length ? reactionsView(message) : null));
}
