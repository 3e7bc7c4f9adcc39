// What bots put under and into messages: buttons, selects, and the layout parts of Components V2.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { mediaUrl, picture, safeUrl } from './embeds.js';
import { colourOf } from './format.js';
import { emojiOf, markdown } from './markdown-view.js';
import { covered, fileView, gallery } from './media.js';
import { selectView } from './selects.js';

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link', 6: 'premium' };

/** Return the view of every component of a message. */
export function componentsView(message, guild) {
  const place = { message, guild, files: message.attachments ?? [] };
  return (message.components ?? []).map((component) => draw(component, place));
}

function draw(component, place) {
  return (DRAW[component.type] ?? unknown)(component, place);
}

const DRAW = {
  1: ({ components }, place) => h('div', { class: 'component-row' }, components.map((one) => draw(one, place))),
  2: buttonView,
  3: (component, place) => selectView(component, place),
  5: (component, place) => selectView(component, place),
  6: (component, place) => selectView(component, place),
  7: (component, place) => selectView(component, place),
  8: (component, place) => selectView(component, place),
  9: ({ components, accessory }, place) => h('div', { class: 'section' }, h('div', { class: 'section-words' }, components.map((one) => draw(one, place))), accessory ? draw(accessory, place) : null),
  10: ({ content }, { guild }) => h('div', { class: 'text-display', dir: 'auto' }, markdown(content, guild)),
  11: ({ media, description, spoiler }, { files }) => {
    const view = picture(mediaUrl(media.url, files), media, 'embed-thumbnail', description);
    return spoiler && view ? covered(view) : view;
  },
  12: ({ items }, { files }) => gallery(items.map((item) => ({ url: mediaUrl(item.media.url, files), width: item.media.width, height: item.media.height, description: item.description, spoiler: item.spoiler }))),
  13: ({ file, name, size, spoiler }, { files }) => {
    const known = files.find((one) => `attachment://${one.filename}` === file.url || one.url === file.url);
    const view = fileView(known ?? { filename: name ?? 'file', size, url: mediaUrl(file.url, files) });
    return spoiler ? covered(view) : view;
  },
  14: ({ divider = true, spacing = 1 }) => h('div', { class: `separator space-${spacing}${divider ? ' line' : ''}`, role: divider ? 'separator' : null }),
  17: ({ components, accent_color: colour, spoiler }, place) => {
    const view = h('div', { class: `container${colour ? ' accented' : ''}`, style: { '--bar': colourOf(colour) } }, components.map((one) => draw(one, place)));
    return spoiler ? covered(view) : view;
  },
};

function unknown(component) {
  return h('div', { class: 'unknown-part' }, `This part (type ${component.type}) can’t be shown here.`);
}

function buttonView(button, { message }) {
  const style = STYLES[button.style] ?? 'secondary';
  const face = [button.emoji ? emojiOf(button.emoji) : null, button.label ? h('span', { class: 'button-label' }, button.label) : null];
  if (style === 'link') return h('a', { class: `button link${button.disabled ? ' disabled' : ''}`, href: button.disabled ? null : safeUrl(button.url), target: '_blank', rel: 'noopener noreferrer' }, face, icon('link', 16));
  const waiting = message.waiting === button.custom_id;
  // One click at a time per message: the bot may be about to change all of it.
  const disabled = button.disabled || Boolean(message.waiting);
  return h('button', {
    type: 'button', class: `button ${style}${waiting ? ' waiting' : ''}`, disabled, 'aria-busy': waiting ? 'true' : null,
    'aria-label': button.label ? null : button.emoji?.name ?? 'Button', 'data-key': `${message.id}-${button.custom_id}`,
    onclick: () => app.session.interactions.component(message, button),
  }, waiting ? dots() : face);
}

/** Return three dots that breathe: somebody is thinking. */
export function dots() {
  return h('span', { class: 'dots', 'aria-label': 'waiting' }, h('i'), h('i'), h('i'));
}
