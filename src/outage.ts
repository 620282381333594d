/** What adapters throw when a store can not do what it was asked, and why somebody did not answer, in a word. */

/** The store cannot be reached now: never the same as "nothing yet". */
export class StoreOutage extends Error {
  override readonly name = 'StoreOutage';
  /** For writes: it is unknown whether they landed. Read back before telling anybody. */
  constructor(what: string, options?: { cause?: unknown }) {
    super(what, options);
  }
}

/** The store can not be used as it is, now or later: its owner does first what the message says. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** A stored document that this version can not read: it was written by a newer Cairn, and is left untouched. */
export class NewerDocument extends Error {
  override readonly name = 'NewerDocument';
}

/** A member changed more within a few days than a document holds. Nothing was written. */
export class FullDocument extends Error {
  override readonly name = 'FullDocument';
}

/** Something answers, but not what was asked: the message says what it is. */
export class Stranger extends Error {
  override readonly name = 'Stranger';
}

/**
 * Why nothing, or nothing of use, was answered: a status, the system's code or a few words. `foreseen`: it is the other side's or the
 * network's, and no mistake of ours whose place in the code somebody would look for.
 */
export function reasonOf(error: unknown): { readonly reason: string; readonly foreseen: boolean } {
  if (error instanceof Stranger) return { reason: error.message, foreseen: true };
  if (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name))
    return { reason: 'no answer in time', foreseen: true };
  const { code, status, cause } = (error ?? {}) as Readonly<Record<'code' | 'status' | 'cause', unknown>>;
  const below = (cause as { readonly code?: unknown } | null | undefined)?.code;
  const system = [code, below].find((one) => typeof one === 'string');
  const named = error instanceof Error ? error.name : 'no answer';
  const reason = status ?? system;
  // 400: what was asked for cannot be read there, and what is wrong with it stands in the error.
  return { reason: String(reason ?? code ?? named), foreseen: reason !== undefined && reason !== 400 };
}
