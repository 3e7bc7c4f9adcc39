// Dates, names, sizes and colours as text. Nothing here touches the page.

const EPOCH = 1420070400000n;

export function snowflakeTime(id) {
  return new Date(Number((BigInt(id) >> 22n) + EPOCH));
}

export function compareIds(a, b) {
  const [left, right] = [String(a), String(b)];
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit' });
const longDay = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'long', day: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const longBoth = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const timeOf = (date) => clock.format(date);
export const dayOf = (date) => longDay.format(date);
export const fullOf = (date) => full.format(date);
export const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** Return "Today at 12:30", "Yesterday at 12:30" or a date with the time. */
export function stampOf(date, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (sameDay(date, now)) return `Today at ${clock.format(date)}`;
  if (sameDay(date, yesterday)) return `Yesterday at ${clock.format(date)}`;
  return `${day.format(date)} ${clock.format(date)}`;
}

const UNITS = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

export function relativeOf(date, now = new Date()) {
  const seconds = Math.round((date - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}

/** Return the text of a `<t:…:style>` timestamp. */
export function timestampText(date, style) {
  const styles = { t: clock, T: clockSeconds, d: day, D: longDay, f: longBoth, F: full };
  return style === 'R' ? relativeOf(date) : (styles[style] ?? longBoth).format(date);
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1048576) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

export function colourOf(number) {
  return number ? `#${Number(number).toString(16).padStart(6, '0')}` : null;
}

const CONTRAST = 4.5;
// How bright the page is behind a name at the worst: a mentioned line in dark, the members' column in light.
const BEHIND = { dark: 0.042, light: 0.85 };

/**
 * Return the style of a name in a role's colour: `--dark` and `--light`, each moved towards white or black
 * until it can be read (WCAG's 4.5 : 1). Roles choose colours without thinking of either page.
 */
export function readable(number) {
  if (!number) return {};
  const parts = [number >> 16, (number >> 8) & 255, number & 255];
  return { '--dark': towards(255, parts, BEHIND.dark), '--light': towards(0, parts, BEHIND.light) };
}

function towards(end, parts, behind) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = parts.map((part) => Math.round(part + (end - part) * share));
    const [low, high] = [behind, luminance(mixed)].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) >= CONTRAST) return `rgb(${mixed.join(' ')})`;
  }
  return `rgb(${end} ${end} ${end})`;
}

function luminance(parts) {
  const [red, green, blue] = parts.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Return the first letters of up to three words, for a server without a picture. */
export function initialsOf(name) {
  const words = String(name).trim().split(/\s+/u).slice(0, 3);
  return words.map((word) => [...word][0] ?? '').join('').toUpperCase() || '?';
}

const PALETTE = ['#5865f2', '#3ba55c', '#c9722b', '#d83c3e', '#b0478a', '#2e86ab', '#7a5cc9', '#4e5d94'];

/** Return a steady colour for an id: the same person has the same one everywhere. */
export function paletteOf(id) {
  let sum = 0;
  for (const letter of String(id)) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return PALETTE[sum % PALETTE.length];
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Return names as a list in words: "Ann", "Ann and Bo", "Ann, Bo and Cy". */
export function listed(names) {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Return names as a sentence's subject: "Ann", "Ann and Bo", "Several people". */
export function typists(names) {
  if (names.length === 1) return `${names[0]} is typing…`;
  if (names.length <= 3) return `${listed(names)} are typing…`;
  return 'Several people are typing…';
}
