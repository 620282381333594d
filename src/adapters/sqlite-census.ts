/** Everything in the SQLite file, a page at a time and by key, so that a walk never holds the file. */
import type { Census } from '../ports.ts';
import { deletionsIn } from './sqlite-deletions.ts';
import type { SqliteLink } from './sqlite-link.ts';
import { pages } from './sqlite-pages.ts';
import { guildOf, memberOf, NAMESPACE, readNews, readRecord } from './stored.ts';

const PAGE = 500;

export function createSqliteCensus(link: SqliteLink): Census {
  return {
    async *members() {
      for await (const keys of keysOf(link)) yield keys.map(memberOf).filter((member) => member !== null);
    },
    async *guilds() {
      for await (const keys of keysOf(link)) yield keys.map(guildOf).filter((guild) => guild !== null);
    },
    async *records() {
      const select = `SELECT guild, kind, id, record FROM slots WHERE (guild, kind, id) > (?, ?, ?) AND record IS NOT NULL
        ORDER BY guild, kind, id LIMIT ${PAGE}`;
      type Slot = { guild: string; kind: string; id: string; record: string };
      const after = ({ guild, kind, id }: Slot) => [guild, kind, id];
      for await (const rows of pages(link, select, ['', '', ''], after)) {
        yield rows.map(({ record }) => readRecord('records of posts', record));
      }
    },
    async *news() {
      const select = `SELECT guild, id, pending, body FROM news WHERE (guild, id) > (?, ?)
        ORDER BY guild, id LIMIT ${PAGE}`;
      type Told = { guild: string; id: string; pending: number; body: string };
      for await (const rows of pages(link, select, ['', ''], ({ guild, id }: Told) => [guild, id])) {
        yield rows.map(({ guild, pending, body }) => ({
          guild,
          news: readNews(`news of ${guild}`, body),
          pending: pending === 1,
        }));
      }
    },
    deletions: () => deletionsIn(link),
  };
}

async function* keysOf(link: SqliteLink): AsyncGenerator<readonly string[]> {
  // `;` follows `:`, so this is every key of ours.
  const select = `SELECT key FROM kv WHERE key > ? AND key < '${NAMESPACE}:;' ORDER BY key LIMIT ${PAGE}`;
  for await (const rows of pages(link, select, [`${NAMESPACE}::`], ({ key }: { key: string }) => [key])) {
    yield rows.map(({ key }) => key);
  }
}
