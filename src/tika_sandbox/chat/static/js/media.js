// Attachments: pictures in a mosaic with their alternative text, sound and film with players, other files
// as cards.

import { h, icon } from './dom.js';
import { picture } from './embeds.js';
import { sizeOf } from './format.js';

export function attachmentsView(attachments) {
  const pictures = attachments.filter(isPicture);
  const others = attachments.filter((file) => !isPicture(file));
  return [pictures.length ? gallery(pictures.map((file) => ({ ...file, spoiler: file.filename.startsWith('SPOILER_') }))) : null, others.map(fileView)];
}

function isPicture(file) {
  return file.content_type?.startsWith('image/') || (!file.content_type && /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(file.filename));
}

/** Return up to ten pictures as a mosaic; items are {url, width, height, description, spoiler}. */
export function gallery(items) {
  return h('div', { class: `gallery many-${Math.min(items.length, 4)}` }, items.map((item) => {
    const view = picture(item.url, item, '', item.description ?? item.filename ?? 'Picture');
    return h('figure', {}, item.spoiler ? covered(view) : view, item.description ? h('span', { class: 'alt', title: item.description, 'aria-hidden': 'true' }, 'ALT') : null);
  }));
}

/** Return `view` under a cover that a click takes away. */
export function covered(view) {
  const cover = h('button', { type: 'button', class: 'cover', onclick: () => { box.classList.add('open'); cover.remove(); } }, 'SPOILER');
  const box = h('div', { class: 'covered' }, view, cover);
  return box;
}

export function fileView(file) {
  if (file.content_type?.startsWith('audio/')) return h('figure', { class: 'file' }, nameAndSize(file), h('audio', { src: file.url, controls: true, preload: 'none' }));
  if (file.content_type?.startsWith('video/')) return h('video', { class: 'film', src: file.url, controls: true, preload: 'metadata' });
  return h('div', { class: 'file' }, icon('file', 32), nameAndSize(file));
}

function nameAndSize(file) {
  return h('div', { class: 'file-words' }, h('a', { href: file.url, target: '_blank', rel: 'noopener', download: file.filename, dir: 'auto' }, file.filename), h('small', {}, sizeOf(file.size ?? 0)));
}
