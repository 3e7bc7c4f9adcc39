// Things that float over the page: menus, pickers, profiles (popups) and dialogs. One popup at a time.

import { h, iconButton } from './dom.js';

let current = null;
// The button whose press just closed its popup: its click must not open it again.
let toggled = null;

const layers = () => document.getElementById('layers');

/**
 * Show `content` beside `anchor` (an element or {x, y}) and return its closer. Escape and a click outside
 * close it, and the focus goes back where it was.
 */
export function openPopup(anchor, content, { onClose = () => {}, side = 'below', label = null, role = 'dialog', focus = true } = {}) {
  closePopup();
  if (toggled && toggled === anchor) { toggled = null; return closePopup; }
  const box = h('div', { class: 'popup', role, 'aria-label': label }, content);
  const before = document.activeElement;
  // A modal dialog makes everything outside of it unreachable, popups included.
  (anchor.closest?.('dialog') ?? layers()).append(box);
  place(box, anchor, side);
  current = { box, anchor, onClose, before };
  document.addEventListener('pointerdown', outside, true);
  document.addEventListener('keydown', escape, true);
  if (focus) (box.querySelector('[data-first], input, [role^=menuitem], [role=option], button') ?? box).focus?.({ preventScroll: true });
  return closePopup;
}

export function closePopup() {
  if (!current) return;
  const { box, onClose, before } = current;
  current = null;
  document.removeEventListener('pointerdown', outside, true);
  document.removeEventListener('keydown', escape, true);
  const inside = box.contains(document.activeElement);
  box.remove();
  if (inside && before?.isConnected) before.focus({ preventScroll: true });
  onClose();
}

function outside(event) {
  if (current.box.contains(event.target)) return;
  toggled = current.anchor instanceof Element && current.anchor.contains(event.target) ? current.anchor : null;
  if (toggled) document.addEventListener('click', () => { toggled = null; }, { once: true });
  closePopup();
}

function escape(event) {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  event.preventDefault();
  closePopup();
}

function place(box, anchor, side) {
  const around = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y, width: 0 };
  const [wide, high] = [box.offsetWidth, box.offsetHeight];
  let left = side === 'left' ? around.left - wide - 12 : side === 'end' ? around.right - wide : around.left;
  let top = side === 'above' ? around.top - high - 8 : side === 'left' ? around.top : around.bottom + 4;
  if (top + high > innerHeight - 8 && side !== 'above') top = side === 'left' ? innerHeight - high - 8 : around.top - high - 4;
  if (top < 8) top = Math.min(Math.max(8, around.bottom + 4), Math.max(8, innerHeight - high - 8));
  left = Math.max(8, Math.min(left, innerWidth - wide - 8));
  Object.assign(box.style, { left: `${left}px`, top: `${top}px` });
}

/**
 * Show a modal dialog (the browser's own: focus stays in, Escape closes). `actions` are buttons for the
 * foot. Returns {node, close}.
 */
export function openDialog({ title, body, actions = [], className = '', onClose = () => {} }) {
  closePopup();
  const close = () => node.close();
  const node = h('dialog', { class: `dialog ${className}`, 'aria-label': title },
    h('header', {}, h('h2', { dir: 'auto' }, title), iconButton('close', 'Close', close)),
    h('div', { class: 'dialog-body' }, body),
    actions.length ? h('footer', {}, actions) : null);
  node.addEventListener('close', () => { node.remove(); onClose(); });
  node.addEventListener('pointerdown', (event) => { if (event.target === node) close(); });
  layers().append(node);
  node.showModal();
  return { node, close };
}

/** Show a question; `onYes` runs if it is confirmed. */
export function confirmDialog(title, body, yes, onYes) {
  const dialog = openDialog({ title, body, actions: [
    h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'),
    h('button', { type: 'button', class: 'button danger', autofocus: true, onclick: () => { dialog.close(); onYes(); } }, yes),
  ] });
}

/** Show a picture large. */
export function lightbox(src, alt) {
  const { node, close } = openDialog({ title: alt || 'Picture', className: 'lightbox', body: [
    h('img', { src, alt: alt ?? '' }),
    h('a', { href: src, target: '_blank', rel: 'noopener noreferrer' }, 'Open in a new tab'),
  ] });
  node.addEventListener('click', (event) => { if (!event.target.closest('img, a, button')) close(); });
}

/** Show a short word at the top of the page, for a few seconds; screen readers hear it. */
export function toast(text) {
  const node = h('div', { class: 'toast', role: 'alert' }, text);
  layers().append(node);
  setTimeout(() => node.remove(), 6000);
}

/** Show a menu of [label, icon, action, danger?] rows; a row that is only text heads those below it. */
export function openMenu(anchor, rows, label, side = 'end') {
  const item = ([text, sign, action, danger]) => h('button', {
    type: 'button', role: 'menuitem', class: `menu-item${danger ? ' danger' : ''}`, onclick: () => { closePopup(); action(); },
  }, h('span', { dir: 'auto' }, text), sign);
  const menu = h('div', { class: 'menu' }, rows.filter(Boolean).map((row) => (typeof row === 'string' ? h('div', { class: 'menu-head', role: 'presentation' }, row) : item(row))));
  const items = [...menu.querySelectorAll('[role=menuitem]')];
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  return openPopup(anchor, menu, { side, label, role: 'menu' });
}
