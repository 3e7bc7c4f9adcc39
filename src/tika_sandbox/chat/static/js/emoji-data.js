// The emojis offered in the picker and behind :names:, by group. Any other can still be pasted.

const GROUPS = {
  'People': '😀 grinning|😃 smiley|😄 smile|😁 grin|😆 laughing|😅 sweat_smile|😂 joy|🤣 rofl|🙂 slight_smile|🙃 upside_down|😉 wink|😊 blush|😇 innocent|🥰 smiling_hearts|😍 heart_eyes|🤩 star_struck|😘 kissing_heart|😋 yum|😜 stuck_out_tongue_wink|🤪 zany|🤗 hugging|🤭 hand_over_mouth|🤔 thinking|🤨 raised_eyebrow|😐 neutral|😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 rolling_eyes|😬 grimacing|😌 relieved|😔 pensive|😴 sleeping|😷 mask|🤯 exploding_head|🥳 partying|😎 sunglasses|🤓 nerd|🧐 monocle|😕 confused|😟 worried|😮 open_mouth|😲 astonished|🥺 pleading|😢 cry|😭 sob|😱 scream|😤 triumph|😡 rage|🤬 cursing|💀 skull|👻 ghost|🤖 robot|👽 alien|💩 poop',
  'Gestures': '👋 wave|🤚 raised_back|✋ raised_hand|👌 ok_hand|✌️ v|🤞 crossed_fingers|🤟 love_you|🤘 metal|👈 point_left|👉 point_right|👆 point_up|👇 point_down|👍 thumbsup|👎 thumbsdown|✊ fist|👏 clap|🙌 raised_hands|🙏 pray|🤝 handshake|💪 muscle|👀 eyes|🧠 brain|🫡 salute|🤷 shrug|🤦 facepalm',
  'Hearts and signs': '❤️ heart|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|💔 broken_heart|💯 100|💥 boom|💫 dizzy|✨ sparkles|⭐ star|🌟 star2|🔥 fire|✅ white_check_mark|☑️ ballot_check|❌ x|❓ question|❗ exclamation|⚠️ warning|🚫 no_entry|♻️ recycle|➕ plus|➖ minus|🔔 bell|🔕 no_bell|🆕 new|🔴 red_circle|🟢 green_circle|🔵 blue_circle',
  'Animals and nature': '🐶 dog|🐱 cat|🐭 mouse|🐹 hamster|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🐔 chicken|🐧 penguin|🐦 bird|🦆 duck|🦉 owl|🐝 bee|🦋 butterfly|🐢 turtle|🐙 octopus|🐬 dolphin|🐳 whale|🐉 dragon|🌵 cactus|🌲 evergreen|🍀 four_leaf_clover|🌸 cherry_blossom|🌹 rose|🌻 sunflower|🌙 moon|☀️ sun|🌈 rainbow|❄️ snowflake|🌊 ocean',
  'Food': '🍎 apple|🍌 banana|🍇 grapes|🍓 strawberry|🍑 peach|🥑 avocado|🌶️ hot_pepper|🍞 bread|🧀 cheese|🍕 pizza|🍔 hamburger|🌮 taco|🍣 sushi|🍜 ramen|🍪 cookie|🎂 birthday|🍰 cake|🍫 chocolate|🍿 popcorn|☕ coffee|🍵 tea|🍺 beer|🥂 champagne',
  'Things': '⚽ soccer|🏀 basketball|🎮 video_game|🎲 game_die|♟️ chess|🎯 dart|🏆 trophy|🥇 first_place|🥈 second_place|🥉 third_place|🏅 medal|🎉 tada|🎊 confetti|🎁 gift|🎈 balloon|🎵 music|🎸 guitar|🎨 art|🎤 microphone|🚀 rocket|✈️ airplane|🚗 car|🚲 bike|🏠 house|⏰ alarm_clock|⏳ hourglass|📅 calendar|📌 pushpin|📎 paperclip|📚 books|📖 book|✏️ pencil|💡 bulb|🔍 mag|🔒 lock|🔑 key|🔨 hammer|⚙️ gear|🧪 test_tube|💻 computer|📱 phone|💰 moneybag|💎 gem|🪙 coin|⚔️ crossed_swords|🛡️ shield|👑 crown',
};

/** [group, [{sign, name}]] in the order of the picker. */
export const EMOJIS = Object.entries(GROUPS).map(([group, text]) => [group, text.split('|').map((pair) => {
  const [sign, name] = pair.split(' ');
  return { sign, name };
})]);

const BY_NAME = new Map(EMOJIS.flatMap(([, list]) => list.map(({ sign, name }) => [name, sign])));

/** Return the emojis whose name holds `part`, those that begin with it first. */
export function findEmojis(part, most = 10) {
  const found = EMOJIS.flatMap(([, list]) => list).filter(({ name }) => name.includes(part));
  return found.sort((a, b) => Number(b.name.startsWith(part)) - Number(a.name.startsWith(part)) || a.name.length - b.name.length).slice(0, most);
}

/** Replace :names: by emojis, and names of the server's own by their mark. */
export function withEmojis(text, own = []) {
  return text.replace(/(?<![<\w]|<a):(\w{2,32}):(?!\d)/g, (whole, name) => {
    const custom = own.find((emoji) => emoji.name === name);
    if (custom) return `<${custom.animated ? 'a' : ''}:${custom.name}:${custom.id}>`;
    return BY_NAME.get(name) ?? whole;
  });
}
