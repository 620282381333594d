/** What adapters throw when a store can not do what it was asked. */

/** The store cannot be reached now: never the same as "nothing yet". */
export class StoreOutage extends Error {
  override readonly name = 'StoreOutage';
  /** For writes: it is unknown whether they landed. Read back before telling anybody. */
  constructor(what: string, options?: { cause?: unknown }) {
    super(what, options);
  }
}

/** A stored document that this version can not read: it was written by a newer Cairn, and is left untouched. */
export class NewerDocument extends Error {
  override readonly name = 'NewerDocument';
}

/** A member changed more within a few days than a document holds. Nothing was written. */
export class FullDocument extends Error {
  override readonly name = 'FullDocument';
}
