/** A storage adapter for Keyv on our SQLite file. Knows keys, texts and expiry; documents are Keyv's and our own business. */
import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import type { SqliteLink } from './sqlite-link.ts';
import { NOW } from './sqlite-schema.ts';
import { NAMESPACE } from './stored.ts';

const LIVE = `(expires IS NULL OR expires > ${NOW})`;

/** Keyv's types speak of values where an adapter has their text: Keyv deserializes it. */
type Text<Value> = StoredData<Value>;

export class SqliteKeyv extends EventEmitter implements KeyvStoreAdapter {
  /** Without a dialect that it knows, Keyv offers no iterator. */
  readonly opts = { dialect: 'sqlite', url: 'sqlite://' };
  namespace: string | undefined = NAMESPACE;
  readonly #link: SqliteLink;

  constructor(link: SqliteLink) {
    super();
    this.#link = link;
  }

  async get<Value>(key: string): Promise<Text<Value> | undefined> {
    const [text] = await this.getMany<Value>([key]);
    return text as Text<Value> | undefined;
  }

  /** Without it Keyv would ask for each key and hide the errors. */
  async getMany<Value>(keys: string[]): Promise<Text<Value | undefined>[]> {
    return this.#link.read('give what is kept', (sql) =>
      keys.map((key) => {
        const row = sql.first<{ value: string }>(`SELECT value FROM kv WHERE key = ? AND ${LIVE}`, this.#stored(key));
        return row?.value as Text<Value>;
      }),
    );
  }

  async set(key: string, value: string, ttl?: number): Promise<void> {
    await this.#link.write('keep something', (sql) =>
      sql.run(
        `INSERT INTO kv (key, value, expires) VALUES (?, ?, ${NOW} + ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires`,
        this.#stored(key),
        value,
        ttl ?? null,
      ),
    );
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    return this.#link.write('delete something', (sql) => {
      const gone = keys.map((key) => sql.run('DELETE FROM kv WHERE key = ?', this.#stored(key)));
      return gone.some((rows) => rows > 0);
    });
  }

  async clear(): Promise<void> {
    await this.#link.write('delete everything', (sql) =>
      sql.run('DELETE FROM kv WHERE key >= ? AND key < ?', ...this.#range()),
    );
  }

  /** A hundred at a time and by key, so that a walk over everything never holds the file. */
  async *iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    const [start, end] = this.#range();
    for (let after = start; ; ) {
      const rows = await this.#link.read('list what is kept', (sql) =>
        sql.all<{ key: string; value: string }>(
          `SELECT key, value FROM kv WHERE key > ? AND key < ? AND ${LIVE} ORDER BY key LIMIT 100`,
          after,
          end,
        ),
      );
      for (const { key, value } of rows) {
        yield [key.slice(start.length), value];
        after = key;
      }
      if (rows.length < 100) return;
    }
  }

  #stored(key: string): string {
    return `${this.namespace}::${key}`;
  }

  /** From the namespace's first possible key to behind its last: `;` follows `:`. */
  #range(): [string, string] {
    return [`${this.namespace}::`, `${this.namespace}:;`];
  }
}
