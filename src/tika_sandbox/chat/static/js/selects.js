// Select menus: of given options, or of the server's people, roles and channels.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { colourOf } from './format.js';
import { emojiOf } from './markdown-view.js';
import { avatar } from './people.js';
import { closePopup, openPopup } from './popup.js';
import { roleColour } from './store.js';

const SHOWN = 100;

/** Return the select of a message; picking sends it (several picks are sent when the list closes). */
export function selectView(component, { message, guild }) {
  const { store, interactions } = app.session;
  const picked = store.picks.get(message.id)?.get(component.custom_id);
  const send = (values) => {
    if (!store.picks.has(message.id)) store.picks.set(message.id, new Map());
    store.picks.get(message.id).set(component.custom_id, values);
    interactions.component(message, component, values);
  };
  return selectButton(component, guild, { picked, send, disabled: Boolean(message.waiting), waiting: message.waiting === component.custom_id, key: `${message.id}-${component.custom_id}` });
}

/** Return a select's button. `send(values)` is called once the choice is made. */
export function selectButton(component, guild, { picked, send, disabled = false, waiting = false, key = null, id = null }) {
  const options = optionsOf(component, guild);
  let values = picked ?? defaultsOf(component);
  const button = h('button', {
    type: 'button', id, class: `select${waiting ? ' waiting' : ''}`, disabled: component.disabled || disabled, 'aria-haspopup': 'listbox', 'data-key': key, 'aria-label': component.placeholder ?? 'Make a selection',
    onclick: () => openList(button, component, options, values, (next) => { values = next; face(); send(next); }),
  });
  const face = () => {
    const chosen = options.filter((option) => values.includes(option.value));
    button.replaceChildren(h('span', { class: chosen.length ? 'select-value' : 'select-placeholder', dir: 'auto' }, chosen.length ? chosen.map((option) => h('span', { class: 'chip' }, option.emoji ? emojiOf(option.emoji) : null, option.label)) : component.placeholder ?? 'Make a selection'), icon('chevron', 20));
  };
  face();
  return button;
}

function defaultsOf(component) {
  return component.type === 3 ? component.options.filter((option) => option.default).map((option) => option.value) : (component.default_values ?? []).map((one) => one.id);
}

function optionsOf(component, guild) {
  const sources = { 3: () => component.options, 5: () => people(guild), 6: () => roles(guild), 7: () => [...people(guild), ...roles(guild)], 8: () => channels(guild, component.channel_types) };
  return sources[component.type]();
}

/** Return everybody as options ({value, label, face}), for selects and command options. */
export function people(guild) {
  const { store } = app.session;
  const users = guild ? [...guild.members.values()].map((member) => member.user) : [...store.users.values()];
  return users.map((user) => ({ value: user.id, label: store.nameOf(user.id, guild, user), description: user.username, face: avatar(user, 20) })).sort((a, b) => a.label.localeCompare(b.label));
}

export function roles(guild) {
  const all = [...(guild?.roles.values() ?? [])].sort((a, b) => b.position - a.position);
  return all.map((role) => ({ value: role.id, label: role.name.replace(/^@?/, '@'), face: h('i', { class: 'role-dot', style: { background: colourOf(roleColour(role)) } }) }));
}

export function channels(guild, types = null) {
  const all = [...(guild?.channels.values() ?? [])].filter((channel) => (types?.length ? types.includes(channel.type) : true) && app.session.store.sees(guild, channel));
  return all.map((channel) => ({ value: channel.id, label: channel.name, face: icon(channel.type === 2 ? 'voice' : 'hash', 18) }));
}

function openList(button, component, options, before, done) {
  const [least, most] = [component.min_values ?? 1, component.max_values ?? 1];
  const several = most > 1;
  const chosen = new Set(before);
  const rows = h('div', { role: 'listbox', class: 'listbox', 'aria-multiselectable': several ? 'true' : null, 'aria-label': component.placeholder ?? 'Options' });
  const search = component.type !== 3 || options.length > 12 ? h('input', { class: 'list-search', type: 'search', placeholder: 'Search', 'aria-label': 'Search options', 'data-first': true, oninput: () => list() }) : null;
  const pick = (option) => {
    if (!several) { closePopup(); done([option.value]); return; }
    if (chosen.has(option.value)) chosen.delete(option.value);
    else if (chosen.size < most) chosen.add(option.value);
    list(option.value);
  };
  const list = (focus = null) => {
    const wanted = (search?.value ?? '').trim().toLowerCase();
    const found = options.filter((option) => `${option.label} ${option.description ?? ''}`.toLowerCase().includes(wanted)).slice(0, SHOWN);
    rows.replaceChildren(...found.map((option) => optionRow(option, chosen.has(option.value), several, () => pick(option))));
    if (!found.length) rows.append(h('p', { class: 'empty small' }, 'Nothing matches.'));
    if (focus) rows.querySelector(`[data-value="${CSS.escape(focus)}"]`)?.focus();
  };
  list();
  const finish = () => {
    const values = [...chosen].filter((value) => options.some((option) => option.value === value));
    const changed = values.length !== before.length || values.some((value) => !before.includes(value));
    if (several && changed && values.length >= least) done(values);
  };
  const box = h('div', { class: 'list-box', style: { minWidth: `${button.offsetWidth}px` }, onkeydown: walkOptions }, search, rows, several ? h('small', { class: 'list-hint' }, `Pick ${least === most ? most : `${least} to ${most}`}, then close the list.`) : null);
  openPopup(button, box, { onClose: finish, label: 'Options' });
}

function optionRow(option, chosen, several, pick) {
  return h('div', { role: 'option', class: 'option', tabindex: -1, 'aria-selected': String(chosen), 'data-value': option.value, onclick: pick },
    option.face?.cloneNode(true) ?? (option.emoji ? emojiOf(option.emoji) : null),
    h('span', { class: 'option-words' }, h('span', { dir: 'auto' }, option.label), option.description ? h('small', { dir: 'auto' }, option.description) : null),
    several ? h('span', { class: `tick${chosen ? ' on' : ''}` }, chosen ? icon('check', 14) : null) : chosen ? icon('check', 18) : null);
}

function walkOptions(event) {
  const rows = [...event.currentTarget.querySelectorAll('[role=option]')];
  const at = rows.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key in moves) {
    event.preventDefault();
    rows[Math.max(0, Math.min(moves[event.key], rows.length - 1))]?.focus();
  } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
    event.preventDefault();
    rows[at].click();
  } else if (event.key === 'Enter' && rows.length) {
    event.preventDefault();
    rows[0].click();
  }
}
