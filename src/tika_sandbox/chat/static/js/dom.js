// Building elements. Content only ever enters the page as text nodes and attributes: there is no way
// through this file to turn somebody's message into markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Return an element: `h('button', {class: 'x', onclick: f, 'aria-label': 'Close'}, 'text', child)`. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'class') node.className = value;
  else if (name === 'style') Object.entries(value).forEach(([key, text]) => setStyle(node, key, text));
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else if (name === 'value') node.value = value;
  else node.setAttribute(name, value === true ? '' : String(value));
}

// Through the CSSOM, because the content security policy refuses style attributes.
function setStyle(node, key, text) {
  if (text === undefined || text === null) return;
  if (key.startsWith('--')) node.style.setProperty(key, text);
  else node.style[key] = text;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/**
 * Replace what `node` holds, keeping keyboard focus and scroll position: a region is redrawn while
 * people are in it, so the element with the same `data-key` gets the focus back.
 */
export function fill(node, ...children) {
  const held = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const scrolled = [...node.querySelectorAll('[data-scroll]')].map((box) => [box.dataset.scroll, box.scrollTop]);
  node.replaceChildren();
  append(node, children);
  for (const [name, top] of scrolled) {
    const box = node.querySelector(`[data-scroll="${name}"]`);
    if (box) box.scrollTop = top;
  }
  if (held) node.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  return node;
}

/** Return a 24×24 line icon; decorative, so name the button that holds it. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, 'svg');
  const fields = { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', focusable: 'false', class: `icon icon-${name}` };
  Object.entries(fields).forEach(([key, value]) => svg.setAttribute(key, value));
  for (const d of (ICONS[name] ?? ICONS.dot).split('|')) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Return a button that is only an icon; `label` is what it is called. */
export function iconButton(name, label, onclick, props = {}) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...props }, icon(name, props.size ?? 20));
}

const ICONS = {
  dot: 'M12 11.5v1',
  home: 'M4 5h16v11H11l-4 4v-4H4z|M9 10.5v.5|M15 10.5v.5',
  hash: 'M5 9h15|M4 15h15|M10 4 8 20|M16 4l-2 16',
  voice: 'M4 9.5v5h3.5L12 19V5L7.5 9.5z|M15.5 9a4 4 0 0 1 0 6|M18 6.5a8 8 0 0 1 0 11',
  forum: 'M4 5h12v8H9l-3 3v-3H4z|M10 16h5l3 3v-3h2V8',
  thread: 'M6 4v9a3 3 0 0 0 3 3h10|M15 12l4 4-4 4',
  news: 'M4 10v4h4l8 5V5l-8 5z|M19 9v6',
  chevron: 'M6 9l6 6 6-6',
  plus: 'M12 5v14|M5 12h14',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z|M8 14c1 2 2.4 3 4 3s3-1 4-3|M9 9.5v.5|M15 9.5v.5',
  reply: 'M10 6l-6 5 6 5v-3.500c5 0 8 1.500 10 5 0-6-4-9-10-9z',
  edit: 'M4 20l1-5L16 4l4 4L9 19z|M13.500 6.500l4 4',
  trash: 'M5 7h14|M10 4h4|M7 7l1 13h8l1-13|M10 11v5|M14 11v5',
  more: 'M5 12h.1|M12 12h.1|M19 12h.1',
  close: 'M6 6l12 12|M18 6L6 18',
  people: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z|M3 20c0-4 2.500-6 6-6s6 2 6 6|M16 5a3 3 0 0 1 0 6|M18 14.500c2 .8 3 2.600 3 5.500',
  menu: 'M4 7h16|M4 12h16|M4 17h16',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z|M12 2v2|M12 20v2|M2 12h2|M20 12h2|M5 5l1.500 1.500|M17.500 17.500L19 19|M5 19l1.500-1.500|M17.500 6.500L19 5',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z',
  down: 'M12 5v14|M6 13l6 6 6-6',
  file: 'M6 3h8l4 4v14H6z|M14 3v4h4',
  link: 'M14 5h5v5|M19 5l-8 8|M17 14v5H5V7h5',
  eye: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z|M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  pin: 'M9 4h6l-1 6 4 4H6l4-4z|M12 14v6',
  slash: 'M4 4h16v16H4z|M15 7l-6 10',
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z|M6 11a6 6 0 0 0 12 0|M12 17v4',
  mute: 'M9 9v2a3 3 0 0 0 5 2.200|M15 10V6a3 3 0 0 0-6-.5|M6 11a6 6 0 0 0 9.500 4.900|M18 11c0 .8-.1 1.500-.4 2.200|M12 17v4|M4 3l16 18',
  ears: 'M4 14v-2a8 8 0 0 1 16 0v2|M4 14h4v6H6a2 2 0 0 1-2-2z|M20 14h-4v6h2a2 2 0 0 0 2-2z',
  deaf: 'M4 14v-2a8 8 0 0 1 1.500-4.700|M8 5a8 8 0 0 1 12 7v2|M4 14h4v6H6a2 2 0 0 1-2-2z|M16 16v4h2l1-.3|M4 3l16 18',
  at: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z|M16 8v5a2.500 2.500 0 0 0 5 0v-1a9 9 0 1 0-4 7.500',
  poll: 'M5 20V10|M12 20V4|M19 20v-7',
  leave: 'M14 4H5v16h9|M10 12h11|M17 8l4 4-4 4',
  crown: 'M4 18h16l1-10-5 4-4-7-4 7-5-4z',
  copy: 'M9 9h11v11H9z|M5 15H4V4h11v1',
  send: 'M4 4l17 8-17 8 3-8z|M7 12h8',
};
