/** Interactions over HTTP: signs them, sends them to the application's endpoint, and takes the answer (developer docs, "Setting Up an Endpoint"). */
import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Local } from '../local.ts';
import { takeCallback } from '../rest/callbacks.ts';
import { verdictFor } from '../rest/verdict.ts';
import type { Verdict } from '../wire.ts';
import type { Interaction } from './book.ts';
import { CannotDo } from './cannot.ts';

export interface Endpoint {
  /** The application's public key, 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly url: string | null;
  /** How long after the answer the API servers know of it: until then its webhook is unknown. */
  readonly lagMs: number;
  /** Sets or clears the URL; rejects with CannotDo when what answers there does not check signatures, or is no PING away. */
  set(url: string | null, lagMs?: number): Promise<void>;
  /** Sends one interaction there. Never rejects. */
  deliver(local: Local, interaction: Interaction): Promise<void>;
}

const PING = { type: 1, id: '1', application_id: '1', token: 'ping', version: 1 };

export function createEndpoint(answerWithinMs: number): Endpoint {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  let [url, lagMs]: [string | null, number] = [null, 0];

  const post = (to: string, body: string, { forged = false, withinMs = answerWithinMs } = {}): Promise<Response> => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(timestamp + body), privateKey);
    if (forged) signature.reverse();
    return fetch(to, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
        'x-signature-ed25519': signature.toString('hex'),
        'x-signature-timestamp': timestamp,
      },
      signal: AbortSignal.timeout(withinMs),
    });
  };

  return {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
    get url() {
      return url;
    },
    get lagMs() {
      return lagMs;
    },
    async set(to, lag = 0) {
      if (to !== null) await validate(to, post);
      [url, lagMs] = [to, lag];
    },
    async deliver(local, interaction) {
      if (url === null) return;
      const [to, started] = [url, performance.now()];
      // Whoever does not answer, or not to the end in time, shows in the log with status 0.
      const found = await post(to, JSON.stringify(interaction.payload), { withinMs: interaction.answerWithinMs })
        .then(read)
        .catch(() => null);
      await sleep(lagMs);
      const taken = found?.status === 200 ? take(local, interaction, found.body) : { verdict: null };
      local.wire.add({
        at: local.clock.now(),
        kind: 'request',
        method: 'POST',
        path: `${new URL(to).pathname} → /interactions/${interaction.id}/callback`,
        status: found?.status ?? 0,
        body: found?.body ?? null,
        answer: null,
        ms: Math.round(performance.now() - started),
        ...taken,
      });
    },
  };
}

type Post = (to: string, body: string, how: { readonly forged: boolean }) => Promise<Response>;

/** What Discord does when somebody saves an endpoint. */
async function validate(to: string, post: Post): Promise<void> {
  const [good, forged] = await Promise.all(
    [false, true].map((forged) => post(to, JSON.stringify(PING), { forged }).then(read)),
  ).catch(() => []);
  const pong = (good?.body as { type?: unknown } | null)?.type === 1;
  if (good?.status !== 200 || !pong) throw new CannotDo('the endpoint did not answer the PING with a PONG');
  if (forged?.status !== 401) throw new CannotDo('the endpoint took a request with a wrong signature');
}

async function read(response: Response): Promise<{ readonly status: number; readonly body: unknown }> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: json ? parsed(text) : text };
}

/** What only says that it is JSON stays text, and is refused as such. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function take(local: Local, interaction: Interaction, body: unknown): { readonly verdict: Verdict | null } {
  try {
    takeCallback(local, interaction, { body, files: [] });
    return { verdict: { ok: true, problems: [] } };
  } catch (error) {
    // Late, or after somebody else: no mistake of the body's.
    return { verdict: verdictFor(error) };
  }
}
