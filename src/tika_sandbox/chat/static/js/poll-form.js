// The form for a new poll: a question, up to ten answers, how long it runs.

import { h, iconButton } from './dom.js';
import { openDialog } from './popup.js';

const MOST = 10;
const LONGEST_ANSWER = 55;
const HOURS = [[1, '1 hour'], [4, '4 hours'], [8, '8 hours'], [24, '24 hours'], [72, '3 days'], [168, '1 week'], [336, '2 weeks']];

/** Ask for a poll and post it in `channelId`. */
export function newPoll(session, channelId) {
  const question = h('input', { type: 'text', id: 'poll-question', maxlength: 300, dir: 'auto', autofocus: true, placeholder: 'What do you want to ask?' });
  const answers = h('ol', { class: 'poll-answers' });
  const add = h('button', { type: 'button', class: 'as-link', onclick: () => { addAnswer(answers, add).focus(); } }, 'Add another answer');
  const hours = h('select', { id: 'poll-hours', class: 'plain-select' }, HOURS.map(([value, name]) => h('option', { value, selected: value === 24 }, name)));
  const several = h('input', { type: 'checkbox', id: 'poll-several' });
  const problem = h('p', { class: 'failure', role: 'alert', hidden: true });
  addAnswer(answers, add);
  addAnswer(answers, add);
  const post = async (event) => {
    event.preventDefault();
    const texts = [...answers.querySelectorAll('input')].map((one) => one.value.trim()).filter(Boolean);
    const wrong = question.value.trim() ? texts.length < 2 && 'Give at least two answers.' : 'Ask a question.';
    problem.hidden = !wrong;
    problem.textContent = wrong || '';
    if (wrong) return;
    const poll = { question: { text: question.value.trim() }, answers: texts.map((text) => ({ poll_media: { text } })), duration: Number(hours.value), allow_multiselect: several.checked, layout_type: 1 };
    try {
      session.hear('MESSAGE_CREATE', await session.rest.post(`/channels/${channelId}/messages`, { poll }));
      dialog.close();
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
  };
  const body = h('form', { id: 'new-poll', class: 'modal-form', novalidate: true, onsubmit: post },
    h('div', { class: 'form-field' }, h('label', { for: 'poll-question' }, 'Question'), question),
    h('div', { class: 'form-field', role: 'group', 'aria-label': 'Answers' }, h('span', { class: 'form-name' }, 'Answers'), answers, add),
    h('div', { class: 'form-field' }, h('label', { for: 'poll-hours' }, 'Duration'), hours),
    h('label', { class: 'tick-row', for: 'poll-several' }, several, 'Allow multiple answers'), problem);
  const dialog = openDialog({ title: 'Create a poll', body, actions: [
    h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'),
    h('button', { type: 'submit', class: 'button primary', form: 'new-poll' }, 'Post'),
  ] });
}

function addAnswer(list, add) {
  const field = h('input', { type: 'text', maxlength: LONGEST_ANSWER, dir: 'auto', placeholder: 'Type your answer', 'aria-label': `Answer ${list.children.length + 1}` });
  const renumber = () => {
    [...list.querySelectorAll('input')].forEach((one, index) => one.setAttribute('aria-label', `Answer ${index + 1}`));
    add.hidden = list.children.length >= MOST;
  };
  const row = h('li', {}, field, iconButton('trash', 'Remove this answer', () => { row.remove(); renumber(); list.querySelector('input')?.focus(); }));
  list.append(row);
  renumber();
  return field;
}
