// One account's connection: its store, its REST client, its gateway, its running interactions.
// Sessions stay online when another account is looked at, so that switching back costs nothing.

import { app } from './context.js';
import { applyEvent } from './events.js';
import { Gateway } from './gateway.js';
import { Interactions } from './interactions.js';
import { isThread } from './permissions.js';
import { nonce, Rest } from './rest.js';
import { Store } from './store.js';

const PAGE = 50;

export class Session {
  constructor(account, addresses) {
    this.account = account;
    this.status = 'connecting';
    this.mute = false;
    this.deaf = false;
    this.store = new Store();
    this.rest = new Rest(addresses.api, account.token);
    this.interactions = new Interactions(this);
    this.gateway = new Gateway(addresses.gateway, account.token, {
      onEvent: (name, data) => this.hear(name, data),
      onStatus: (status) => { this.status = status; if (status === 'refused') app.refused(this); this.redraw(['banner', 'panel']); },
    });
    this.gateway.connect();
  }

  get id() { return this.account.id; }

  redraw(regions) {
    app.redraw(app.session === this ? regions : ['panel']);
  }

  hear(name, data) {
    if (name === 'MESSAGE_CREATE' && !data.guild_id && !this.store.channel(data.channel_id)) this.meet(data.channel_id);
    const regions = this.interactions.hear(name, data) ?? applyEvent(this.store, name, data);
    if (name === 'GUILD_CREATE' || name === 'READY') app.arrived(this);
    if (regions.length) this.redraw(regions);
  }

  // Somebody wrote to me first: their channel is not in READY.
  async meet(channelId) {
    try { this.hear('CHANNEL_CREATE', await this.rest.get(`/channels/${channelId}`)); } catch { /* gone again */ }
  }

  /** Load the newest messages of a channel once; errors become the room's `problem`. */
  async load(channelId) {
    const room = this.store.room(channelId);
    if (room.loaded || room.busy) return;
    const starter = this.starterOf(channelId);
    await this.page(room, channelId, `/channels/${channelId}/messages?limit=${PAGE}`);
    room.starter = await starter;
    room.loaded = true;
    this.redraw(['messages']);
  }

  // A thread that began with a message has its id; its text belongs above all that was answered.
  async starterOf(channelId) {
    const channel = this.store.channel(channelId);
    if (!channel || !isThread(channel)) return null;
    const near = await this.rest.get(`/channels/${channel.parent_id}/messages?limit=1&around=${channelId}`).catch(() => []);
    const found = near.find((message) => message.id === channelId);
    return found ? this.store.seen({ ...found, thread: null }) : null;
  }

  /** Load the page before the oldest known message. */
  async loadOlder(channelId) {
    const room = this.store.room(channelId);
    const oldest = room.list.find((message) => !message.local);
    if (!room.loaded || room.complete || room.busy || !oldest) return;
    await this.page(room, channelId, `/channels/${channelId}/messages?limit=${PAGE}&before=${oldest.id}`);
    this.redraw(['messages']);
  }

  async page(room, channelId, path) {
    room.busy = true;
    try {
      const messages = await this.rest.get(path);
      room.problem = null;
      room.complete = messages.length < PAGE;
      this.store.putMessages(channelId, messages);
    } catch (error) {
      room.problem = error.message;
      room.complete = true;
    } finally {
      room.busy = false;
    }
  }

  /** Ask for everybody of a server, once; large servers send only some members with the server itself. */
  askMembers(guild) {
    if (guild.asked || guild.members.size >= (guild.member_count ?? 0)) return;
    guild.asked = true;
    this.gateway.send(8, { guild_id: guild.id, query: '', limit: 0, presences: true });
  }

  /** Say something; it shows at once, greyed until the server has it, red if it refuses. */
  async say(channelId, content, { reply = null, ping = true, files = [] } = {}) {
    const made = nonce();
    const body = { content, nonce: made };
    if (files.length) body.attachments = files.map((file, index) => ({ id: index, filename: file.name }));
    if (reply) {
      body.message_reference = { message_id: reply.id, channel_id: channelId };
      if (!ping) body.allowed_mentions = { parse: ['users', 'roles', 'everyone'], replied_user: false };
    }
    const draft = this.localMessage(channelId, { nonce: made, content, pending: true, retry: () => this.say(channelId, content, { reply, ping, files }) });
    draft.referenced_message = reply ?? undefined;
    draft.type = reply ? 19 : 0;
    this.store.putMessages(channelId, [draft]);
    this.redraw(['messages']);
    try {
      const message = await this.rest.post(`/channels/${channelId}/messages`, body, files);
      this.store.remove(channelId, [draft.id]);
      this.store.putMessages(channelId, [message]);
    } catch (error) {
      this.store.replace(channelId, draft.id, () => ({ pending: false, problem: error.message }));
    }
    this.redraw(['messages']);
  }

  /** Return a message that only this page knows. */
  localMessage(channelId, fields) {
    const base = { id: nonce(), channel_id: channelId, type: 0, flags: 0, local: true, author: this.store.me, timestamp: new Date().toISOString() };
    return { ...base, content: '', embeds: [], attachments: [], components: [], mentions: [], ...fields };
  }

  /** Open the direct messages with a person and show them. */
  async direct(userId) {
    const known = [...this.store.dms.values()].find((channel) => channel.type === 1 && channel.recipients?.[0]?.id === userId);
    const channel = known ?? await this.rest.post('/users/@me/channels', { recipient_id: userId });
    if (!known) this.hear('CHANNEL_CREATE', channel);
    app.open(channel.id);
  }
}
