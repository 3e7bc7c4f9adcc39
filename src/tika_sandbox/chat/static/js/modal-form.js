// The forms that bots open: text fields, labels with selects, choices and plain text between them.

import { app } from './context.js';
import { dots } from './components.js';
import { h } from './dom.js';
import { markdown } from './markdown-view.js';
import { avatar } from './people.js';
import { openDialog } from './popup.js';
import { selectButton } from './selects.js';

const SELECTS = new Set([3, 5, 6, 7, 8]);
let serial = 0;

/** Show the form that `INTERACTION_MODAL_CREATE` brought; sending keeps it open until the bot took it. */
function openForm(session, form) {
  const guild = session.store.guildOf(form.channel_id);
  const parts = form.components.map((component) => part(component, guild));
  const problem = h('p', { class: 'failure', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button primary', form: `form-${form.id}` }, 'Submit');
  const send = async (event) => {
    event.preventDefault();
    const wrong = parts.map((one) => one.check?.()).find(Boolean);
    if (wrong) { problem.hidden = false; problem.textContent = wrong; return; }
    submit.disabled = true;
    submit.replaceChildren(dots());
    const failed = await session.interactions.submit(form, parts.map((one) => one.read()).filter(Boolean));
    if (failed) {
      problem.hidden = false;
      problem.textContent = failed === 'This interaction failed' ? 'Something went wrong. Try again.' : failed;
      submit.disabled = false;
      submit.replaceChildren('Submit');
    } else {
      dialog.close();
    }
  };
  const bot = session.store.users.get(form.application_id);
  const warning = h('p', { class: 'form-note' }, bot ? avatar(bot, 16) : null, ` This form will be submitted to ${bot ? session.store.nameOf(bot.id, guild) : 'an application'}. Do not share passwords or other sensitive information.`);
  const body = h('form', { id: `form-${form.id}`, class: 'modal-form', novalidate: true, onsubmit: send }, warning, parts.map((one) => one.node), problem);
  const dialog = openDialog({ title: form.title, body, actions: [h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'), submit] });
  body.querySelector('input, textarea, select, button')?.focus();
}

// A part has a node, check() → what is wrong or null, read() → the component of the submit.
function part(component, guild) {
  if (component.type === 1) {
    const inner = component.components.map((one) => field(one, one.label, null, guild));
    return { node: inner.map((one) => one.node), check: () => inner.map((one) => one.check()).find(Boolean), read: () => ({ type: 1, id: component.id, components: inner.map((one) => one.read()) }) };
  }
  if (component.type === 18) {
    const inner = field(component.component, component.label, component.description, guild);
    return { node: inner.node, check: inner.check, read: () => ({ type: 18, id: component.id, component: inner.read() }) };
  }
  if (component.type === 10) return { node: h('div', { class: 'text-display', dir: 'auto' }, markdown(component.content, guild)), read: () => null };
  return { node: h('p', { class: 'unknown-part' }, `This part (type ${component.type}) can’t be shown here.`), read: () => null };
}

function field(component, label, description, guild) {
  if (component.type === 4) return textField(component, label, description);
  if (SELECTS.has(component.type)) return selectField(component, label, description, guild);
  if (component.type === 21 || component.type === 22 || component.type === 23) return tickField(component, label, description);
  return { node: h('p', { class: 'unknown-part' }, `This field (type ${component.type}) can’t be filled here.`), check: () => null, read: () => ({ type: component.type, custom_id: component.custom_id, values: [] }) };
}

function framed(id, label, description, required, control, hint = null) {
  return h('div', { class: 'form-field' }, h('label', { for: id, dir: 'auto' }, label, required ? h('span', { class: 'required', title: 'Required' }, ' *') : null), description ? h('small', { dir: 'auto' }, description) : null, control, hint);
}

function textField(component, label, description) {
  const id = `field-${serial += 1}`;
  const long = component.style === 2;
  const required = component.required ?? true;
  const control = h(long ? 'textarea' : 'input', { id, type: long ? null : 'text', rows: long ? 5 : null, placeholder: component.placeholder ?? null, maxlength: component.max_length ?? 4000, 'aria-required': String(required), value: component.value ?? '', dir: 'auto', autocomplete: 'off', 'data-custom-id': component.custom_id });
  const hint = component.max_length ? h('small', { class: 'field-count', 'aria-hidden': 'true' }, `${control.value.length}/${component.max_length}`) : null;
  control.addEventListener('input', () => { control.removeAttribute('aria-invalid'); if (hint) hint.textContent = `${control.value.length}/${component.max_length}`; });
  const check = () => {
    const size = control.value.length;
    const wrong = required && !control.value.trim() ? `${label}: this field is required.` : size && size < (component.min_length ?? 0) ? `${label}: write at least ${component.min_length} characters.` : null;
    if (wrong) { control.setAttribute('aria-invalid', 'true'); control.focus(); }
    return wrong;
  };
  return { node: framed(id, label, description, required, control, hint), check, read: () => ({ type: 4, id: component.id, custom_id: component.custom_id, value: control.value }) };
}

function selectField(component, label, description, guild) {
  const id = `field-${serial += 1}`;
  const required = component.required ?? true;
  let values = component.type === 3 ? component.options.filter((one) => one.default).map((one) => one.value) : (component.default_values ?? []).map((one) => one.id);
  const control = selectButton(component, guild, { id, picked: values, send: (next) => { values = next; } });
  return { node: framed(id, label, description, required, control), check: () => (required && !values.length ? `${label}: pick something.` : null), read: () => ({ type: component.type, id: component.id, custom_id: component.custom_id, values }) };
}

// Radio group (21), checkbox group (22) and a lone checkbox (23) differ in how many ticks they take.
function tickField(component, label, description) {
  const id = `field-${serial += 1}`;
  const single = component.type === 23;
  const options = single ? [{ value: 'on', label, default: component.default }] : component.options;
  const inputs = options.map((option) => h('input', { type: component.type === 21 ? 'radio' : 'checkbox', name: id, value: option.value, checked: option.default }));
  const control = h('div', { id, role: 'group', 'aria-label': label }, options.map((option, at) => h('label', { class: 'tick-row' }, inputs[at], h('span', { dir: 'auto' }, option.label, option.description ? h('small', {}, option.description) : null))));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const required = !single && (component.required ?? true);
  const value = () => (component.type === 21 ? { value: chosen()[0] ?? null } : single ? { value: inputs[0].checked } : { values: chosen() });
  return { node: framed(id, single ? '' : label, description, required, control), check: () => (required && !chosen().length ? `${label}: pick something.` : null), read: () => ({ type: component.type, id: component.id, custom_id: component.custom_id, ...value() }) };
}

/** Let every session's forms open here, but only while that account is looked at. */
export function serveForms(session) {
  session.interactions.onForm = (form) => { if (app.session === session) openForm(session, form); };
}
