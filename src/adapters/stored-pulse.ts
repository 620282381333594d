/** When the bots of a store were alive, as both stores keep it: a text of its own, outside of every server. Knows no engine. */
import * as z from 'zod';
import type { Pulse } from '../domain/pulse.ts';

/** Outside of Keyv's namespace: it is no document. */
export const PULSE_KEY = 'cairn-pulse';

const schema: z.ZodType<Pulse> = z.object({
  last: z.number(),
  absences: z.array(z.object({ from: z.number(), to: z.number() })),
});

export const pulseText = ({ last, absences }: Pulse): string => JSON.stringify({ last, absences });

/** Null where there is nothing, or nothing that can be read: then the next heartbeat is the first one. */
export function readPulse(text: string | null): Pulse | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
