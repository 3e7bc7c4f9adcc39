// Commands, clicks, selects and forms: what Discord's client sends to POST /interactions, and what becomes
// of it. Each request has a nonce; INTERACTION_SUCCESS, INTERACTION_FAILURE, a form or choices name it.

import { nonce } from './rest.js';

const ANSWER_WITHIN_MS = 15_000;

export class Interactions {
  constructor(session) {
    this.session = session;
    this.running = new Map();
    /** Set by the form dialog: shows INTERACTION_MODAL_CREATE. */
    this.onForm = () => {};
  }

  /** Return the regions to draw if `name` is an event of interactions, else null. */
  hear(name, data) {
    const verbs = {
      INTERACTION_CREATE: () => this.created(data),
      INTERACTION_SUCCESS: () => this.finish(data.nonce, null),
      INTERACTION_FAILURE: () => this.finish(data.nonce, 'This interaction failed'),
      INTERACTION_MODAL_CREATE: () => this.form(data),
      APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE: () => this.choices(data),
    };
    return verbs[name] ? verbs[name]() ?? [] : null;
  }

  /** Run a slash command (type 1) or a context menu command (2, 3: `target` is the id). */
  async command(channelId, command, { options = [], files = [], attachments = [], target = null } = {}) {
    const data = { version: command.version, id: command.id, name: command.name, type: command.type ?? 1, options, attachments };
    if (command.guild_id) data.guild_id = command.guild_id;
    if (target) data.target_id = target;
    const local = this.session.localMessage(channelId, {
      nonce: nonce(), type: 20, flags: 192, sending: true, author: this.botOf(command),
      interaction_metadata: { user: this.session.store.me }, command_name: command.full_name ?? command.name,
    });
    this.session.store.putMessages(channelId, [local]);
    this.session.redraw(['messages']);
    await this.post({ type: 2, application_id: command.application_id, channel: channelId, made: local.nonce, local: local.id }, data, files);
  }

  botOf(command) {
    const { store } = this.session;
    const known = command.bot ?? store.users.get(command.application_id);
    return known ?? { id: command.application_id, username: 'Application', bot: true };
  }

  /** Press a button or send a select's `values` (undefined for buttons). */
  async component(message, component, values) {
    const data = { component_type: component.type, custom_id: component.custom_id };
    if (values !== undefined) Object.assign(data, { values });
    const about = { type: 3, application_id: message.application_id ?? message.author.id, channel: message.channel_id, made: nonce() };
    await this.post({ ...about, messageId: message.id, flags: message.flags, customId: component.custom_id }, data);
  }

  /** Send a filled form; resolves to null, or to what went wrong. */
  submit(form, components) {
    const data = { id: form.id, custom_id: form.custom_id, components };
    return new Promise((resolve) => {
      this.post({ type: 5, application_id: form.application_id, channel: form.channel_id, made: nonce(), done: resolve }, data);
    });
  }

  /** Resolve to the choices for the focused option; [] if the bot keeps silent. */
  autocomplete(channelId, command, options) {
    const data = { version: command.version, id: command.id, name: command.name, type: 1, options };
    if (command.guild_id) data.guild_id = command.guild_id;
    return new Promise((resolve) => {
      this.post({ type: 4, application_id: command.application_id, channel: channelId, made: nonce(), done: (choices) => resolve(Array.isArray(choices) ? choices : []) }, data);
    });
  }

  async post(about, data, files = []) {
    const { store, gateway, rest } = this.session;
    const guild = store.guildOf(about.channel);
    const body = { type: about.type, application_id: about.application_id, channel_id: about.channel, session_id: gateway.sessionId, nonce: about.made, data };
    if (guild) body.guild_id = guild.id;
    if (about.messageId) Object.assign(body, { message_id: about.messageId, message_flags: about.flags ?? 0 });
    about.timer = setTimeout(() => this.finish(about.made, 'This interaction failed'), ANSWER_WITHIN_MS);
    this.running.set(about.made, about);
    if (about.messageId) this.session.store.replace(about.channel, about.messageId, () => ({ waiting: about.customId, failure: null }));
    this.session.redraw(['messages']);
    try {
      await rest.post('/interactions', body, files);
    } catch (error) {
      this.finish(about.made, error.message);
    }
  }

  created({ id, nonce: made }) {
    const about = this.running.get(made);
    if (about) about.id = id;
    return [];
  }

  /** End the interaction `made`; `problem` is shown where the person acted, null means it went well. */
  finish(made, problem) {
    const about = this.running.get(made);
    if (!about) return [];
    clearTimeout(about.timer);
    this.running.delete(made);
    about.done?.(problem);
    const { store } = this.session;
    if (about.local && problem) store.replace(about.channel, about.local, () => ({ sending: false, problem: about.type === 2 && problem === 'This interaction failed' ? 'The application did not respond' : problem }));
    else if (about.local) store.remove(about.channel, [about.local]);
    if (about.messageId) store.replace(about.channel, about.messageId, () => ({ waiting: null, failure: problem }));
    this.session.redraw(['messages']);
    return ['messages'];
  }

  form(data) {
    const about = this.running.get(data.nonce);
    const application = data.application_id ?? data.application?.id ?? about?.application_id;
    this.finish(data.nonce, null);
    this.onForm({ ...data, application_id: application, channel_id: data.channel_id ?? about?.channel });
    return ['messages'];
  }

  choices({ nonce: made, choices }) {
    const about = this.running.get(made);
    if (!about) return [];
    clearTimeout(about.timer);
    this.running.delete(made);
    about.done(choices ?? []);
    return [];
  }
}
