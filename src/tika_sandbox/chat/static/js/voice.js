// Voice channels, as presence only: nobody hears anything, but everybody sees who is in, muted or deaf.

import { app } from './context.js';

/** Return {guild, state} of the voice channel that I am in, or null. */
export function voiceOf({ store }) {
  for (const guild of store.guilds.values()) {
    const state = guild.voice.get(store.me?.id);
    if (state) return { guild, state };
  }
  return null;
}

/** Go into a voice channel; null leaves the server's voice. */
export function goVoice(guildId, channelId) {
  const { gateway, mute, deaf } = app.session;
  gateway.send(4, { guild_id: guildId, channel_id: channelId, self_mute: mute || deaf, self_deaf: deaf });
}

/** Turn my microphone off or on; whoever speaks again also hears again. */
export function flipMute() {
  const { session } = app;
  const silent = session.mute || session.deaf;
  Object.assign(session, silent ? { mute: false, deaf: false } : { mute: true });
  tell(session);
}

/** Stop or start hearing the others. */
export function flipDeaf() {
  app.session.deaf = !app.session.deaf;
  tell(app.session);
}

function tell(session) {
  const here = voiceOf(session);
  if (here) goVoice(here.guild.id, here.state.channel_id);
  app.redraw(['panel']);
}
