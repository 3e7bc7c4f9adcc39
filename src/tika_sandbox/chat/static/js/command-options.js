// What each type of option offers and how its text is read: one table by Discord's option type.

import { people, channels, roles } from './selects.js';

const SHOWN = 25;

// type → [suggestions, word for what is missing]
const SOURCES = {
  5: () => [{ label: 'True', value: true }, { label: 'False', value: false }],
  6: (option, guild) => people(guild),
  7: (option, guild) => channels(guild, option.channel_types),
  8: (option, guild) => roles(guild),
  9: (option, guild) => [...people(guild), ...roles(guild)],
};
const WORDS = { 5: 'True or False', 6: 'a member from the list', 7: 'a channel from the list', 8: 'a role from the list', 9: 'a member or role from the list' };

function offered(option, guild) {
  if (option.choices?.length) return option.choices.map((choice) => ({ label: choice.name, value: choice.value }));
  return SOURCES[option.type]?.(option, guild) ?? [];
}

/** Return the rows that fit what was typed: {label, value, description, face}. */
export function suggestionsFor(option, typed, guild) {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, '');
  const fits = (item) => `${item.label} ${item.description ?? ''}`.toLowerCase().includes(wanted);
  return offered(option, guild).filter(fits).slice(0, SHOWN);
}

/** Return {value} or {problem}; both absent when an optional field is empty. */
export function readOption(option, field, taken, guild) {
  if (taken) return { value: taken.value };
  const text = field.value?.trim() ?? '';
  if (!text || field.type === 'file') return option.required ? { problem: 'This option is required.' } : {};
  if (option.choices?.length || SOURCES[option.type]) return chosen(option, text, guild);
  if (option.type === 4 || option.type === 10) return number(option, text);
  if (option.min_length && text.length < option.min_length) return { problem: `Write at least ${option.min_length} characters.` };
  if (option.max_length && text.length > option.max_length) return { problem: `Write at most ${option.max_length} characters.` };
  return { value: text };
}

function chosen(option, text, guild) {
  const wanted = text.toLowerCase().replace(/^[@#]/, '').replace(/^<[@#][!&]?(\d+)>$/, '$1');
  const rows = offered(option, guild);
  const same = (item) => [item.label, item.description, String(item.value)].some((one) => one?.toLowerCase().replace(/^[@#]/, '') === wanted);
  const found = rows.find(same);
  if (found) return { value: found.value };
  // Somebody's id that we have not met yet is for the server to judge.
  if (option.type >= 6 && /^\d{15,20}$/.test(wanted)) return { value: wanted };
  return { problem: `Pick ${option.choices?.length ? 'one of the choices' : WORDS[option.type]}.` };
}

function number(option, text) {
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value) || (option.type === 4 && !Number.isInteger(value))) return { problem: option.type === 4 ? 'Write a whole number.' : 'Write a number.' };
  if (option.min_value !== undefined && value < option.min_value) return { problem: `The least is ${option.min_value}.` };
  if (option.max_value !== undefined && value > option.max_value) return { problem: `The most is ${option.max_value}.` };
  return { value };
}
