// The emoji picker: the server's own first, then the common ones by group, with a search.

import { app } from './context.js';
import { h } from './dom.js';
import { EMOJIS, findEmojis } from './emoji-data.js';
import { customEmoji } from './markdown-view.js';
import { closePopup, openPopup } from './popup.js';

/** Open the picker beside `anchor`; `choose` gets Discord's emoji object ({id, name, animated}). */
export function openEmojis(anchor, choose, side = 'above') {
  const guild = app.session.store.guilds.get(app.session.store.place.guild);
  const own = (guild?.emojis ?? []).filter((emoji) => emoji.available !== false);
  const pick = (emoji) => { closePopup(); choose(emoji); };
  const sign = ({ sign: text, name }) => h('button', { type: 'button', class: 'emoji-button', 'aria-label': name, title: `:${name}:`, onclick: () => pick({ id: null, name: text }) }, text);
  const mine = (emoji) => h('button', { type: 'button', class: 'emoji-button', 'aria-label': emoji.name, title: `:${emoji.name}:`, onclick: () => pick(emoji) }, customEmoji(emoji));
  const group = (name, buttons) => (buttons.length ? h('section', {}, h('h3', {}, name), h('div', { class: 'emoji-grid' }, buttons)) : null);
  const all = () => [group(guild?.name ?? '', own.map(mine)), EMOJIS.map(([name, list]) => group(name, list.map(sign)))];
  const found = (part) => group('Found', [...own.filter((emoji) => emoji.name.toLowerCase().includes(part)).map(mine), ...findEmojis(part, 60).map(sign)]) ?? h('p', { class: 'empty small' }, 'No emoji has this name.');
  const body = h('div', { class: 'emoji-body' }, all());
  const search = h('input', { type: 'search', class: 'list-search', placeholder: 'Find an emoji', 'aria-label': 'Find an emoji', 'data-first': true, oninput: () => {
    const part = search.value.trim().toLowerCase();
    body.replaceChildren(...[part ? found(part) : all()].flat(2).filter(Boolean));
  } });
  search.addEventListener('keydown', (event) => { if (event.key === 'Enter') body.querySelector('button')?.click(); });
  openPopup(anchor, h('div', { class: 'emoji-picker', onkeydown: walkGrid }, search, body), { side, label: 'Emoji' });
}

function walkGrid(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 };
  const buttons = [...event.currentTarget.querySelectorAll('.emoji-button')];
  const at = buttons.indexOf(document.activeElement);
  if (!(event.key in steps) || (at < 0 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  buttons[at < 0 ? 0 : Math.max(0, Math.min(buttons.length - 1, at + steps[event.key]))]?.focus();
}
