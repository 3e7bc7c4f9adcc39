// One gateway connection of one account: hello, identify, heartbeats, resume, and again and again.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
// After these the server will never take this token: trying again would only be noise.
const FINAL_CODES = new Set([4004, 4010, 4011, 4012, 4013, 4014]);

export class Gateway {
  /** `onEvent(name, data)` hears dispatches; `onStatus('connecting'|'online'|'away'|'refused')` the line. */
  constructor(url, token, { onEvent, onStatus }) {
    Object.assign(this, { url, token, onEvent, onStatus });
    this.sequence = null;
    this.sessionId = null;
    this.wait = FIRST_WAIT_MS;
    this.closed = false;
  }

  connect() {
    if (this.closed) return;
    clearTimeout(this.retry);
    // READY's resume address is not used: the page may be reached through a forwarded port.
    this.socket = new WebSocket(`${this.url}?v=10&encoding=json`);
    const socket = this.socket;
    socket.onmessage = (event) => { if (socket === this.socket) this.hear(JSON.parse(event.data)); };
    socket.onclose = (event) => { if (socket === this.socket) this.lost(event.code); };
  }

  close() {
    this.closed = true;
    clearInterval(this.pulse);
    clearTimeout(this.retry);
    this.socket?.close(1000);
  }

  send(op, d) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ op, d }));
  }

  hear({ op, d, s, t }) {
    if (s !== null && s !== undefined) this.sequence = s;
    const answers = {
      0: () => this.dispatched(t, d),
      1: () => this.beat(),
      7: () => this.socket.close(4000),
      9: () => this.invalid(d),
      10: () => this.greeted(d),
      11: () => { this.acknowledged = true; },
    };
    answers[op]?.();
  }

  greeted({ heartbeat_interval: interval }) {
    this.acknowledged = true;
    clearInterval(this.pulse);
    this.pulse = setInterval(() => this.beat(), interval);
    if (this.sessionId) this.send(6, { token: this.token, session_id: this.sessionId, seq: this.sequence });
    else this.identify();
  }

  identify() {
    const properties = { os: 'browser', browser: 'tika-sandbox', device: '' };
    this.send(2, { token: this.token, properties, intents: 0x3ffffff, large_threshold: 250, presence: { status: 'online', since: 0, activities: [], afk: false } });
  }

  // A beat without an answer since the last one means a dead line that the browser has not noticed.
  beat() {
    if (!this.acknowledged) { this.socket.close(4000); return; }
    this.acknowledged = false;
    this.send(1, this.sequence);
  }

  dispatched(name, data) {
    if (name === 'READY') {
      this.sessionId = data.session_id;
    }
    if (name === 'READY' || name === 'RESUMED') {
      this.wait = FIRST_WAIT_MS;
      this.onStatus('online');
    }
    this.onEvent(name, data);
  }

  invalid(resumable) {
    if (!resumable) this.forget();
    this.socket.close(4000);
  }

  forget() {
    this.sessionId = null;
    this.sequence = null;
  }

  lost(code) {
    clearInterval(this.pulse);
    if (this.closed) return;
    if (FINAL_CODES.has(code)) { this.onStatus('refused'); return; }
    if (code === 4007 || code === 4009) this.forget();
    this.onStatus('away');
    this.retry = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }
}
