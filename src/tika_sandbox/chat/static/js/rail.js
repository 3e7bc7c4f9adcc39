// The column of servers, with a home button for direct messages.

import { app } from './context.js';
import { fill, h, icon } from './dom.js';
import { plural } from './format.js';
import { guildIcon } from './people.js';

export function drawRail(node) {
  const { store } = app.session;
  const guilds = [...store.guilds.values()];
  fill(node, h('ul', { class: 'rail-list', 'data-scroll': 'rail' },
    item({ id: '@me', name: 'Direct messages', face: icon('home', 26), mark: homeMark(store), go: () => app.openHome() }),
    h('li', { class: 'rail-line', 'aria-hidden': 'true' }),
    guilds.map((guild) => item({ id: guild.id, name: guild.name, face: guildIcon(guild), mark: store.unreadIn(guild), go: () => app.openGuild(guild.id) }))));
  node.onkeydown = walk;
}

function homeMark(store) {
  const marks = [...store.dms.keys()].map((id) => store.unread.get(id)).filter(Boolean);
  return { any: marks.length > 0, mentions: marks.reduce((sum, mark) => sum + mark.count, 0) };
}

function item({ id, name, face, mark, go }) {
  const chosen = (app.session.store.place.guild ?? '@me') === id;
  const spoken = [name, mark.mentions && plural(mark.mentions, 'mention'), !mark.mentions && mark.any && 'unread'].filter(Boolean).join(', ');
  const fields = { type: 'button', class: 'rail-button', 'aria-label': spoken, 'data-tip': name, 'aria-current': chosen ? 'true' : null, 'data-key': `rail-${id}`, onclick: go };
  return h('li', { class: `rail-item${chosen ? ' chosen' : ''}${mark.any ? ' unread' : ''}` },
    h('i', { class: 'pill', 'aria-hidden': 'true' }),
    h('button', fields, face),
    mark.mentions ? h('b', { class: 'count', 'aria-hidden': 'true' }, mark.mentions > 99 ? '99+' : mark.mentions) : null);
}

/** Let the arrow keys walk through the buttons of a list. */
export function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll('button, [role=button], a[href]')];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
}
