// What the text before the caret asks for: /commands, @people, #channels, :emojis:.

import { commandsOf, findCommands, mustFetch } from './commands.js';
import { h } from './dom.js';
import { findEmojis } from './emoji-data.js';
import { customEmoji } from './markdown-view.js';
import { avatar } from './people.js';
import { channels, people, roles } from './selects.js';

const MOST = 12;

/**
 * Return {title, items} for the box, {exact: command} once a whole command name is typed, or null. With
 * `again` nothing was found yet, but a bot may be about to bring it. `meanwhile(note)` tells what it waits for.
 */
export async function suggest(box, meanwhile) {
  const { field, session, channelId } = box;
  const before = field.value.slice(0, field.selectionEnd);
  if (/^\/[^\n]*$/.test(field.value)) {
    if (mustFetch(session, channelId)) meanwhile('Looking for commands…');
    const list = await commandsOf(session, channelId);
    return slash(box, field.value.slice(1), list);
  }
  const [, sign, part] = /(?:^|\s)([@#:])([^\s@#:]{0,32})$/u.exec(before) ?? [];
  if (!sign || (sign === ':' && part.length < 2)) return null;
  const found = { '@': mentions, '#': places, ':': emojis }[sign](box, part.toLowerCase());
  return found.items.length ? found : null;
}

function slash(box, typed, list) {
  const exact = typed.endsWith(' ') && list.find((command) => command.type === 1 && command.full_name === typed.trim());
  if (exact) return { exact };
  const found = findCommands(list, typed);
  if (!found.length) return typed.includes(' ') ? null : { items: [], again: true, note: list.length ? 'No command has this name.' : 'No application offers commands here.' };
  return { title: typed ? `Commands matching /${typed}` : null, items: found.slice(0, 60).map((command) => ({
    label: `/${command.full_name}`, description: command.description, detail: typed ? command.app_name : null, group: typed ? null : command.app_name,
    face: command.bot ? avatar(command.bot, 32) : null, pick: () => box.command(command),
  })) };
}

/** Return the command whose whole name is `text` (or its beginning, before the arguments), or null. */
export async function exactCommand(session, channelId, text) {
  const typed = text.slice(1).toLowerCase();
  const list = (await commandsOf(session, channelId)).filter((command) => command.type === 1);
  return list.find((command) => command.full_name === typed) ?? null;
}

function mentions(box, part) {
  const { store } = box.session;
  const guild = store.guildOf(box.channelId);
  const fits = (item) => `${item.label} ${item.description ?? ''}`.toLowerCase().includes(part);
  const put = (shown, mark) => box.mention(shown, mark, part.length + 1);
  const members = people(guild).filter(fits).slice(0, MOST).map((item) => ({ ...item, detail: item.description, description: null, group: 'Members', pick: () => put(`@${item.label}`, `<@${item.value}>`) }));
  const own = roles(guild).filter((item) => item.value !== guild?.id && fits(item)).slice(0, MOST).map((item) => ({ ...item, group: 'Roles', pick: () => put(item.label, `<@&${item.value}>`) }));
  const all = guild ? ['everyone', 'here'].filter((name) => name.startsWith(part)).map((name) => ({ label: `@${name}`, group: 'Everybody', pick: () => box.insert(`@${name} `, part.length + 1) })) : [];
  return { items: [...members, ...own, ...all] };
}

function places(box, part) {
  const found = channels(box.session.store.guildOf(box.channelId)).filter((item) => item.label.toLowerCase().includes(part)).slice(0, MOST);
  return { title: 'Channels', items: found.map((item) => ({ ...item, pick: () => box.mention(`#${item.label}`, `<#${item.value}>`, part.length + 1) })) };
}

function emojis(box, part) {
  const own = (box.session.store.guildOf(box.channelId)?.emojis ?? []).filter((emoji) => emoji.name.toLowerCase().includes(part));
  const custom = own.map((emoji) => ({ label: `:${emoji.name}:`, face: customEmoji(emoji), pick: () => box.insert(`:${emoji.name}: `, part.length + 1) }));
  const signs = findEmojis(part).map(({ sign, name }) => ({ label: `:${name}:`, face: h('span', { class: 'emoji-sign' }, sign), pick: () => box.insert(`${sign} `, part.length + 1) }));
  return { title: `Emoji matching :${part}`, items: [...custom, ...signs].slice(0, MOST) };
}
