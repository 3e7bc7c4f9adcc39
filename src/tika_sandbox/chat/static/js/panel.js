// Who I am, at the bottom left, and the row of faces that switches accounts with one click.

import { app } from './context.js';
import { fill, h, icon, iconButton } from './dom.js';
import { plural } from './format.js';
import { avatar } from './people.js';
import { nextTheme, theme } from './theme.js';
import { flipDeaf, flipMute, goVoice, voiceOf } from './voice.js';

export function drawPanel(node) {
  const { account, status, store } = app.session;
  const me = { ...account, username: account.name, ...store.me };
  const voice = voiceOf(app.session);
  fill(node,
    voice ? voiceBar(voice) : null,
    h('div', { class: 'faces', role: 'radiogroup', 'aria-label': 'Speak as', 'data-scroll': 'faces', onkeydown: walkFaces }, app.accounts.map(face)),
    h('div', { class: 'me' },
      h('div', { class: 'me-card', 'data-user': me.id, role: 'button', tabindex: 0 },
        avatar(me, 32, status === 'online' ? 'online' : 'offline'),
        h('span', { class: 'me-text' }, h('span', { class: 'unseen' }, 'You are '), h('strong', { dir: 'auto' }, me.global_name ?? me.username), h('small', {}, statusText(status, account)))),
      voiceSwitches(app.session),
      iconButton(theme() === 'dark' ? 'sun' : 'moon', theme() === 'dark' ? 'Switch to the light theme' : 'Switch to the dark theme', () => { nextTheme(); app.redraw(['panel']); }, { 'data-key': 'theme' })));
}

function statusText(status, account) {
  if (status === 'online') return account.admin ? 'Online · admin' : 'Online';
  return { connecting: 'Connecting…', away: 'Reconnecting…', refused: 'Token refused' }[status];
}

function face(account, index) {
  const chosen = account.id === app.session.id;
  const session = app.sessions.get(account.id);
  const store = session?.store;
  const waiting = store && !chosen ? [...store.unread.values()].reduce((sum, mark) => sum + mark.mentions, 0) : 0;
  const user = { ...account, username: account.name, ...store?.me };
  const label = `${user.global_name ?? user.username}${account.admin ? ', admin' : ''}${waiting ? `, ${plural(waiting, 'mention')}` : ''}`;
  return h('button', { type: 'button', class: `face${chosen ? ' chosen' : ''}`, role: 'radio', 'aria-checked': String(chosen), tabindex: chosen ? 0 : -1, 'aria-label': `Speak as ${label}`, 'data-tip': index < 9 ? `${label} · Alt+${index + 1}` : label, 'data-account': account.id, 'data-key': `face-${account.id}`, onclick: () => app.become(account.id) },
    avatar(user, 28), account.admin ? h('span', { class: 'face-crown' }, icon('crown', 10)) : null, waiting ? h('b', { class: 'count' }, waiting) : null);
}

function walkFaces(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const faces = [...event.currentTarget.querySelectorAll('.face')];
  const next = faces[(faces.indexOf(document.activeElement) + step + faces.length) % faces.length];
  next.focus();
  next.click();
}

function voiceSwitches({ mute, deaf }) {
  const silent = mute || deaf;
  return [
    iconButton(silent ? 'mute' : 'mic', silent ? 'Unmute' : 'Mute', flipMute, { class: `icon-button${silent ? ' off' : ''}`, 'data-key': 'mute' }),
    iconButton(deaf ? 'deaf' : 'ears', deaf ? 'Undeafen' : 'Deafen', flipDeaf, { class: `icon-button${deaf ? ' off' : ''}`, 'data-key': 'deaf' }),
  ];
}

function voiceBar({ guild, state }) {
  return h('div', { class: 'voice-bar' }, icon('voice', 18),
    h('span', {}, h('strong', {}, 'Voice connected'), h('small', { dir: 'auto' }, `${guild.channels.get(state.channel_id)?.name ?? ''} / ${guild.name}`)),
    iconButton('leave', 'Leave the voice channel', () => goVoice(guild.id, null), { 'data-key': 'leave-voice' }));
}
