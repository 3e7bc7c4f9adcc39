// All that one account knows: its servers, people, messages and unread marks, fed by gateway events.
// Messages are never changed in place; a new object means "draw again", the same object "as before".

import { compareIds } from './format.js';
import { may, permissionsIn } from './permissions.js';

export const EPHEMERAL = 64;
export const LOADING = 128;

export class Store {
  constructor() {
    this.me = null;
    this.guilds = new Map();
    this.dms = new Map();
    this.users = new Map();
    this.rooms = new Map();
    this.typing = new Map();
    this.unread = new Map();
    this.drafts = new Map();
    // What was picked in selects, until the bot changes the message.
    this.picks = new Map();
    this.lastChannel = new Map();
    this.place = { guild: null, channel: null };
  }

  /** Return a channel's messages: `list` (oldest first), `loaded`, `complete` (nothing older). */
  room(channelId) {
    if (!this.rooms.has(channelId)) this.rooms.set(channelId, { list: [], loaded: false, complete: false, busy: false });
    return this.rooms.get(channelId);
  }

  channel(id) {
    if (this.dms.has(id)) return this.dms.get(id);
    for (const guild of this.guilds.values()) if (guild.channels.has(id)) return guild.channels.get(id);
    return null;
  }

  guildOf(channelId) {
    const channel = this.channel(channelId);
    return channel?.guild_id ? this.guilds.get(channel.guild_id) ?? null : null;
  }

  can(name, channelId = this.place.channel) {
    const channel = this.channel(channelId);
    return may(permissionsIn(this.guildOf(channelId), channel, this.me.id), name);
  }

  sees(guild, channel) {
    return may(permissionsIn(guild, channel, this.me.id), 'viewChannel');
  }

  keepUser(user) {
    if (user?.id && user.username) this.users.set(user.id, { ...this.users.get(user.id), ...user });
    return user?.id ? this.users.get(user.id) ?? user : user;
  }

  keepMember(guild, member, user = member.user) {
    if (!guild || !user) return;
    this.keepUser(user);
    guild.members.set(user.id, { ...guild.members.get(user.id), ...member, user: this.users.get(user.id) ?? user });
  }

  /** Return what a person is called here: nickname, display name, name. */
  nameOf(userId, guild, fallback = null) {
    const user = this.users.get(userId) ?? fallback;
    return guild?.members.get(userId)?.nick || user?.global_name || user?.username || 'Unknown user';
  }

  /** Return the member's highest role that `test` accepts, or null. */
  topRole(userId, guild, test) {
    const roles = guild?.members.get(userId)?.roles ?? [];
    const found = roles.map((id) => guild.roles.get(id)).filter((role) => role && test(role));
    return found.sort((a, b) => b.position - a.position)[0] ?? null;
  }

  colourNumber(userId, guild) {
    return roleColour(this.topRole(userId, guild, (role) => roleColour(role) > 0));
  }

  putMessages(channelId, messages) {
    const room = this.room(channelId);
    const byId = new Map(room.list.map((message) => [message.id, message]));
    for (const message of messages) byId.set(message.id, this.seen(message));
    room.list = [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
  }

  seen(message) {
    this.keepUser(message.author);
    const guild = this.guildOf(message.channel_id);
    if (message.member && !message.webhook_id) this.keepMember(guild, message.member, message.author);
    for (const user of message.mentions ?? []) {
      this.keepUser(user);
      if (user.member) this.keepMember(guild, user.member, user);
    }
    return message;
  }

  message(channelId, id) {
    return this.room(channelId).list.find((message) => message.id === id) ?? null;
  }

  replace(channelId, id, change) {
    const room = this.room(channelId);
    room.list = room.list.map((message) => (message.id === id ? { ...message, ...change(message) } : message));
  }

  remove(channelId, ids) {
    const room = this.room(channelId);
    room.list = room.list.filter((message) => !ids.includes(message.id));
  }

  /** Return whether `message` is meant for me: by name, by a role of mine, by @everyone, or directly. */
  mentionsMe(message) {
    const guild = this.guildOf(message.channel_id);
    if (!guild && message.author.id !== this.me.id) return true;
    const mine = guild?.members.get(this.me.id)?.roles ?? [];
    return message.mention_everyone || (message.mentions ?? []).some((user) => user.id === this.me.id)
      || (message.mention_roles ?? []).some((role) => mine.includes(role));
  }

  markUnread(message) {
    if (message.author?.id === this.me.id || message.flags & EPHEMERAL) return;
    const mark = this.unread.get(message.channel_id) ?? { first: message.id, count: 0, mentions: 0 };
    const mentions = mark.mentions + (this.mentionsMe(message) ? 1 : 0);
    this.unread.set(message.channel_id, { ...mark, count: mark.count + 1, mentions });
  }

  unreadIn(guild) {
    const marks = [...guild.channels.keys()].map((id) => this.unread.get(id)).filter(Boolean);
    return { any: marks.length > 0, mentions: marks.reduce((sum, mark) => sum + mark.mentions, 0) };
  }
}

export function roleColour(role) {
  return role ? role.colors?.primary_color || role.color || 0 : 0;
}
