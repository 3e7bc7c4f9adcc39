// Rich embeds: the coloured card with author, title, text, fields, pictures and footer.

import { h } from './dom.js';
import { colourOf, stampOf } from './format.js';
import { markdown } from './markdown-view.js';
import { lightbox } from './popup.js';

/** Return one embed; `files` are the message's attachments, for attachment:// addresses. */
export function embedView(embed, guild, files = []) {
  const url = (picture) => mediaUrl(picture?.proxy_url && !picture.url?.startsWith('attachment://') ? picture.proxy_url : picture?.url, files);
  const text = [
    embed.provider?.name && h('div', { class: 'embed-provider' }, embed.provider.name),
    embed.author?.name && authorView(embed.author, files),
    embed.title && h('div', { class: 'embed-title', dir: 'auto' }, linked(embed.url, markdown(embed.title, guild))),
    embed.description && h('div', { class: 'embed-text', dir: 'auto' }, markdown(embed.description, guild)),
    embed.fields?.length ? fieldsView(embed.fields, guild) : null,
  ];
  const alone = !text.some(Boolean) && embed.image && !embed.footer;
  if (alone) return picture(url(embed.image), embed.image, '');
  return h('article', { class: 'embed', style: { '--bar': colourOf(embed.color) } },
    h('div', { class: 'embed-main' }, h('div', { class: 'embed-words' }, text),
      embed.thumbnail ? picture(url(embed.thumbnail), embed.thumbnail, 'embed-thumbnail', embed.title) : null),
    embed.image ? picture(url(embed.image), embed.image, 'embed-image', embed.image.description ?? embed.title) : null,
    embed.video && !embed.image ? h('video', { class: 'embed-image', src: embed.video.url, controls: true }) : null,
    footer(embed, files));
}

function linked(url, content) {
  return url ? h('a', { href: safeUrl(url), target: '_blank', rel: 'noopener noreferrer' }, content) : content;
}

/** Return `url` if it leads to the web, else null: javascript: and friends go nowhere. */
export function safeUrl(url) {
  return /^(https?|discord):\/\//i.test(url ?? '') ? url : null;
}

/** Return where a picture is loaded from; attachment://name becomes the attachment's address. */
export function mediaUrl(url, files = []) {
  if (!url?.startsWith('attachment://')) return safeUrl(url);
  return files.find((file) => file.filename === url.slice(13))?.url ?? null;
}

function authorView(author, files) {
  const face = mediaUrl(author.proxy_icon_url ?? author.icon_url, files);
  return h('div', { class: 'embed-author' }, face ? h('img', { src: face, alt: '' }) : null, h('span', { dir: 'auto' }, linked(author.url, author.name)));
}

function fieldsView(fields, guild) {
  return h('dl', { class: 'embed-fields' }, fields.map((field) => h('div', { class: field.inline ? 'inline' : null },
    h('dt', { dir: 'auto' }, markdown(field.name, guild)), h('dd', { dir: 'auto' }, markdown(field.value, guild)))));
}

function footer({ footer: foot, timestamp }, files) {
  if (!foot && !timestamp) return null;
  const face = mediaUrl(foot?.proxy_icon_url ?? foot?.icon_url, files);
  const words = [foot?.text, timestamp && stampOf(new Date(timestamp))].filter(Boolean).join(' • ');
  return h('div', { class: 'embed-footer' }, face ? h('img', { src: face, alt: '' }) : null, h('span', { dir: 'auto' }, words));
}

/** Return a picture that opens large; its place is kept while it loads, so that nothing jumps. */
export function picture(src, { width, height } = {}, className = '', alt = null) {
  if (!src) return null;
  const image = h('img', { src, alt: alt ?? 'Picture', width: width || null, height: height || null, loading: 'lazy', onerror: () => image.closest('.picture')?.classList.add('broken') });
  const ratio = width && height ? { aspectRatio: `${width} / ${height}`, '--wide': `${width}px` } : {};
  return h('button', { type: 'button', class: `picture ${className}${width && height ? ' sized' : ''}`, 'aria-label': `${alt || 'Picture'}, open large`, style: ratio, onclick: () => lightbox(src, alt) }, image);
}
