/** Members' documents in SQLite, each changed in one transaction with its standings, name, news and due entry. */
import type { Keyv } from 'keyv';
import type { News } from '../domain/news.ts';
import type { ProgressStore } from '../ports.ts';
import { is, mark, put, stand } from './sqlite-changes.ts';
import { forget } from './sqlite-forget.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { memberKey, NEWS_KEPT } from './stored.ts';
import { deletionOf, type Forgetting } from './stored-deletions.ts';
import { type Fetch, fetchMember, standingsAfter } from './stored-documents.ts';
import { createUpdates, type Write } from './stored-update.ts';
import type { InTurn } from './turns.ts';

export function createSqliteProgress(
  link: SqliteLink,
  kv: Keyv,
  inTurn: InTurn,
  { key, soon }: Forgetting,
): ProgressStore {
  const fetch: Fetch = (keys) => kv.getMany(keys);

  return {
    get: (member) => fetchMember(fetch, member),

    ...createUpdates({
      inTurn,
      operation: (run) =>
        run({
          fetch,
          save: (...writes) => link.write('keep a member’s progress', (sql) => save(sql, ...writes)),
        }),
    }),

    forget: (member, at) =>
      inTurn(memberKey(member), async () => {
        const deletion = deletionOf(key, member, at);
        const found = await link.write('delete a member’s data', (sql) => forget(sql, member, deletion));
        soon();
        return found;
      }),

    guildsOf: (user) =>
      link.read('list a member’s servers', (sql) =>
        sql
          .all<{ guild: string }>('SELECT guild FROM names WHERE user = ? ORDER BY guild', user)
          .map(({ guild }) => guild),
      ),
  };
}

function save(sql: Sql, first: Write, second?: Write): boolean {
  // Looked at before anything is written: the transaction ends with what was written so far.
  if (second && !is(sql, memberKey(second.member), second.document?.rev ?? null)) return false;
  return saveOne(sql, first) && (!second || saveOne(sql, second));
}

function saveOne(sql: Sql, { member, document, next, change: { news, withdraw = [] } }: Write): boolean {
  const { guild, user } = member;
  if (!put(sql, memberKey(member), document?.rev ?? null, next)) return false;
  sql.run(
    'INSERT INTO names (user, guild, name) VALUES (?, ?, ?) ON CONFLICT (user, guild) DO UPDATE SET name = excluded.name',
    ...[user, guild, next.name],
  );
  for (const standing of standingsAfter(document, next)) stand(sql, member, standing);
  for (const id of withdraw) sql.run('DELETE FROM news WHERE guild = ? AND id = ?', guild, id);
  if (news) record(sql, guild, news);
  return true;
}

function record(sql: Sql, guild: string, news: News): void {
  sql.run(
    'INSERT OR REPLACE INTO news (guild, id, at, user, pending, body) VALUES (?, ?, ?, ?, 1, ?)',
    ...[guild, news.id, news.at, news.user, JSON.stringify(news)],
  );
  sql.run(
    `DELETE FROM news WHERE guild = ?1 AND id IN
       (SELECT id FROM news WHERE guild = ?1 ORDER BY at DESC, id DESC LIMIT -1 OFFSET ${NEWS_KEPT})`,
    guild,
  );
  mark(sql, { guild, kind: 'news' }, news.at);
}
