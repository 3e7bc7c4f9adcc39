// What every part of the page shares: who is logged in, where the server is, and how to ask for a redraw.
// `app.js` fills the verbs in; parts call them through this object so that nobody imports the top.

export const app = {
  accounts: [],
  addresses: { api: '', gateway: '', cdn: '' },
  sessions: new Map(),
  /** The session that is looked at: {account, store, rest, gateway, interactions}. */
  session: null,
  /** Ask for regions ('messages', 'channels', …) to be drawn at the next frame. */
  redraw: () => {},
  /** Show a channel, and a message in it if named. */
  open: () => {},
  /** A session was refused: the world behind the address is another one. */
  refused: () => {},
  /** Look through another account's eyes. */
  become: () => {},
};
