// The page: who can log in, which regions there are, where we are. Everything else is in its own file.

import { app } from './context.js';
import { clicks } from './clicks.js';
import { composer, drawComposer } from './composer.js';
import { drawChannels } from './channels.js';
import { fill, h } from './dom.js';
import { typists } from './format.js';
import { drawHeader } from './header.js';
import { refreshTimes } from './markdown-view.js';
import { drawMembers } from './members.js';
import { drawMessages, forgetDrawn, jumpTo, startMessages } from './messages.js';
import { serveForms } from './modal-form.js';
import { drawPanel } from './panel.js';
import { personMenus } from './person-menu.js';
import { isThread } from './permissions.js';
import { closePopup, toast } from './popup.js';
import { drawRail } from './rail.js';
import { Session } from './session.js';
import { applyTheme } from './theme.js';
import { enter } from './threads.js';
import { startTips } from './tips.js';
import { longPresses } from './touch.js';
import { startToolbar } from './toolbar.js';

const at = (id) => document.getElementById(id);
const SPEAKING = new Set([2, 4, 13, 14, 15, 16]);

// The order matters: drawing messages marks them read, which the columns then show.
const REGIONS = {
  people: () => { forgetDrawn(); drawMessages(at('log')); },
  messages: () => drawMessages(at('log')),
  banner: drawBanner,
  rail: () => drawRail(at('rail')),
  channels: () => drawChannels(at('channels')),
  panel: () => drawPanel(at('panel')),
  header: () => drawHeader(at('header')),
  composer: () => drawComposer(at('composer')),
  members: () => drawMembers(at('members')),
  typing: drawTyping,
};
const ALL = Object.keys(REGIONS).filter((name) => name !== 'messages');
const dirty = new Set();
let planned = false;

app.redraw = (regions) => {
  regions.forEach((name) => dirty.add(name));
  if (planned) return;
  planned = true;
  // A hidden tab gets no animation frames, but its unread marks and messages should still be true.
  if (document.hidden) setTimeout(draw, 50); else requestAnimationFrame(draw);
};

function draw() {
  planned = false;
  if (!app.session?.store.me) { drawPanel(at('panel')); drawBanner(); return; }
  const todo = new Set(dirty);
  dirty.clear();
  if (todo.has('people')) todo.delete('messages');
  for (const [name, work] of Object.entries(REGIONS)) if (todo.has(name)) work();
}

function drawBanner() {
  const { status } = app.session;
  const texts = { away: 'The server is away. Trying to get back to it…', refused: 'The server does not know this account any more. Load the page again.' };
  const banner = at('banner');
  banner.hidden = !texts[status];
  banner.textContent = texts[status] ?? '';
}

function drawTyping() {
  const { store } = app.session;
  const now = Date.now();
  const typing = [...(store.typing.get(store.place.channel) ?? [])].filter(([, until]) => until > now).map(([id]) => store.nameOf(id, store.guildOf(store.place.channel)));
  fill(at('typing'), typing.length ? [h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), h('span', { dir: 'auto' }, typists(typing))] : null);
}

app.become = (accountId) => {
  const account = app.accounts.find((one) => one.id === accountId);
  if (!account || app.session?.id === accountId) return;
  closePopup();
  const place = app.session?.store.place;
  if (!app.sessions.has(accountId)) {
    const made = new Session(account, app.addresses);
    serveForms(made);
    app.sessions.set(accountId, made);
  }
  app.session = app.sessions.get(accountId);
  // Whoever is looked at first lands where the previous one was, so that a talk can be played from all sides.
  if (!app.session.store.place.channel && place?.channel) app.session.wish = place;
  remember();
  if (app.session.store.me) land(app.session);
  app.redraw(ALL);
};

/** A server (or READY) arrived for a session: find a place to be if there is none yet. */
app.arrived = (session) => {
  if (app.session === session) land(session);
};

/** The server took another world: fetch its accounts, and be the same person in it if there is one. */
app.refused = async (session) => {
  const before = session.account.token;
  if (!await fetchAccounts()) { setTimeout(() => app.refused(session), 2000); return; }
  const again = app.accounts.find((one) => one.id === session.id);
  if (!again || again.token === before) return;
  session.gateway.close();
  app.sessions.delete(session.id);
  if (app.session !== session) return;
  app.session = null;
  app.become(again.id);
};

async function fetchAccounts() {
  try {
    const answer = await fetch('/chat/accounts.json', { cache: 'no-store' });
    const { accounts, ...addresses } = await answer.json();
    Object.assign(app, { accounts, addresses });
    return true;
  } catch {
    return false;
  }
}

function land(session) {
  const { store } = session;
  if (store.place.channel && store.channel(store.place.channel)) return;
  const wish = session.wish ?? placeOf(location.hash);
  const channel = wish?.channel && store.channel(wish.channel);
  if (channel && visible(store, channel)) { app.open(channel.id, wish.message); return; }
  const guild = store.guilds.get(wish?.guild) ?? [...store.guilds.values()][0];
  if (guild) app.openGuild(guild.id);
}

function visible(store, channel) {
  return !channel.guild_id || store.sees(store.guildOf(channel.id), channel);
}

app.open = (channelId, messageId = null) => {
  const { store } = app.session;
  const channel = store.channel(channelId);
  if (!channel) { toast('This channel is not open to you.'); return; }
  store.place = { guild: channel.guild_id ?? null, channel: channelId };
  store.lastChannel.set(channel.guild_id ?? '@me', channelId);
  if (messageId) find(channelId, messageId);
  const guild = store.guildOf(channelId);
  if (guild) app.session.askMembers(guild);
  if (isThread(channel) && !channel.thread_metadata?.archived) app.session.rest.put(`/channels/${channelId}/thread-members/@me`).catch(() => { /* reading needs no membership */ });
  document.body.classList.remove('side-open', 'members-open');
  remember();
  app.redraw(ALL);
};

// A message that is not loaded is fetched with what surrounds it.
async function find(channelId, messageId) {
  const { store, rest } = app.session;
  jumpTo(messageId);
  if (store.message(channelId, messageId)) return;
  try {
    store.putMessages(channelId, await rest.get(`/channels/${channelId}/messages?limit=50&around=${messageId}`));
    jumpTo(messageId);
    app.redraw(['messages']);
  } catch (error) {
    jumpTo(null);
    toast(error.message);
  }
}

app.openGuild = (guildId) => {
  const { store } = app.session;
  const guild = store.guilds.get(guildId);
  const last = store.lastChannel.get(guildId);
  const order = (a, b) => (guild.channels.get(a.parent_id)?.position ?? -1) - (guild.channels.get(b.parent_id)?.position ?? -1) || a.position - b.position;
  const open = [...guild.channels.values()].filter((channel) => !SPEAKING.has(channel.type) && !isThread(channel) && store.sees(guild, channel)).sort(order);
  const wide = document.body.classList.contains('side-open');
  const chosen = guild.channels.has(last) ? last : open[0]?.id;
  if (chosen) app.open(chosen);
  else { store.place = { guild: guildId, channel: null }; app.redraw(ALL); }
  document.body.classList.toggle('side-open', wide);
};

app.openHome = () => {
  const { store } = app.session;
  const last = store.lastChannel.get('@me');
  const wide = document.body.classList.contains('side-open');
  if (store.dms.has(last)) app.open(last);
  else { store.place = { guild: null, channel: null }; remember(); app.redraw(ALL); }
  document.body.classList.toggle('side-open', wide);
};

app.drawer = (side) => {
  const narrow = matchMedia(side === 'side' ? '(max-width: 760px)' : '(max-width: 1000px)').matches;
  document.body.classList.toggle(narrow ? `${side}-open` : `no-${side}`);
  app.redraw(['header']);
};

app.enter = enter;
app.reply = (message) => composer()?.reply(message);
app.useCommand = (command) => composer()?.command(command);
app.attach = (files) => composer()?.addFiles(files);
app.mention = (userId) => {
  const { store } = app.session;
  composer()?.mention(`@${store.nameOf(userId, store.guildOf(store.place.channel))}`, `<@${userId}>`, 0);
};

function remember() {
  const { store, id } = app.session;
  if (store.place.channel) history.replaceState(null, '', `#${id}/${store.place.guild ?? '@me'}/${store.place.channel}`);
  try { sessionStorage.setItem('tika-account', id); } catch { /* then the address alone remembers */ }
}

function placeOf(hash) {
  const [account, guild, channel, message] = hash.replace(/^#/, '').split('/');
  return { account, guild, channel, message };
}

async function start() {
  applyTheme();
  startMessages();
  startToolbar();
  startTips();
  clicks();
  personMenus();
  longPresses();
  while (!await fetchAccounts()) {
    at('banner').hidden = false;
    at('banner').textContent = 'The server cannot be reached. Trying again…';
    await new Promise((resolve) => { setTimeout(resolve, 2000); });
  }
  at('banner').hidden = true;
  if (!app.accounts.length) { at('banner').hidden = false; at('banner').textContent = 'This world has nobody in it yet.'; return; }
  let last = null;
  try { last = sessionStorage.getItem('tika-account'); } catch { /* private window */ }
  const wanted = [placeOf(location.hash).account, last].find((id) => app.accounts.some((one) => one.id === id));
  app.become(wanted ?? app.accounts[0].id);
  setInterval(() => { refreshTimes(); if (app.session.store.me) drawTyping(); }, 1000);
}

start();
