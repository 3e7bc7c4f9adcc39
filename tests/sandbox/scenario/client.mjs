// The scenario's bot in discord.js' words. Arguments: api (without version), token, number of shards.
import { createRequire } from 'node:module';

const require = createRequire(process.env.TIKA_TEST_DISCORD_JS + '/');
const {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, ChannelSelectMenuBuilder, Client, ContainerBuilder,
  EmbedBuilder, GatewayIntentBits, MentionableSelectMenuBuilder, ModalBuilder, Partials, Routes, RoleSelectMenuBuilder,
  StringSelectMenuBuilder, TextDisplayBuilder, TextInputBuilder, TextInputStyle, UserSelectMenuBuilder,
} = require('discord.js');

const [api, token, shards] = process.argv.slice(2);
const TEAPOT = '\u{1FAD6}';
const client = new Client({
  intents: Object.values(GatewayIntentBits).filter((bit) => typeof bit === 'number'),
  partials: [Partials.Message, Partials.Channel, Partials.Reaction],
  rest: { api },
  shardCount: Number(shards),
});

const file = (name) => new AttachmentBuilder(Buffer.from('assam'), { name });
const attic = (m) => m.guild.channels.cache.find((one) => one.name === 'attic');
const brewer = (m) => m.guild.roles.cache.find((one) => one.name === 'Brewer');
const begun = async (m) => (await m.guild.channels.fetchActiveThreads()).threads.first();
const named = async (m, query) => (await m.guild.members.fetch({ query, limit: 1 })).first();
const say = (m, words) => m.channel.send(words);
const pinned = async (m) => say(m, `pinned ${(await m.channel.messages.fetchPins()).items.length}`);
const banned = async (m) => say(m, `banned ${(await m.guild.bans.fetch()).size}`);
const fresh = (m) => m.channel.messages.fetch({ message: m.id, force: true });
const itself = (m) => m.guild.members.fetch({ user: m.author.id, force: true });
const has = async (m) => say(m, `has ${(await itself(m)).roles.cache.has(brewer(m).id) ? 'True' : 'False'}`);

const heard = {
  '!send': (m) => say(m, 'sent'),
  '!edit': async (m) => (await say(m, 'before')).edit('after'),
  '!upload': (m) => m.channel.send({ files: [file('leaf.txt')] }),
  '!files': (m) => m.channel.send({ files: [file('one.txt'), file('two.txt')] }),
  '!react': (m) => m.react(TEAPOT),
  '!delete': (m) => m.delete(),
  '!reply': (m) => m.reply('replied'),
  '!count': async (m) => say(m, `${(await m.guild.members.fetch({ query: 'ali', limit: 100 })).size} members`),
  '!embed': (m) => m.channel.send({ embeds: [new EmbedBuilder().setTitle('Leaf').setDescription('green')] }),
  '!quiet': (m) => m.channel.send({ content: '@everyone', allowedMentions: { parse: [] } }),
  '!history': async (m) => say(m, `${(await m.channel.messages.fetch({ limit: 3 })).size} messages`),
  '!fetch': async (m) => say(m, `fetched ${(await fresh(m)).content}`),
  '!typing': (m) => m.channel.sendTyping(),
  '!purge': async (m) => {
    const said = [await say(m, 'one'), await say(m, 'two')];
    await say(m, `purged ${(await m.channel.bulkDelete(said)).size}`);
  },
  '!pin': async (m) => { await m.pin(); await pinned(m); },
  '!unpin': async (m) => {
    for (const { message } of (await m.channel.messages.fetchPins()).items) await message.unpin();
    await pinned(m);
  },
  '!who': async (m) => {
    const reaction = await m.react(TEAPOT);
    await say(m, `who ${(await reaction.users.fetch()).map((one) => one.username).join(' ')}`);
  },
  '!unreact': async (m) => {
    await (await m.react(TEAPOT)).users.remove(client.user.id);
    // Not through the cache, which hears of it in its own time.
    await say(m, `reactions ${(await client.rest.get(Routes.channelMessage(m.channelId, m.id))).reactions?.length ?? 0}`);
  },
  '!clear': async (m) => {
    await m.react(TEAPOT);
    await m.reactions.removeAll();
    await say(m, `cleared ${(await fresh(m)).reactions.cache.size}`);
  },
  '!thread': async (m) => say(m, `thread ${(await m.startThread({ name: 'leaves' })).name}`),
  '!inside': async (m) => {
    const thread = await begun(m);
    await thread.send('hello');
    await say(m, `inside ${thread.name}`);
  },
  '!archive': async (m) => {
    await say(m, `archived ${(await (await begun(m)).setArchived(true)).archived ? 'True' : 'False'}`);
  },
  '!poll': async (m) => {
    const answers = [{ text: 'Tea' }, { text: 'Coffee' }];
    await m.channel.send({ poll: { question: { text: 'Tea or coffee?' }, answers, duration: 1, allowMultiselect: false } });
  },
  // Read, not remembered: a member may be quicker than the answer to our own request.
  '!end': async (m) => (await m.channel.messages.fetch({ limit: 5 })).find((one) => one.poll).poll.end(),
  '!room': async (m) => say(m, `made ${(await m.guild.channels.create({ name: 'attic' })).name}`),
  '!topic': async (m) => say(m, `topic ${(await attic(m).setTopic('dusty')).topic}`),
  '!lock': async (m) => {
    await attic(m).permissionOverwrites.edit(m.guild.id, { SendMessages: false });
    const fetched = await m.guild.channels.fetch(attic(m).id, { force: true });
    await say(m, `locked ${fetched.permissionOverwrites.cache.size}`);
  },
  '!unroom': async (m) => say(m, `gone ${(await attic(m).delete()).name}`),
  '!role': async (m) => say(m, `role ${(await m.guild.roles.create({ name: 'Brewer' })).name}`),
  '!order': async (m) => {
    const roles = await client.rest.get(Routes.guildRoles(m.guild.id));
    const same = roles.every((one) => m.guild.roles.cache.get(one.id).rawPosition === one.position);
    await say(m, `order ${same ? 'True' : 'False'}`);
  },
  '!give': async (m) => { await m.member.roles.add(brewer(m)); await has(m); },
  '!take': async (m) => { await m.member.roles.remove(brewer(m)); await has(m); },
  '!unrole': async (m) => { await brewer(m).delete(); await say(m, 'no role'); },
  '!nick': async (m) => say(m, `nick ${(await m.member.setNickname('Ali')).nickname}`),
  '!unnick': async (m) => say(m, `nick ${(await m.member.setNickname(null)).nickname ?? 'none'}`),
  '!timeout': async (m) => {
    await m.member.timeout(60_000);
    const silent = (await itself(m)).isCommunicationDisabled();
    await m.member.timeout(null);
    await say(m, `silent ${silent ? 'True' : 'False'}`);
  },
  '!ban': async (m) => { await m.guild.members.ban(await named(m, 'otto')); await banned(m); },
  '!unban': async (m) => {
    for (const one of (await m.guild.bans.fetch()).values()) await m.guild.members.unban(one.user);
    await banned(m);
  },
  '!kick': async (m) => { await (await named(m, 'layla')).kick(); await say(m, 'kicked'); },
  '!audit': async (m) => say(m, `audit ${(await m.guild.fetchAuditLogs({ limit: 1 })).entries.first().action}`),
  '!hook': async (m) => (await m.channel.createWebhook({ name: 'Courier' })).send('parcel'),
  '!unhook': async (m) => {
    for (const one of (await m.channel.fetchWebhooks()).values()) await one.delete();
    await say(m, `hooks ${(await m.channel.fetchWebhooks()).size}`);
  },
  '!invite': async (m) => say(m, `invite ${(await m.channel.createInvite({ maxAge: 60 })).code ? 'True' : 'False'}`),
  '!guild': async (m) => say(m, `guild ${(await client.guilds.fetch({ guild: m.guild.id, force: true })).name}`),
  '!member': async (m) => say(m, `member ${(await itself(m)).user.username}`),
  '!me': async (m) => say(m, `me ${(await client.users.fetch(client.user.id, { force: true })).username}`),
  '!whisper': (m) => m.author.send('between us'),
};

const row = (part) => new ActionRowBuilder().addComponents(part);
const button = () => row(new ButtonBuilder().setCustomId('press').setLabel('Press').setStyle(ButtonStyle.Primary));
const line = () => row(new TextInputBuilder().setCustomId('drink').setLabel('Drink').setStyle(TextInputStyle.Short));
const menus = () => [
  new StringSelectMenuBuilder().addOptions(['assam', 'sencha'].map((one) => ({ label: one, value: one })))
    .setPlaceholder('Drinks'),
  new UserSelectMenuBuilder().setPlaceholder('People'),
  new RoleSelectMenuBuilder().setPlaceholder('Roles'),
  new ChannelSelectMenuBuilder().setPlaceholder('Places'),
  new MentionableSelectMenuBuilder().setPlaceholder('Anybody'),
].map((one, at) => row(one.setCustomId(`menu${at}`)));
const display = (words) => new TextDisplayBuilder().setContent(words);
const asked = {
  hello: (i) => i.reply(`hello ${i.options.getString('name')}`),
  secret: (i) => i.reply({ content: 'psst', flags: 64 }),
  later: async (i) => { await i.deferReply(); await i.editReply('later'); },
  secretly: async (i) => { await i.deferReply({ flags: 64 }); await i.followUp({ content: 'at last', flags: 64 }); },
  follow: async (i) => { await i.reply('first'); await i.followUp('second'); },
  change: async (i) => { await i.reply('old'); await i.editReply('new'); },
  vanish: async (i) => { await i.reply('oops'); await i.deleteReply(); },
  tools: (i) => i.reply(i.options.getSubcommand()),
  stock: (i) => {
    const o = i.options;
    const things = [o.getUser('keeper').username, o.getChannel('shelf').name, o.getRole('rank').name];
    const more = [o.getMentionable('owner').user.username, o.getAttachment('note').name];
    const fresh = o.getBoolean('fresh') ? 'fresh' : 'stale';
    const words = [o.getString('label'), o.getInteger('grams'), o.getNumber('heat'), fresh, ...things, ...more];
    return i.reply(words.join(' '));
  },
  brew: (i) => i.reply(i.options.getString('drink')),
  buttons: (i) => i.reply({ content: 'untouched', components: [button()] }),
  form: (i) => i.showModal(new ModalBuilder().setCustomId('form').setTitle('Drink').addComponents(line())),
  menus: (i) => i.reply({ content: 'choose', components: menus() }),
  layout: (i) => i.reply({
    components: [new ContainerBuilder().addTextDisplayComponents(display('Steep'), display('for three minutes'))],
    flags: 1 << 15,
  }),
  Greet: (i) => i.reply(`greetings ${i.targetUser.username}`),
  Quote: (i) => i.reply(`quoted ${i.targetMessage.content}`),
};

const complain = (mistake) => console.error(mistake);
client.on('messageCreate', async (m) => {
  if (m.author.id !== client.user.id) await Promise.resolve(heard[m.content]?.(m)).catch(complain);
});
client.on('messageUpdate', (_, now) => { if (now.content === 'tea') now.channel.send('edited to tea'); });
client.on('messageDelete', (m) => { if (m.content === 'never mind') m.channel.send('lost one'); });
client.on('messageReactionAdd', (reaction, user) => {
  if (user.id !== client.user.id) reaction.message.channel.send(`saw ${reaction.emoji.name}`);
});
client.on('voiceStateUpdate', (_, now) => {
  const general = now.guild.channels.cache.find((one) => one.name === 'general');
  general.send(`${now.member.user.username} ${now.channelId ? 'sits' : 'stands'}`);
});
client.on('interactionCreate', async (i) => {
  if (i.isAutocomplete()) {
    const fitting = ['assam', 'sencha'].filter((one) => one.startsWith(i.options.getFocused()));
    await i.respond(fitting.map((one) => ({ name: one, value: one })));
  } else if (i.isButton()) await i.update('pressed');
  else if (i.isAnySelectMenu()) await i.reply(`picked ${i.values[0]}`);
  else if (i.isModalSubmit()) await i.reply(`noted ${i.fields.getTextInputValue('drink')}`);
  else await Promise.resolve(asked[i.commandName](i)).catch(complain);
});
client.once('clientReady', async () => {
  const text = (name, more) => ({ type: 3, name, description: 'x', required: true, ...more });
  const types = { label: 3, grams: 4, heat: 10, fresh: 5, keeper: 6, shelf: 7, rank: 8, owner: 9, note: 11 };
  const every = Object.entries(types).map(([name, type]) => text(name, { type }));
  const plain = ['secret', 'later', 'secretly', 'follow', 'change', 'vanish', 'buttons', 'form', 'menus', 'layout'];
  await client.application.commands.set([
    { name: 'hello', description: 'Say hello.', options: [text('name')] },
    { name: 'brew', description: 'x', options: [text('drink', { autocomplete: true })] },
    { name: 'tools', description: 'x', options: [{ type: 1, name: 'inner', description: 'x' }] },
    { name: 'stock', description: 'x', options: every },
    { name: 'Greet', type: 2 },
    { name: 'Quote', type: 3 },
    ...plain.map((name) => ({ name, description: 'x' })),
  ]);
  console.log('ready');
});
process.on('SIGTERM', async () => { await client.destroy(); process.exit(0); });
await client.login(token);
