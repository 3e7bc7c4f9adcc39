// From markdown's tree to elements: here names, colours and clicks are known.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { colourOf, fullOf, readable, relativeOf, timestampText } from './format.js';
import { isJumbo, parse } from './markdown.js';
import { roleColour } from './store.js';

/** Return `text` as elements, with the names of `guild` (null in direct messages). */
export function markdown(text, guild, { jumbo = false } = {}) {
  const nodes = parse(text ?? '');
  const drawn = draw(nodes, { guild, store: app.session.store });
  return jumbo && isJumbo(nodes) ? [h('span', { class: 'jumbo' }, drawn)] : drawn;
}

function draw(nodes, place) {
  return nodes.map((node) => (DRAW[node.kind] ?? DRAW.text)(node, place));
}

const DRAW = {
  text: ({ text }) => text,
  strong: (node, place) => h('strong', {}, draw(node.children, place)),
  em: (node, place) => h('em', {}, draw(node.children, place)),
  underline: (node, place) => h('u', {}, draw(node.children, place)),
  strike: (node, place) => h('s', {}, draw(node.children, place)),
  code: ({ text }) => h('code', {}, text),
  codeblock: ({ text, language }) => h('pre', {}, h('code', { 'data-language': language || null }, highlighted(text, language))),
  quote: (node, place) => h('blockquote', {}, draw(node.children, place)),
  heading: ({ level, children }, place) => h('div', { class: `h${level}`, role: 'heading', 'aria-level': level + 2 }, draw(children, place)),
  subtext: ({ children }, place) => h('small', {}, draw(children, place)),
  list: drawList,
  spoiler: drawSpoiler,
  link: drawLink,
  everyone: ({ text }) => h('span', { class: 'mention' }, text),
  user: ({ id }, { guild, store }) => h('span', { class: 'mention', role: 'button', tabindex: 0, 'data-user': id }, `@${store.nameOf(id, guild)}`),
  role: drawRole,
  channel: drawChannel,
  command: ({ name, id }) => h('span', { class: 'mention', role: 'button', tabindex: 0, 'data-command': name, 'data-command-id': id }, `/${name}`),
  emoji: ({ id, name, animated }) => customEmoji({ id, name, animated }),
  time: ({ seconds, style }) => timestamp(seconds, style),
};

function drawList({ ordered, start, items }, place) {
  const rows = items.map((item) => h('li', {}, draw(item.children, place), item.sub && drawList(item.sub, place)));
  return h(ordered ? 'ol' : 'ul', ordered ? { start } : {}, rows);
}

function drawSpoiler(node, place) {
  const box = h('span', { class: 'spoiler', role: 'button', tabindex: 0, 'aria-expanded': 'false', 'aria-label': 'Spoiler, press to show' }, h('span', { class: 'hidden-text' }, draw(node.children, place)));
  const open = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    box.classList.add('open');
    box.setAttribute('aria-expanded', 'true');
    box.removeAttribute('aria-label');
  };
  box.addEventListener('click', open, { once: true });
  box.addEventListener('keydown', open);
  return box;
}

const MESSAGE_LINK = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(@me|\d+)\/(\d+)(?:\/(\d+))?$/;

function drawLink({ href, masked, children }, place) {
  const jump = MESSAGE_LINK.exec(href);
  if (jump) {
    const [, , channel, message] = jump;
    const name = place.store.channel(channel)?.name ?? 'message';
    const go = (event) => { event.preventDefault(); app.open(channel, message); };
    return h('a', { class: 'mention', href, onclick: go }, masked ? draw(children, place) : `#${name}${message ? ' › 💬' : ''}`);
  }
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer', title: masked ? href : null }, draw(children, place));
}

function drawRole({ id }, { guild }) {
  const role = guild?.roles.get(id);
  const colour = colourOf(roleColour(role));
  return h('span', { class: 'mention role-mention', style: { '--role': colour, ...readable(roleColour(role)) } }, `@${role?.name ?? 'unknown-role'}`);
}

function drawChannel({ id }, { store }) {
  const channel = store.channel(id);
  if (!channel) return h('span', { class: 'mention' }, '# unknown');
  const voice = channel.type === 2 || channel.type === 13;
  return h('span', { class: 'mention', role: 'link', tabindex: 0, 'data-channel': id }, icon(voice ? 'voice' : 'hash', 14), channel.name);
}

/** Return a server's own emoji as a picture with its name as alternative text. */
export function customEmoji({ id, name, animated }) {
  const src = `${app.addresses.cdn}/emojis/${id}.${animated ? 'gif' : 'png'}?size=48`;
  return h('img', { class: 'emoji', src, alt: `:${name}:`, title: `:${name}:`, loading: 'lazy', draggable: 'false' });
}

/** Return any emoji object of Discord's ({id, name} or a plain sign). */
export function emojiOf(emoji) {
  return emoji.id ? customEmoji(emoji) : h('span', { class: 'emoji-sign' }, emoji.name);
}

/** Return a `<time>`; relative ones are kept true by `refreshTimes`. */
function timestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  const fields = { class: 'timestamp', datetime: date.toISOString(), title: fullOf(date), 'data-relative': style === 'R' ? seconds : null };
  return h('time', fields, timestampText(date, style));
}

export function refreshTimes() {
  for (const node of document.querySelectorAll('time[data-relative]')) {
    const text = relativeOf(new Date(Number(node.dataset.relative) * 1000));
    if (node.textContent !== text) node.textContent = text;
  }
}

const WORDS = /(\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\b(\d[\d_.]*)\b|\b(and|as|async|await|break|case|class|const|continue|def|elif|else|except|export|false|False|finally|fn|for|from|function|if|import|in|is|lambda|let|match|new|None|not|null|or|pass|return|self|struct|this|throw|true|True|try|var|while|with|yield)\b/g;
const CLASSES = ['comment', 'string', 'number', 'keyword'];

// One rough highlighter for all languages: a chat shows snippets, not an editor.
function highlighted(text, language) {
  if (!language) return text;
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(WORDS)) {
    const kind = CLASSES[match.slice(1).findIndex((group) => group !== undefined)];
    parts.push(text.slice(at, match.index), h('span', { class: `code-${kind}` }, match[0]));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
