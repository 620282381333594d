/** The mark of a server that seems to have removed the bot, as both stores keep it. Knows no engine. */
import * as z from 'zod';
import type { Absence } from '../domain/absence.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const schema = z.object({ first: day, last: day, removed: z.boolean() });

/** Always the same text for the same mark: stores compare it. */
export const absenceText = ({ first, last, removed }: Absence): string => JSON.stringify({ first, last, removed });

/** Null when it can not be read: then it marks nothing, and the next list begins anew. */
export function readAbsence(guild: string, text: string): Absence | null {
  try {
    return { guild, ...schema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}
