/** Discord's channels as the jobs see them: remembers what was posted, refuses what Discord would, fails as it is told. */
import { checkMessage } from '../../local-discord/rules/messages.ts';
import { checkSchema } from '../../local-discord/schema.ts';
import { postBody } from '../../src/adapters/discord-bodies.ts';
import type { Message, PostMessage } from '../../src/message.ts';
import type { Channels, Sent } from '../../src/ports.ts';

export interface Posted {
  readonly id: string;
  readonly channel: string;
  readonly message: PostMessage;
  readonly nonce: string;
}

/** What goes wrong at one request: refused with a code, or no answer (before or after its effect). */
export type Fault = { readonly code: number; readonly status?: number } | 'lost before' | 'lost after';

export class FakeChannels implements Channels {
  readonly posts: Posted[] = [];
  readonly threads: { readonly messageId: string; readonly name: string }[] = [];
  /** How often each channel was asked to take a post. */
  readonly tries = new Map<string, number>();
  /** Asked before each post; undefined lets it through. */
  fault: (channel: string, message: PostMessage) => Fault | undefined = () => undefined;
  threadFault: Fault | undefined;
  reading: 'readable' | 'unreadable' | 'unknown' = 'readable';
  /** Resolves before a post takes effect. */
  hold: () => Promise<void> = async () => {};
  #ids = 1000;

  async post(channel: string, message: PostMessage, nonce: string): Promise<Sent> {
    this.tries.set(channel, (this.tries.get(channel) ?? 0) + 1);
    await this.hold();
    assertDiscordTakes(message, nonce);
    const fault = this.fault(channel, message);
    if (fault === 'lost before') return { kind: 'unknown' };
    if (fault && fault !== 'lost after') return { kind: 'refused', status: fault.status ?? 403, code: fault.code };
    // enforce_nonce: the same nonce gives the message that is there.
    const known = this.posts.find((post) => post.nonce === nonce);
    const id = known?.id ?? String(this.#ids++);
    if (!known) this.posts.push({ id, channel, message, nonce });
    return fault === 'lost after' ? { kind: 'unknown' } : { kind: 'sent', messageId: id };
  }

  async openThread(_channel: string, messageId: string, name: string): Promise<Sent> {
    if (name.length < 1 || name.length > 100) throw new Error(`Discord refuses the thread name ${name}`);
    const fault = this.threadFault;
    if (fault)
      return typeof fault === 'string' ? { kind: 'unknown' } : { kind: 'refused', status: 403, code: fault.code };
    if (this.threads.some((thread) => thread.messageId === messageId)) {
      return { kind: 'refused', status: 400, code: 160004 };
    }
    this.threads.push({ messageId, name });
    return { kind: 'sent', messageId };
  }

  async find(channel: string, marker: string): ReturnType<Channels['find']> {
    if (this.reading !== 'readable') return this.reading;
    const here = this.posts.filter((post) => post.channel === channel);
    const found = here.findLast(({ message }) => JSON.stringify(message).includes(JSON.stringify(marker)));
    return found ? { messageId: found.id } : 'absent';
  }

  async edit(channel: string, messageId: string, message: Message): Promise<Sent> {
    assertDiscordTakes(message);
    const at = this.posts.findIndex((post) => post.id === messageId && post.channel === channel);
    const found = this.posts[at];
    if (!found) return { kind: 'refused', status: 404, code: 10008 };
    this.posts[at] = { ...found, message };
    return { kind: 'sent', messageId };
  }

  async permissions(): Promise<'unknown'> {
    return 'unknown';
  }
}

/** Throws when Discord would answer this body with 400, as its schema and its documented limits say. */
export function assertDiscordTakes(message: PostMessage, nonce = 'a'): void {
  const body = { ...postBody(message), nonce, enforce_nonce: true };
  const context = {
    kind: 'create',
    flags: 0,
    kept: { content: '', embeds: 0, components: [] },
    files: new Set(message.files?.map(({ name }) => name)),
  } as const;
  const rules = checkMessage(body as unknown as Parameters<typeof checkMessage>[0], context);
  const problems = [...checkSchema('MessageCreateRequest', body), ...rules];
  if (problems.length) throw new Error(`Discord would refuse this: ${JSON.stringify(problems)}`);
}

/** All text of a message, as lines. */
export function textOf({ components }: Pick<PostMessage, 'components'>): string {
  const lines: string[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) walk(each);
    else if (part && typeof part === 'object') {
      const { content, components: inner } = part as { content?: unknown; components?: unknown };
      if (typeof content === 'string') lines.push(content);
      walk(inner);
    }
  };
  walk(components);
  return lines.join('\n');
}
