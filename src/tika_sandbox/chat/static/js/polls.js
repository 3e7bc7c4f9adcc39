// Polls: choose and vote, look at the results, take the vote back, end one's own poll.

import { app } from './context.js';
import { h, icon } from './dom.js';
import { plural, relativeOf } from './format.js';
import { emojiOf } from './markdown-view.js';
import { toast } from './popup.js';

// What is chosen but not sent, and whose results are shown without a vote: message id → Set, message ids.
const chosen = new Map();
const peeked = new Set();

export function pollView(message) {
  const { poll } = message;
  const counts = new Map((poll.results?.answer_counts ?? []).map((row) => [row.id, row]));
  const total = [...counts.values()].reduce((sum, row) => sum + row.count, 0);
  const over = Boolean(poll.results?.is_finalized || (poll.expiry && new Date(poll.expiry) < new Date()));
  const voted = [...counts.values()].some((row) => row.me_voted);
  const open = !over && !voted && !peeked.has(message.id);
  const row = (answer) => counts.get(answer.answer_id) ?? { count: 0, me_voted: false };
  const most = Math.max(...[...counts.values()].map((one) => one.count), 1);
  const answers = poll.answers.map((answer) => (open ? choice(message, answer) : result(answer, row(answer), total, over && row(answer).count === most)));
  const left = over ? 'Poll closed' : poll.expiry ? `closes ${relativeOf(new Date(poll.expiry))}` : null;
  return h('section', { class: 'poll', 'aria-label': 'Poll' }, h('strong', { dir: 'auto' }, poll.question?.text),
    h('small', {}, over ? 'The poll is over' : poll.allow_multiselect ? 'Select one or more answers' : 'Select one answer'),
    open ? h('div', { class: 'answers', role: poll.allow_multiselect ? 'group' : 'radiogroup', 'aria-label': poll.question?.text }, answers) : h('ul', { class: 'answers' }, answers),
    h('footer', {}, h('small', {}, [plural(total, 'vote'), left].filter(Boolean).join(' • ')), h('span', { class: 'poll-deeds' }, deeds(message, { over, voted, open }))));
}

function deeds(message, { over, voted, open }) {
  if (over) return null;
  if (voted) return link('Remove vote', 'unvote', message, () => vote(message, []));
  if (!open) return link('Go back to vote', 'back', message, () => { peeked.delete(message.id); again(message); });
  return [
    link('Show results', 'peek', message, () => { peeked.add(message.id); again(message); }),
    h('button', { type: 'button', class: 'button primary', disabled: !pickedIn(message).size, 'data-key': `vote-${message.id}`, onclick: () => vote(message, [...pickedIn(message)]) }, 'Vote'),
  ];
}

function link(text, key, message, onclick) {
  return h('button', { type: 'button', class: 'as-link', 'data-key': `${key}-${message.id}`, onclick }, text);
}

function pickedIn(message) {
  return chosen.get(message.id) ?? new Set();
}

function choice(message, answer) {
  const several = message.poll.allow_multiselect;
  const on = pickedIn(message).has(answer.answer_id);
  // A second press may come before the page is drawn anew, so it's what is chosen by then that counts.
  const press = () => {
    const next = new Set(several ? pickedIn(message) : []);
    if (!several || !next.delete(answer.answer_id)) next.add(answer.answer_id);
    chosen.set(message.id, next);
    again(message);
  };
  return h('button', { type: 'button', class: `answer${on ? ' mine' : ''}`, role: several ? 'checkbox' : 'radio', 'aria-checked': String(on), 'data-key': `answer-${message.id}-${answer.answer_id}`, onclick: press },
    words(answer), h('i', { class: `tick${several ? '' : ' round'}${on ? ' on' : ''}` }, on ? icon('check', 14) : null));
}

function result(answer, row, total, won) {
  const share = total ? Math.round((row.count / total) * 100) : 0;
  return h('li', { class: `answer${row.me_voted ? ' mine' : ''}${won ? ' won' : ''}`, style: { '--share': `${share}%` } },
    words(answer), h('small', {}, plural(row.count, 'vote')), h('b', {}, `${share}%`), row.me_voted ? h('span', { role: 'img', 'aria-label': 'my vote' }, icon('check', 18)) : null);
}

function words(answer) {
  return [answer.poll_media?.emoji ? emojiOf(answer.poll_media.emoji) : null, h('span', { dir: 'auto' }, answer.poll_media?.text)];
}

function again(message) {
  app.session.store.replace(message.channel_id, message.id, () => ({}));
  app.redraw(['messages']);
}

async function vote(message, answers) {
  try {
    await app.session.rest.put(`/channels/${message.channel_id}/polls/${message.id}/answers/@me`, { answer_ids: answers.map(String) });
    chosen.delete(message.id);
    peeked.delete(message.id);
  } catch (error) {
    toast(error.message);
  }
}
