// The commands that bots offer in a channel: fetched, flattened (each subcommand is a row), searched.

const FRESH_MS = 5_000;
const SUB = 1;
const GROUP = 2;
const ABOUT_PERSON = 2;

/**
 * Return every command usable in a channel; a list up to 5 s old is reused, an empty one never: the bot may
 * just be starting. Whoever asks while the answer is on its way shares it. Errors give what was known.
 */
export async function commandsOf(session, channelId) {
  const lists = session.commandLists ??= new Map();
  const known = lists.get(channelId) ?? { list: [], at: 0, coming: null };
  if (known.list.length && Date.now() - known.at < FRESH_MS) return known.list;
  lists.set(channelId, known);
  known.coming ??= fetchCommands(session, channelId).then(
    (list) => Object.assign(known, { list, at: Date.now() }), () => known,
  ).finally(() => { known.coming = null; });
  return (await known.coming).list;
}

/** Return the commands that bots offer for a person where one is. */
export async function commandsAbout(session) {
  const { guild, channel } = session.store.place;
  return guild && channel ? (await commandsOf(session, channel)).filter((one) => one.type === ABOUT_PERSON) : [];
}

/** Run a bot's command about a person. */
export function runAbout(session, command, userId) {
  session.interactions.command(session.store.place.channel, command, { target: userId });
}

/** Return whether it takes a moment to learn the commands of a channel. */
export function mustFetch(session, channelId) {
  return !session.commandLists?.get(channelId)?.list.length;
}

async function fetchCommands(session, channelId) {
  const answer = await session.rest.get(`/channels/${channelId}/application-command-index`);
  const apps = new Map((answer.applications ?? []).map((one) => [one.id, one]));
  return (answer.application_commands ?? []).flatMap((command) => leaves(session, command, apps));
}

function leaves(session, command, apps) {
  const application = apps.get(command.application_id);
  const bot = session.store.users.get(application?.bot?.id ?? application?.bot_id ?? command.application_id) ?? application?.bot ?? null;
  const base = { ...command, type: command.type ?? 1, bot, app_name: application?.name ?? bot?.global_name ?? bot?.username ?? 'Application' };
  const walk = (node, path) => {
    const subs = (node.options ?? []).filter((option) => option.type === SUB || option.type === GROUP);
    if (!subs.length) return [{ ...base, path, full_name: [command.name, ...path.map((one) => one.name)].join(' '), description: node.description, leaf_options: node.options ?? [] }];
    return subs.flatMap((sub) => walk(sub, [...path, { type: sub.type, name: sub.name }]));
  };
  return walk(command, []);
}

/** Return slash commands that fit what was typed after "/": by the start of the name, then by any part. */
export function findCommands(list, typed) {
  const wanted = typed.toLowerCase().trim();
  const rank = (command) => {
    if (command.full_name.startsWith(wanted)) return 0;
    if (command.full_name.split(/[\s_-]/).some((word) => word.startsWith(wanted))) return 1;
    return command.full_name.includes(wanted) ? 2 : 3;
  };
  const found = list.filter((command) => command.type === 1).map((command) => [rank(command), command]).filter(([score]) => score < 3);
  const order = ([a, one], [b, two]) => a - b || one.app_name.localeCompare(two.app_name) || one.full_name.localeCompare(two.full_name);
  const sorted = found.sort(order).map(([, command]) => command);
  if (wanted) return sorted;
  return sorted.sort((one, two) => one.app_name.localeCompare(two.app_name) || one.full_name.localeCompare(two.full_name));
}

/** Return the options of a request, wrapped into the command's group and subcommand. */
export function wrapped(command, options) {
  return [...command.path].reverse().reduce((inner, step) => [{ type: step.type, name: step.name, options: inner }], options);
}
