// The list over the message box: commands, people, channels, emojis, choices. The box keeps the focus, the
// list is walked with the arrow keys (aria-activedescendant tells screen readers where we are).

import { h } from './dom.js';

let serial = 0;

export class Suggestions {
  constructor() {
    this.node = h('div', { class: 'suggestions', hidden: true });
    this.items = [];
    this.active = -1;
  }

  get open() { return !this.node.hidden; }

  /**
   * Show `items` ({label, description, face, detail, group, pick}) for `field`; `title` heads the list.
   * With `free`, Enter picks nothing unless the arrow keys chose a row.
   */
  show(field, { title, items, free = false, note = null }) {
    this.close();
    if (!items.length && !note) return;
    this.field = field;
    this.items = items;
    const id = `suggest-${serial += 1}`;
    let group = null;
    const rows = items.flatMap((item, index) => {
      const head = item.group && item.group !== group ? [h('div', { class: 'suggest-group', role: 'presentation' }, item.group)] : [];
      group = item.group;
      return [...head, this.row(item, index, id)];
    });
    this.rows = rows.filter((row) => row.getAttribute('role') === 'option');
    this.node.replaceChildren(...[title ? h('div', { class: 'suggest-title' }, title) : null, note ? h('div', { class: 'suggest-note' }, note) : null, h('div', { role: 'listbox', id, class: 'suggest-rows', 'aria-label': title ?? 'Suggestions' }, rows)].filter(Boolean));
    this.node.hidden = false;
    field.setAttribute('aria-controls', id);
    expanded(field, true);
    this.point(free || !items.length ? -1 : 0);
  }

  row(item, index, id) {
    const choose = (event) => { event.preventDefault(); item.pick(); };
    return h('div', { role: 'option', id: `${id}-${index}`, class: 'suggest-row', 'aria-selected': 'false', onmousedown: choose, onmousemove: () => { if (this.active !== index) this.point(index, false); } },
      item.face ?? null,
      h('span', { class: 'suggest-words' }, h('span', { class: 'suggest-label', dir: 'auto' }, item.label), item.description ? h('small', { dir: 'auto' }, item.description) : null),
      item.detail ? h('span', { class: 'suggest-detail', dir: 'auto' }, item.detail) : null);
  }

  point(index, scroll = true) {
    this.rows[this.active]?.setAttribute('aria-selected', 'false');
    this.active = index;
    const row = this.rows[index];
    row?.setAttribute('aria-selected', 'true');
    if (scroll) row?.scrollIntoView({ block: 'nearest' });
    if (row) this.field.setAttribute('aria-activedescendant', row.id);
    else this.field.removeAttribute('aria-activedescendant');
  }

  /** Handle a key of the field; return whether it was used. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.rows.length) this.point((Math.max(this.active, step > 0 ? -1 : 0) + step + this.rows.length) % this.rows.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && this.active >= 0) this.items[this.active].pick();
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close() {
    this.node.hidden = true;
    this.items = [];
    this.rows = [];
    this.active = -1;
    this.field?.removeAttribute('aria-activedescendant');
    expanded(this.field, false);
  }
}

// A textarea is a textbox, which may not say that it is expanded; the fields of commands are comboboxes.
function expanded(field, open) {
  if (field?.getAttribute('role') === 'combobox') field.setAttribute('aria-expanded', String(open));
}
