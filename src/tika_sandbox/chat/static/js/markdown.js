// Discord's markdown as a tree of plain objects: {kind, children | text, …}. No page, no names: whoever
// draws it (markdown-view.js) knows who <@1> is. Rules are tried in order at each position, the first wins.

const DEEPEST = 12;

// [kind, pattern, only at the start of a line, what the match becomes]
const RULES = [
  ['escape', /\\([^0-9A-Za-z\s])/y, false, (m) => ({ text: m[1], kind: 'text' })],
  ['codeblock', /```(?:([\w+#.-]+)\n)?\n*([\s\S]+?)\n*```\n?/y, false, (m) => ({ language: m[1] ?? '', text: m[2] })],
  ['code', /(`+)([\s\S]*?[^`])\1(?!`)/y, false, (m) => ({ text: m[2].trim() || m[2] })],
  ['quote', />>> ([\s\S]+)/y, true, (m, inner) => ({ children: inner(m[1], { quote: true }) })],
  ['quote', /(?:> [^\n]*(?:\n|$))+/y, true, (m, inner) => ({ children: inner(m[0].replace(/^> /gm, '').replace(/\n$/, ''), { quote: true }) })],
  ['heading', /(#{1,3}) +([^\n]+)(?:\n|$)/y, true, (m, inner) => ({ level: m[1].length, children: inner(m[2]) })],
  ['subtext', /-# +([^\n]+)(?:\n|$)/y, true, (m, inner) => ({ children: inner(m[1]) })],
  ['list', /(?: *(?:[-*]|\d+\.) +[^\n]+(?:\n|$))+/y, true, (m, inner) => listTree(m[0], inner)],
  ['user', /<@!?(\d+)>/y, false, (m) => ({ id: m[1] })],
  ['role', /<@&(\d+)>/y, false, (m) => ({ id: m[1] })],
  ['channel', /<#(\d+)>/y, false, (m) => ({ id: m[1] })],
  ['command', /<\/([^:<>\n]+):(\d+)>/y, false, (m) => ({ name: m[1], id: m[2] })],
  ['emoji', /<(a?):(\w+):(\d+)>/y, false, (m) => ({ animated: m[1] === 'a', name: m[2], id: m[3] })],
  ['time', /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, false, (m) => ({ seconds: Number(m[1]), style: m[2] ?? 'f' })],
  ['everyone', /@(everyone|here)\b/y, false, (m) => ({ text: m[0] })],
  ['link', /<(https?:\/\/[^\s<>]+)>/y, false, (m) => ({ href: m[1], children: [{ kind: 'text', text: m[1] }] })],
  ['link', /\[((?:[^[\]\\\n]|\\.|\[[^\]\n]*\])+)\]\(<?(https?:\/\/[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?: "[^"\n]*")?\)/y, false,
    (m, inner) => ({ href: m[2], masked: true, children: inner(m[1], { link: true }) })],
  ['link', /https?:\/\/[^\s<]*[^\s<.,:;"'\])!?*_~|]/y, false, (m) => ({ href: m[0], children: [{ kind: 'text', text: m[0] }] })],
  ['spoiler', /\|\|([\s\S]+?)\|\|/y, false, (m, inner) => ({ children: inner(m[1]) })],
  ['strong', /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/ys, false, (m, inner) => ({ children: inner(m[1]) })],
  ['underline', /__((?:\\.|[^\\])+?)__(?!_)/ys, false, (m, inner) => ({ children: inner(m[1]) })],
  ['em', /\*(?=\S)((?:\*\*|\\.|[^*\\])+?)(?<!\s)\*(?!\*)/ys, false, (m, inner) => ({ children: inner(m[1]) })],
  ['em', /\b_((?:__|\\.|[^_\\])+?)_(?!\w)|_((?:__|\\.|[^_\\])+?)_(?!\w)/ys, false, (m, inner) => ({ children: inner(m[1] ?? m[2]) })],
  ['strike', /~~([\s\S]+?)~~/y, false, (m, inner) => ({ children: inner(m[1]) })],
];
const PLAIN = /[^\\`*_~|<[@h\n>#-]+|[\s\S]/y;

/** Return the tree of `text`. `state.quote` and `state.link` forbid quotes in quotes, links in links. */
export function parse(text, state = {}) {
  const depth = state.depth ?? 0;
  if (depth > DEEPEST) return [{ kind: 'text', text }];
  const nodes = [];
  const inner = (part, more = {}) => parse(part, { ...state, ...more, depth: depth + 1 });
  for (let at = 0; at < text.length;) {
    const [node, length] = nodeAt(text, at, inner, state);
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else nodes.push(node);
    at += length;
  }
  return nodes;
}

function nodeAt(text, at, inner, state) {
  const lineStart = at === 0 || text[at - 1] === '\n';
  // Letters inside a word begin nothing: neither snake_case nor a URL's tail.
  const midWord = text[at] === '_' && at > 0 && /\w/.test(text[at - 1]);
  for (const [kind, pattern, startOnly, build] of RULES) {
    if ((startOnly && !lineStart) || (state.quote && kind === 'quote') || (state.link && kind === 'link')) continue;
    if (midWord && kind !== 'underline') continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const { taken = match[0].length, ...node } = build(match, inner);
    return [{ kind, ...node }, taken];
  }
  PLAIN.lastIndex = at;
  const plain = PLAIN.exec(text)[0];
  return [{ kind: 'text', text: plain }, plain.length];
}

/**
 * Return nested lists from indented lines: {kind, ordered, start, items: [{children, sub}], taken}. Bullets
 * after numbers (or the other way) begin another list, so `taken` tells how much of the text this one is.
 */
function listTree(text, inner) {
  const lines = text.match(/[^\n]+\n?/g);
  const all = lines.map((line) => {
    const [, indent, mark, rest] = /^( *)([-*]|\d+\.) +([^\n]*)/.exec(line);
    return { depth: Math.floor(indent.length / 2), ordered: /\d/.test(mark), start: parseInt(mark, 10) || 1, children: inner(rest) };
  });
  const outer = Math.min(...all.map((row) => row.depth));
  const turn = all.findIndex((row) => row.depth === outer && row.ordered !== all[0].ordered);
  const rows = turn > 0 ? all.slice(0, turn) : all;
  const build = (from, depth) => {
    const list = { kind: 'list', ordered: rows[from].ordered, start: rows[from].start, items: [] };
    let at = from;
    while (at < rows.length && rows[at].depth >= depth) {
      if (rows[at].depth > depth && list.items.length) {
        const [sub, next] = build(at, rows[at].depth);
        list.items.at(-1).sub = sub;
        at = next;
      } else {
        list.items.push({ children: rows[at].children, sub: null });
        at += 1;
      }
    }
    return [list, at];
  };
  return { ...build(0, Math.min(...rows.map((row) => row.depth)))[0], taken: lines.slice(0, rows.length).join('').length };
}

/** Return a message's text without marks, for one-line previews and labels. */
export function plainText(nodes) {
  return nodes.map((node) => {
    if (node.kind === 'list') return node.items.map((item) => plainText(item.children)).join(' ');
    if (node.kind === 'spoiler') return '▇▇▇';
    if (node.kind === 'emoji') return `:${node.name}:`;
    return node.text ?? (node.children ? plainText(node.children) : '');
  }).join('').replace(/\s+/g, ' ');
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f\s])+$/u;

/** Return whether a message is nothing but a few emojis, which Discord draws large. */
export function isJumbo(nodes) {
  const fits = nodes.every((node) => node.kind === 'emoji' || (node.kind === 'text' && (!node.text.trim() || EMOJI_ONLY.test(node.text))));
  const signs = nodes.reduce((sum, node) => sum + (node.kind === 'emoji' ? 1 : [...(node.text ?? '').replace(/[\s\ufe0f]/g, '')].length), 0);
  return fits && signs > 0 && signs <= 30;
}
