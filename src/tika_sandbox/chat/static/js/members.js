// The member list: by hoisted role, then online, then offline.

import { app } from './context.js';
import { fill, h, icon } from './dom.js';
import { avatar, badge, personName, presenceOf } from './people.js';
import { isThread, may, permissionsIn } from './permissions.js';
import { walk } from './rail.js';

const SHOWN = 300;

export function drawMembers(node) {
  const { store } = app.session;
  const guild = store.guilds.get(store.place.guild);
  node.hidden = !guild;
  if (!guild) { fill(node); return; }
  const groups = grouped(guild, store.channel(store.place.channel));
  fill(node, h('div', { class: 'member-list', 'data-scroll': 'members' }, groups.map(([name, members]) => h('section', {},
    h('h2', { class: 'group-name', dir: 'auto' }, `${name} — ${members.length}`),
    h('ul', {}, members.slice(0, SHOWN).map((member) => row(member, guild)))))));
  node.onkeydown = walk;
}

function grouped(guild, channel) {
  const { store } = app.session;
  const seen = [...guild.members.values()].filter((member) => member.user && (!channel || isThread(channel) || may(permissionsIn(guild, channel, member.user.id), 'viewChannel')));
  const groups = new Map();
  for (const member of seen) {
    const away = presenceOf(member.user.id, guild) === 'offline';
    const role = away ? null : store.topRole(member.user.id, guild, (one) => one.hoist);
    const key = away ? 'Offline' : role?.name ?? 'Online';
    if (!groups.has(key)) groups.set(key, { rank: away ? -1 : role?.position ?? 0, members: [] });
    groups.get(key).members.push(member);
  }
  const byName = (a, b) => store.nameOf(a.user.id, guild).localeCompare(store.nameOf(b.user.id, guild));
  return [...groups].sort(([, a], [, b]) => b.rank - a.rank).map(([name, group]) => [name, group.members.sort(byName)]);
}

function row(member, guild) {
  const { user } = member;
  const status = presenceOf(user.id, guild);
  const activity = guild.presences.get(user.id)?.activities?.find((one) => one.name || one.state);
  const fields = { class: `member ${status}`, role: 'button', tabindex: 0, 'data-user': user.id, 'data-key': `member-${user.id}` };
  const name = personName(user, guild);
  name.removeAttribute('tabindex');
  name.removeAttribute('role');
  return h('li', {}, h('div', fields, avatar(user, 32, status),
    h('span', { class: 'member-text' },
      h('span', { class: 'member-name' }, name, user.id === guild.owner_id ? h('span', { class: 'crown', title: 'Server owner' }, icon('crown', 14)) : null, badge(user)),
      activity ? h('small', { dir: 'auto' }, activity.type === 4 ? activity.state : `${['Playing', 'Streaming', 'Listening to', 'Watching', '', 'Competing in'][activity.type] ?? ''} ${activity.name}`) : null),
    h('span', { class: 'unseen' }, `, ${status}`)));
}
