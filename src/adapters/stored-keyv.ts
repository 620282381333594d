/** Keyv as both stores use it: every failure is thrown, and documents stand in an envelope of plain JSON. */
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { fromEnvelope, NAMESPACE } from './stored.ts';

/** `useKeyPrefix: false`, because the adapters already put the namespace before a key: `cairn::key`. */
export function keyvOn(store: KeyvStoreAdapter): Keyv {
  return new Keyv({
    store,
    namespace: NAMESPACE,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: (data) => JSON.stringify(data),
    // Keyv's type promises a Value that no text can promise; the readers in stored.ts check it.
    deserialize: <Value>(text: string) => fromEnvelope(text) as { value: Value; expires: number | undefined },
  });
}
