// What a member may do in a channel: roles, then the channel's overwrites in Discord's order.

const BITS = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  useCommands: 1n << 31n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
  sendPolls: 1n << 49n,
};
const ALL = (1n << 60n) - 1n;

/** Return the permissions of `userId` in `channel` (a thread uses its parent's); without a guild, all. */
export function permissionsIn(guild, channel, userId) {
  if (!guild || guild.owner_id === userId) return ALL;
  const roles = guild.members.get(userId)?.roles ?? [];
  let allowed = bits(guild.roles.get(guild.id)?.permissions);
  for (const id of roles) allowed |= bits(guild.roles.get(id)?.permissions);
  if (allowed & BITS.administrator) return ALL;
  const ruled = channel?.parent_id && isThread(channel) ? guild.channels.get(channel.parent_id) : channel;
  return overwritten(allowed, ruled?.permission_overwrites ?? [], guild.id, roles, userId);
}

function overwritten(base, overwrites, everyone, roles, userId) {
  const by = new Map(overwrites.map((one) => [one.id, one]));
  let result = apply(base, by.get(everyone));
  let deny = 0n;
  let allow = 0n;
  for (const id of roles) {
    deny |= bits(by.get(id)?.deny);
    allow |= bits(by.get(id)?.allow);
  }
  result = (result & ~deny) | allow;
  return apply(result, by.get(userId));
}

function apply(base, overwrite) {
  return overwrite ? (base & ~bits(overwrite.deny)) | bits(overwrite.allow) : base;
}

function bits(text) {
  return BigInt(text ?? 0);
}

export function may(permissions, name) {
  return (permissions & BITS[name]) !== 0n;
}

export function isThread(channel) {
  return channel.type >= 10 && channel.type <= 12;
}
