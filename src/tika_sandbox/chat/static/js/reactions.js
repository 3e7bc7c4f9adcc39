// Reactions under a message: a press adds or takes back one's own.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { openEmojis } from './emoji-picker.js';
import { listed, plural } from './format.js';
import { emojiOf } from './markdown-view.js';
import { toast } from './popup.js';

const NAMED = 3;

export function reactionsView(message) {
  const add = h('button', { type: 'button', class: 'reaction add', 'aria-label': 'Add a reaction', onclick: () => openEmojis(add, (emoji) => react(message, emoji, true)) }, icon('smile', 18));
  return h('div', { class: 'reactions', role: 'group', 'aria-label': 'Reactions' }, message.reactions.map((one) => h('button', {
    type: 'button', class: `reaction${one.me ? ' mine' : ''}`, 'aria-pressed': String(one.me), 'aria-label': `${one.emoji.name}, ${one.count}`, 'data-key': `${message.id}-${one.emoji.id ?? one.emoji.name}`,
    onclick: () => react(message, one.emoji, !one.me), onmouseenter: (event) => tellWho(event.currentTarget, message, one), onfocus: (event) => tellWho(event.currentTarget, message, one),
  }, emojiOf(one.emoji), h('b', {}, one.count))), add);
}

// Who reacted is asked when somebody wants to know; a changed reaction is a new button and asks again.
async function tellWho(button, message, { emoji, count }) {
  if (button.dataset.tip) return;
  const { store, rest } = app.session;
  try {
    const users = await rest.get(`${pathOf(message, emoji)}?limit=${NAMED}`);
    const guild = store.guildOf(message.channel_id);
    const names = users.map((user) => store.nameOf(user.id, guild, user));
    if (count > names.length) names.push(plural(count - names.length, 'other'));
    button.dataset.tip = `${listed(names)} reacted with ${emoji.id ? `:${emoji.name}:` : emoji.name}`;
    if (button.matches(':hover')) button.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  } catch { /* the number alone says enough */ }
}

function pathOf(message, emoji) {
  const name = encodeURIComponent(emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name);
  return `/channels/${message.channel_id}/messages/${message.id}/reactions/${name}`;
}

/** Add or take back a reaction of mine; a refusal is said in words. */
export async function react(message, emoji, on) {
  const path = `${pathOf(message, emoji)}/@me`;
  try {
    await (on ? app.session.rest.put(path) : app.session.rest.delete(path));
  } catch (error) {
    toast(error.message);
  }
}
