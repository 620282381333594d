/** A first answer as the bytes that leave for Discord. What is frozen is the same for everybody, and written once. Knows no transport. */
import type { InteractionResponseType } from 'discord-api-types/v10';

interface Written {
  readonly type: InteractionResponseType;
  readonly bytes: Buffer;
}

const written = new WeakMap<object, Written>();

/** @param data absent: the type says it all. */
export function answerBytes(type: InteractionResponseType, data?: unknown): Buffer {
  if (typeof data !== 'object' || data === null || !Object.isFrozen(data)) return write(type, data);
  const known = written.get(data);
  if (known?.type === type) return known.bytes;
  const bytes = write(type, data);
  written.set(data, { type, bytes });
  return bytes;
}

/** What is undefined is not written. */
function write(type: InteractionResponseType, data: unknown): Buffer {
  return Buffer.from(JSON.stringify({ type, data }));
}
