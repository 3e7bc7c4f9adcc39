// Discord's REST API v10 as this page uses it: plain fetch, a person's token, JSON or multipart.

/** What the server refused: `status`, Discord's `code`, a readable `message`. */
class ApiError extends Error {
  constructor(status, body) {
    super(firstReason(body?.errors) ?? body?.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body?.code ?? 0;
  }
}

// Form errors hide the useful sentence in a tree: {"content": {"_errors": [{"message": …}]}}.
function firstReason(tree) {
  if (!tree || typeof tree !== 'object') return null;
  if (Array.isArray(tree._errors) && tree._errors.length) return tree._errors[0].message;
  return Object.values(tree).map(firstReason).find(Boolean) ?? null;
}

export class Rest {
  constructor(api, token) {
    this.api = api;
    this.token = token;
  }

  get(path) { return this.request('GET', path); }
  post(path, json, files) { return this.request('POST', path, json, files); }
  patch(path, json) { return this.request('PATCH', path, json); }
  put(path, json) { return this.request('PUT', path, json); }
  delete(path) { return this.request('DELETE', path); }

  /** Return the answer's JSON (null for 204). Waits out up to three rate limits. Throws ApiError. */
  async request(method, path, json, files = []) {
    for (let turn = 0; ; turn += 1) {
      const answer = await this.send(method, path, json, files);
      if (answer.status === 204) return null;
      const body = await answer.json().catch(() => null);
      if (answer.ok) return body;
      if (answer.status !== 429 || turn === 3) throw new ApiError(answer.status, body);
      await pause((body?.retry_after ?? 1) * 1000);
    }
  }

  async send(method, path, json, files) {
    const headers = { Authorization: this.token };
    let body;
    if (files.length) {
      body = new FormData();
      body.append('payload_json', new Blob([JSON.stringify(json ?? {})], { type: 'application/json' }));
      files.forEach((file, index) => body.append(`files[${index}]`, file, file.name));
    } else if (json !== undefined) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(json);
    }
    try {
      return await fetch(this.api + path, { method, headers, body });
    } catch {
      throw new ApiError(0, { message: 'The server cannot be reached right now.' });
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

let last = 0n;

/** Return a fresh nonce in the shape of a snowflake, as Discord's own client makes them. */
export function nonce() {
  const made = (BigInt(Date.now()) - 1420070400000n) << 22n;
  last = made > last ? made : last + 1n;
  return String(last);
}
