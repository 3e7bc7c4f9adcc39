// What each gateway event changes in the store. Every row returns the regions that must be drawn again.

import { compareIds } from './format.js';
import { isThread } from './permissions.js';

const ALL = ['rail', 'channels', 'header', 'people', 'members', 'composer', 'panel'];

/** Apply a dispatch to `store`; return the names of the regions to draw again. */
export function applyEvent(store, name, data) {
  return EVENTS[name]?.(store, data) ?? [];
}

const EVENTS = {
  READY(store, { user, private_channels: dms = [], guilds = [] }) {
    store.me = store.keepUser(user);
    store.guilds = new Map([...store.guilds].filter(([id]) => guilds.some((guild) => guild.id === id)));
    dms.forEach((channel) => keepDirect(store, channel));
    guilds.filter((guild) => !guild.unavailable && guild.channels).forEach((guild) => keepGuild(store, guild));
    // After a fresh session messages may have been missed: what is shown is loaded again when looked at.
    store.rooms.forEach((room) => Object.assign(room, { loaded: false, complete: false }));
    return ALL;
  },
  RESUMED: () => ['messages'],
  GUILD_CREATE: (store, guild) => { keepGuild(store, guild); return ALL; },
  GUILD_UPDATE(store, guild) {
    const kept = store.guilds.get(guild.id);
    if (!kept) return [];
    for (const key of ['name', 'icon', 'owner_id', 'description']) if (key in guild) kept[key] = guild[key];
    if (guild.roles) kept.roles = keyed(guild.roles);
    return ALL;
  },
  GUILD_DELETE(store, { id, unavailable }) {
    if (!unavailable) store.guilds.delete(id);
    return ALL;
  },
  GUILD_EMOJIS_UPDATE(store, { guild_id: id, emojis }) {
    const guild = store.guilds.get(id);
    if (guild) guild.emojis = emojis;
    return [];
  },
  CHANNEL_CREATE: keepChannel,
  CHANNEL_UPDATE: keepChannel,
  CHANNEL_DELETE: dropChannel,
  THREAD_CREATE: keepChannel,
  THREAD_UPDATE: keepChannel,
  THREAD_DELETE: dropChannel,
  THREAD_LIST_SYNC(store, { guild_id: id, threads }) {
    threads.forEach((thread) => keepChannel(store, { ...thread, guild_id: id }));
    return ['channels'];
  },
  GUILD_ROLE_CREATE: keepRole,
  GUILD_ROLE_UPDATE: keepRole,
  GUILD_ROLE_DELETE(store, { guild_id: id, role_id: role }) {
    store.guilds.get(id)?.roles.delete(role);
    return ['members', 'people', 'channels'];
  },
  GUILD_MEMBER_ADD: keepMember,
  GUILD_MEMBER_UPDATE: keepMember,
  GUILD_MEMBER_REMOVE(store, { guild_id: id, user }) {
    store.guilds.get(id)?.members.delete(user.id);
    return ['members', 'channels'];
  },
  GUILD_MEMBERS_CHUNK(store, { guild_id: id, members, presences = [] }) {
    const guild = store.guilds.get(id);
    members.forEach((member) => store.keepMember(guild, member));
    presences.forEach((presence) => guild?.presences.set(presence.user.id, presence));
    return ['members', 'people'];
  },
  PRESENCE_UPDATE(store, presence) {
    const guild = store.guilds.get(presence.guild_id);
    guild?.presences.set(presence.user.id, presence);
    return ['members'];
  },
  USER_UPDATE(store, user) {
    store.me = store.keepUser(user);
    return ['panel', 'people', 'members'];
  },
  VOICE_STATE_UPDATE(store, voice) {
    const guild = store.guilds.get(voice.guild_id);
    if (!guild) return [];
    if (voice.member) store.keepMember(guild, voice.member);
    if (voice.channel_id) guild.voice.set(voice.user_id, voice);
    else guild.voice.delete(voice.user_id);
    return ['channels', 'members', 'panel'];
  },
  TYPING_START(store, { channel_id: channel, user_id: user, member, guild_id: guild }) {
    if (user === store.me.id) return [];
    if (member) store.keepMember(store.guilds.get(guild), member);
    if (!store.typing.has(channel)) store.typing.set(channel, new Map());
    store.typing.get(channel).set(user, Date.now() + 10_000);
    return ['typing'];
  },
  MESSAGE_CREATE(store, message) {
    store.typing.get(message.channel_id)?.delete(message.author.id);
    const room = store.room(message.channel_id);
    const mine = message.nonce ? room.list.find((one) => one.pending && one.nonce === message.nonce) : null;
    if (mine) store.remove(message.channel_id, [mine.id]);
    store.putMessages(message.channel_id, [message]);
    const channel = store.channel(message.channel_id);
    if (channel) channel.last_message_id = message.id;
    if (channel && isThread(channel)) counted(store, channel);
    store.markUnread(message);
    return ['messages', 'typing', 'channels', 'rail'];
  },
  MESSAGE_UPDATE(store, message) {
    if (message.author) store.seen(message);
    store.picks.delete(message.id);
    store.replace(message.channel_id, message.id, () => message);
    return ['messages'];
  },
  MESSAGE_DELETE(store, { channel_id: channel, id }) {
    store.remove(channel, [id]);
    forgetUnread(store, channel, [id]);
    return ['messages', 'channels', 'rail'];
  },
  MESSAGE_DELETE_BULK(store, { channel_id: channel, ids }) {
    store.remove(channel, ids);
    forgetUnread(store, channel, ids);
    return ['messages', 'channels', 'rail'];
  },
  MESSAGE_REACTION_ADD(store, { channel_id: channel, message_id: id, emoji, user_id: user }) {
    store.replace(channel, id, (message) => ({ reactions: reacted(message.reactions ?? [], emoji, 1, user === store.me.id) }));
    return ['messages'];
  },
  MESSAGE_REACTION_REMOVE(store, { channel_id: channel, message_id: id, emoji, user_id: user }) {
    store.replace(channel, id, (message) => ({ reactions: reacted(message.reactions ?? [], emoji, -1, user === store.me.id) }));
    return ['messages'];
  },
  MESSAGE_REACTION_REMOVE_ALL(store, { channel_id: channel, message_id: id }) {
    store.replace(channel, id, () => ({ reactions: [] }));
    return ['messages'];
  },
  MESSAGE_REACTION_REMOVE_EMOJI(store, { channel_id: channel, message_id: id, emoji }) {
    store.replace(channel, id, (message) => ({ reactions: (message.reactions ?? []).filter((one) => !sameEmoji(one.emoji, emoji)) }));
    return ['messages'];
  },
  MESSAGE_POLL_VOTE_ADD: (store, vote) => voted(store, vote, 1),
  MESSAGE_POLL_VOTE_REMOVE: (store, vote) => voted(store, vote, -1),
};

function keyed(rows) {
  return new Map((rows ?? []).map((row) => [row.id, row]));
}

function keepGuild(store, data) {
  const before = store.guilds.get(data.id);
  const own = { channels: new Map(), roles: keyed(data.roles), members: before?.members ?? new Map(), voice: new Map(), presences: new Map(), emojis: data.emojis ?? [] };
  const guild = { id: data.id, name: data.properties?.name ?? data.name, icon: data.icon, owner_id: data.owner_id, member_count: data.member_count, asked: false, ...own };
  store.guilds.set(guild.id, guild);
  for (const channel of [...(data.channels ?? []), ...(data.threads ?? [])]) guild.channels.set(channel.id, { ...channel, guild_id: guild.id });
  (data.members ?? []).forEach((member) => store.keepMember(guild, member));
  (data.voice_states ?? []).filter((voice) => voice.channel_id).forEach((voice) => guild.voice.set(voice.user_id, voice));
  (data.presences ?? []).forEach((presence) => guild.presences.set(presence.user.id, presence));
}

function keepDirect(store, channel) {
  (channel.recipients ?? []).forEach((user) => store.keepUser(user));
  store.dms.set(channel.id, channel);
}

function keepChannel(store, channel) {
  if (!channel.guild_id) { keepDirect(store, channel); return ['channels', 'rail']; }
  const guild = store.guilds.get(channel.guild_id);
  guild?.channels.set(channel.id, { ...guild.channels.get(channel.id), ...channel });
  return ['channels', 'header', 'composer'];
}

function dropChannel(store, channel) {
  store.guilds.get(channel.guild_id)?.channels.delete(channel.id);
  store.dms.delete(channel.id);
  store.rooms.delete(channel.id);
  store.unread.delete(channel.id);
  return ALL;
}

// The message that a thread began with shows how much was said in it.
function counted(store, thread) {
  thread.message_count = (thread.message_count ?? 0) + 1;
  store.replace(thread.parent_id, thread.id, () => ({}));
}

function keepRole(store, { guild_id: id, role }) {
  store.guilds.get(id)?.roles.set(role.id, role);
  return ['members', 'people', 'channels'];
}

function keepMember(store, member) {
  store.keepMember(store.guilds.get(member.guild_id), member);
  return ['members', 'people', 'channels', 'panel'];
}

function forgetUnread(store, channel, ids) {
  const mark = store.unread.get(channel);
  if (!mark) return;
  const left = mark.count - ids.filter((id) => compareIds(id, mark.first) >= 0).length;
  if (left > 0) store.unread.set(channel, { ...mark, count: left, mentions: Math.min(mark.mentions, left) });
  else store.unread.delete(channel);
}

function sameEmoji(a, b) {
  return a.id || b.id ? a.id === b.id : a.name === b.name;
}

function reacted(reactions, emoji, step, mine) {
  const found = reactions.find((one) => sameEmoji(one.emoji, emoji));
  if (!found) return step > 0 ? [...reactions, { emoji, count: 1, me: mine }] : reactions;
  const next = { ...found, count: found.count + step, me: mine ? step > 0 : found.me };
  return reactions.map((one) => (one === found ? next : one)).filter((one) => one.count > 0);
}

function voted(store, { channel_id: channel, message_id: id, answer_id: answer, user_id: user }, step) {
  store.replace(channel, id, ({ poll }) => {
    if (!poll) return {};
    const counts = new Map((poll.results?.answer_counts ?? []).map((row) => [row.id, row]));
    const row = counts.get(answer) ?? { id: answer, count: 0, me_voted: false };
    counts.set(answer, { ...row, count: Math.max(0, row.count + step), me_voted: user === store.me.id ? step > 0 : row.me_voted });
    return { poll: { ...poll, results: { ...poll.results, answer_counts: [...counts.values()] } } };
  });
  return ['messages'];
}
