// A picked slash command in the message box: its name, one field per option, suggestions for each.

import { wrapped } from './commands.js';
import { h, icon } from './dom.js';
import { readOption, suggestionsFor } from './command-options.js';
import { avatar } from './people.js';

const AUTOCOMPLETE_WAIT_MS = 180;
const ATTACHMENT = 11;

export class CommandForm {
  /** `leave(text)` puts the plain box back; `list` is the Suggestions over the box. */
  constructor({ session, guild, channelId, command, list, leave }) {
    Object.assign(this, { session, guild, channelId, command, list, leave });
    this.options = [...command.leaf_options];
    this.shown = this.options.filter((option) => option.required);
    this.values = new Map();
    this.fields = new Map();
    this.tail = h('input', { class: 'command-tail', 'aria-label': `/${command.full_name}, press Enter to send`, autocomplete: 'off', 'aria-autocomplete': 'list', role: 'combobox', 'aria-expanded': 'false' });
    this.tail.addEventListener('input', () => this.offerOptions());
    this.tail.addEventListener('focus', () => this.offerOptions());
    this.tail.addEventListener('keydown', (event) => this.key(event, null));
    this.tail.addEventListener('blur', () => this.list.close());
    this.chips = h('span', { class: 'command-chips' });
    this.more = h('button', { type: 'button', class: 'command-more', onclick: () => this.tail.focus() });
    this.node = h('div', { class: 'command-form', role: 'form', 'aria-label': `Command /${command.full_name}` },
      command.bot ? avatar(command.bot, 24) : icon('slash', 24),
      h('span', { class: 'command-name', dir: 'auto' }, `/${command.full_name}`), this.chips, this.tail, this.more);
    this.node.addEventListener('mousedown', (event) => { if (event.target === this.node) { event.preventDefault(); this.tail.focus(); } });
    this.draw();
  }

  focus() {
    const first = this.shown.find((option) => !this.values.has(option.name));
    (first ? this.fields.get(first.name) : this.tail).focus();
  }

  draw() {
    this.chips.replaceChildren(...this.shown.map((option) => this.chip(option)));
    const hidden = this.options.length - this.shown.length;
    this.more.hidden = !hidden;
    this.more.textContent = `+${hidden} optional`;
  }

  chip(option) {
    if (this.fields.has(option.name)) return this.fields.get(option.name).closest('.command-chip');
    const field = option.type === ATTACHMENT ? this.fileField(option) : this.textField(option);
    this.fields.set(option.name, field);
    return h('label', { class: 'command-chip' }, h('span', { class: 'chip-name' }, option.name), field, option.required ? null : h('button', { type: 'button', class: 'chip-close', tabindex: -1, 'aria-label': `Remove ${option.name}`, onclick: () => this.drop(option) }, icon('close', 12)));
  }

  textField(option) {
    const field = h('input', { class: 'chip-field', autocomplete: 'off', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-label': `${option.name}${option.required ? ', required' : ''}: ${option.description ?? ''}`, inputmode: option.type === 4 ? 'numeric' : null, dir: 'auto', size: 4 });
    const changed = () => {
      field.size = Math.min(60, Math.max(4, field.value.length + 1));
      this.values.delete(option.name);
      this.mark(option, null);
      this.offerValues(option, field);
    };
    field.addEventListener('input', changed);
    field.addEventListener('focus', () => this.offerValues(option, field));
    field.addEventListener('blur', () => { clearTimeout(this.timer); this.asked = null; this.list.close(); this.check(option); });
    field.addEventListener('keydown', (event) => this.key(event, option));
    return field;
  }

  fileField(option) {
    const field = h('input', { type: 'file', class: 'chip-file', 'aria-label': `${option.name}: ${option.description ?? 'a file'}` });
    field.addEventListener('change', () => { if (field.files[0]) this.values.set(option.name, { value: field.files[0] }); this.mark(option, null); this.next(option); });
    field.addEventListener('focus', () => this.list.close());
    field.addEventListener('keydown', (event) => { if (event.key !== 'Enter') this.key(event, option); });
    return field;
  }

  offerOptions() {
    const typed = this.tail.value.trim().toLowerCase().replace(/:$/, '');
    const rest = this.options.filter((option) => !this.shown.includes(option) && option.name.includes(typed));
    this.list.show(this.tail, { title: rest.length ? 'Options' : null, free: !typed, note: this.note(this.command.description), items: rest.map((option) => ({ label: option.name, description: option.description, pick: () => this.add(option) })) });
    if (/:$/.test(this.tail.value) && rest.length === 1) this.add(rest[0]);
  }

  note(text) {
    return text ? [h('strong', {}, `/${this.command.full_name}`), ' ', text] : null;
  }

  async offerValues(option, field) {
    const note = [h('strong', {}, option.name), ' ', option.description ?? ''];
    const show = (items) => this.list.show(field, { note, free: !field.value && !option.choices && option.type !== 5, items });
    const row = (item) => ({ ...item, pick: () => this.take(option, item) });
    if (!option.autocomplete) { show(suggestionsFor(option, field.value, this.guild, this.session).map(row)); return; }
    show([]);
    clearTimeout(this.timer);
    const asked = Symbol(field.value);
    this.asked = asked;
    this.timer = setTimeout(async () => {
      const choices = await this.session.interactions.autocomplete(this.channelId, this.command, wrapped(this.command, this.collected(option)));
      if (this.asked === asked && document.activeElement === field) show(choices.map((choice) => row({ label: choice.name, value: choice.value })));
    }, AUTOCOMPLETE_WAIT_MS);
  }

  add(option) {
    this.shown.push(option);
    this.tail.value = '';
    this.draw();
    this.fields.get(option.name).focus();
  }

  drop(option) {
    this.shown = this.shown.filter((one) => one !== option);
    this.values.delete(option.name);
    this.fields.delete(option.name);
    this.draw();
    this.tail.focus();
  }

  take(option, item) {
    const field = this.fields.get(option.name);
    this.values.set(option.name, { value: item.value, shown: item.label });
    field.value = item.label;
    field.size = Math.min(60, Math.max(4, item.label.length + 1));
    this.mark(option, null);
    this.next(option);
  }

  next(option) {
    const after = this.shown[this.shown.indexOf(option) + 1];
    (after ? this.fields.get(after.name) : this.tail).focus();
  }

  previous(option) {
    const at = option ? this.shown.indexOf(option) : this.shown.length;
    if (at > 0) this.fields.get(this.shown[at - 1].name).focus();
  }

  key(event, option) {
    if (this.list.key(event)) return;
    const field = event.target;
    const empty = field.type === 'file' || field.value === '';
    if (event.key === 'Enter') { event.preventDefault(); this.send(); }
    else if (event.key === 'Escape') { event.preventDefault(); this.leave(''); }
    else if (event.key === 'Tab' && !event.shiftKey && option) { event.preventDefault(); this.next(option); }
    else if (event.key === 'Backspace' && empty) { event.preventDefault(); this.back(option); }
  }

  // Backspace in an empty field goes one step back: optional fields vanish, then the command is text again.
  back(option) {
    if (option && !option.required) this.drop(option);
    else if (option ? this.shown[0] !== option : this.shown.length) this.previous(option);
    else this.leave(`/${this.command.full_name}`);
  }

  /** Return the options that can be read now; `focused` is the one whose choices are asked for. */
  collected(focused = null) {
    return this.shown.flatMap((option) => {
      const text = this.fields.get(option.name).value;
      if (option === focused) return [{ type: option.type, name: option.name, value: text, focused: true }];
      const { value, problem } = this.read(option);
      return problem || value === undefined || value instanceof File ? [] : [{ type: option.type, name: option.name, value }];
    });
  }

  read(option) {
    return readOption(option, this.fields.get(option.name), this.values.get(option.name), this.guild, this.session);
  }

  check(option) {
    const { problem } = this.read(option);
    const untouched = !this.fields.get(option.name)?.value;
    this.mark(option, untouched ? null : problem);
  }

  mark(option, problem) {
    const field = this.fields.get(option.name);
    const chip = field?.closest('.command-chip');
    if (!chip) return;
    chip.classList.toggle('wrong', Boolean(problem));
    chip.title = problem ?? '';
    if (problem) field.setAttribute('aria-invalid', 'true'); else field.removeAttribute('aria-invalid');
  }

  send() {
    const read = this.shown.map((option) => [option, this.read(option)]);
    read.forEach(([option, { problem }]) => this.mark(option, problem));
    const wrong = read.find(([, { problem }]) => problem);
    if (wrong) {
      const [option, { problem }] = wrong;
      this.fields.get(option.name).focus();
      this.list.show(this.fields.get(option.name), { note: h('span', { class: 'wrong-note', role: 'alert' }, `${option.name}: ${problem}`), items: [] });
      return;
    }
    const files = [];
    const options = read.filter(([, { value }]) => value !== undefined).map(([option, { value }]) => {
      const sent = value instanceof File ? files.push(value) - 1 : value;
      return { type: option.type, name: option.name, value: value instanceof File ? String(sent) : sent };
    });
    const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
    this.list.close();
    this.session.interactions.command(this.channelId, this.command, { options: wrapped(this.command, options), files, attachments });
    this.leave('');
  }
}

