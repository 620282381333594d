/** One opened store for the tests of a describe block, each with guilds of its own. */
import { afterAll, beforeAll } from 'vitest';
import type { Stores } from '../../src/ports.ts';
import type { Open, OpenedStore } from './stores.ts';

export function opened(open: Open): () => OpenedStore & Stores {
  let store: OpenedStore | undefined;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(async () => store?.close());
  return () => {
    if (!store) throw new Error('not opened');
    return { ...store.stores, ...store };
  };
}
