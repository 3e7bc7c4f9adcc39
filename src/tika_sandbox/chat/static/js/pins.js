// The pinned messages of a channel, the latest pin first.

import { app } from './context.js';
import { h } from './dom.js';
import { stampOf } from './format.js';
import { dateOf, preview } from './message.js';
import { avatar, personName } from './people.js';
import { closePopup, openPopup } from './popup.js';

/** Show what is pinned in `channel` below `anchor`. */
export async function openPins(anchor, channel) {
  const { store, rest } = app.session;
  const guild = store.guildOf(channel.id);
  let content;
  try {
    const { items } = await rest.get(`/channels/${channel.id}/messages/pins`);
    content = items.length ? h('ul', { class: 'pins' }, items.map(({ message }) => pinView(message, channel, guild))) : h('p', { class: 'empty small' }, 'Nothing is pinned here yet. A message’s menu pins it.');
  } catch (error) {
    content = h('p', { class: 'empty small', role: 'alert' }, error.message);
  }
  openPopup(anchor, h('div', { class: 'side-popup', tabindex: -1 }, h('h2', {}, 'Pinned messages'), content), { label: 'Pinned messages', side: 'end' });
}

function pinView(message, channel, guild) {
  const jump = () => { closePopup(); app.open(channel.id, message.id); };
  return h('li', {}, avatar(message.author, 32),
    h('div', { class: 'pin-words' }, h('p', {}, personName(message.author, guild), ' ', h('time', { class: 'when', datetime: dateOf(message).toISOString() }, stampOf(dateOf(message)))), h('p', { dir: 'auto' }, preview(message) || 'No text')),
    h('button', { type: 'button', class: 'button secondary', onclick: jump }, 'Jump'));
}
