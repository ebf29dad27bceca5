/** Talks with the server: what people do goes out as POST /play/do/<name>, what happens comes in as events. */

/** Milliseconds until a lost connection is tried again; browsers differ in theirs. */
const RETRY = 1000;

/** The server (or the app that it plays) does not let a person do this; the message says why. */
export class Refusal extends Error {}

async function call(path, options = {}) {
  let body;
  try {
    const response = await fetch(path, { cache: "no-store", ...options });
    body = await response.json();
  } catch {
    throw new Refusal("The playground does not answer. Is it still running?");
  }
  if (!body.ok) throw new Refusal(String(body.error).split("\n")[0]);
  return body.result;
}

/** GET /play/<path>. */
export const read = (path, query = {}) => call(`/play/${path}?${new URLSearchParams(query)}`);

/** Something that a person does; `args` are those of the People method of this name. */
export const act = (name, args) =>
  call(`/play/do/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(args),
  });

/** A file's bytes as /play takes them. */
export async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/**
 * Hear everything that happens after event number `since`, without a gap, also over a lost connection.
 * `opened` and `lost` tell of the connection.
 */
export function listen(since, { heard, opened, lost }) {
  let last = since;
  const connect = () => {
    const source = new EventSource(`/play/events?since=${last}`);
    source.onopen = opened;
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.number <= last) return;
      last = event.number;
      heard(event);
    };
    source.onerror = () => {
      source.close();
      lost();
      setTimeout(connect, RETRY);
    };
  };
  connect();
}
