/** Speaks to the local Discord's control API with the session from the address. Knows HTTP, not what it is for. */
import type {
  Act,
  Command,
  Message,
  MessageEvent,
  Outcome,
  Progress,
  Skipped,
  SkipTo,
  WireEntry,
  World,
} from './types.ts';

/** Refused, with a reason that a person can read. */
export class Refused extends Error {}

export interface Place {
  readonly member: string;
  readonly channel: string;
}

/** What happens live; `lost` and `back` tell of the connection itself. */
export interface Events {
  message(event: MessageEvent): void;
  wire(entry: WireEntry): void;
  stage(progress: Progress): void;
  back(): void;
  lost(): void;
}

export type Api = ReturnType<typeof createApi>;

export function createApi(session: string) {
  const headers = { 'x-local-session': session, 'content-type': 'application/json' };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`/local${path}`, { method, headers, ...sent }).catch(() => {
      throw new Refused('The local Discord does not answer. Is it still running?');
    });
    const answer = (await response.json()) as T & { readonly reason?: string };
    if (!response.ok) throw new Refused(answer.reason ?? `${response.status}`);
    return answer;
  };
  const query = (place: Place): string => `?${new URLSearchParams({ ...place })}`;
  return {
    world: () => ask<World>('GET', '/world'),
    messages: (place: Place) => ask<Message[]>('GET', `/messages${query(place)}`),
    commands: (place: Place) => ask<Command[]>('GET', `/commands${query(place)}`),
    wire: () => ask<WireEntry[]>('GET', '/wire?after=0'),
    stage: () => ask<{ readonly history: boolean }>('GET', '/stage'),
    /** Resolves at the first answer, be it "thinking …": what comes later comes as an event. */
    act: (place: Place, act: Act) => ask<Outcome>('POST', '/acts', { ...place, ...act, patienceMs: 0 }),
    say: (place: Place, content: string) => ask<Message>('POST', '/messages', { ...place, content }),
    skip: (to: SkipTo) => ask<Skipped>('POST', '/skip', { to }),
    playHistory: () => ask<object>('POST', '/history', {}),
    follow: (events: Events) => void follow(headers, events),
  };
}

const AGAIN_MS = 1_000;

/** Reads the event stream for ever. Not an EventSource: that could not send the session in a header. */
async function follow(headers: Record<string, string>, events: Events): Promise<never> {
  for (;;) {
    try {
      const { body, ok } = await fetch('/local/events', { headers });
      if (ok && body !== null) {
        events.back();
        await read(body, events);
      }
    } catch {
      // The program was stopped, or starts again: what matters is said below.
    }
    events.lost();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function read(body: ReadableStream<Uint8Array>, events: Events): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (text + value).split('\n\n');
    text = parts.pop() ?? '';
    // Each for itself: a mistake in what it leads to is no lost connection, and the browser tells of it.
    for (const part of parts) queueMicrotask(() => tell(part, events));
  }
}

function tell(part: string, events: Events): void {
  const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
  if (data === undefined) return;
  const value: unknown = JSON.parse(data);
  if (name === 'message') events.message(value as MessageEvent);
  if (name === 'wire') events.wire(value as WireEntry);
  if (name === 'stage') events.stage(value as Progress);
}
