/** Many members of one server, put into a store all at once in the stores' own formats: what a million check-ins leave, in seconds. */
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import { boardKey, namesKey, userKey } from '../src/adapters/redis-keys.ts';
import { memberKey, newRev, storedKey, toEnvelope } from '../src/adapters/stored.ts';
import { monthOf, type Standing, score, standingsOf } from '../src/domain/leaderboard.ts';
import type { MemberDocument, ProgressEvent } from '../src/domain/progress.ts';
import { choicesOf } from '../src/domain/record.ts';
import { fileIn, type Place } from '../tests/support/place.ts';
import { regularAt } from './edge/payloads.ts';

interface Member {
  readonly user: string;
  readonly document: MemberDocument;
  readonly standings: readonly Standing[];
}

/** Written together. */
const BATCH = 5_000;
/** As many phases as the roadmap that ships has; what stands in the documents is never looked up there. */
const PHASES = 14;

/** For all that are gathered by one process. */
const NOW = Date.now();
/** The month in which everybody was active, and so the second board. */
export const MONTH = monthOf(dayOf(NOW));

/** Puts `size` members into a server that has nobody yet. The store was opened before: its tables are there. */
export async function gather(place: Place, guild: string, size: number): Promise<void> {
  const url = place.env.REDIS_URL;
  if (url) await intoRedis(url, guild, size);
  else intoSqlite(fileIn(place.folder), guild, size);
}

async function intoRedis(url: string, guild: string, size: number): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  for (let from = 0; from < size; from += BATCH) {
    const batch = members(from, Math.min(size, from + BATCH));
    const rows = new Map<string, { value: string; score: number }[]>();
    for (const { user, standings } of batch) {
      for (const standing of standings) {
        const key = boardKey(guild, standing.board);
        rows.set(key, [...(rows.get(key) ?? []), { value: user, score: score(standing) }]);
      }
    }
    await Promise.all([
      ...batch.map(({ user, document }) => client.set(storedKey(memberKey({ guild, user })), toEnvelope(document))),
      ...batch.map(({ user }) => client.sAdd(userKey(user), guild)),
      client.hSet(namesKey(guild), Object.fromEntries(batch.map(({ user, document }) => [user, document.name]))),
      ...[...rows].map(([key, some]) => client.zAdd(key, some)),
    ]);
  }
  await client.close();
}

function intoSqlite(file: string, guild: string, size: number): void {
  const database = new Database(file);
  database.exec('PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE');
  const [kv, names, rows] = [
    database.prepare('INSERT INTO kv (key, value) VALUES (?, ?)'),
    database.prepare('INSERT INTO names (user, guild, name) VALUES (?, ?, ?)'),
    database.prepare('INSERT INTO standings (guild, board, user, score, milestones) VALUES (?, ?, ?, ?, ?)'),
  ];
  for (const { user, document, standings } of members(0, size)) {
    kv.run([storedKey(memberKey({ guild, user })), toEnvelope(document)]);
    names.run([user, guild, document.name]);
    for (const standing of standings) {
      rows.run([guild, standing.board, user, score(standing), standing.milestones]);
    }
  }
  database
    .prepare(
      `INSERT INTO tally (guild, board, milestones, n)
       SELECT guild, board, milestones, count(*) FROM standings WHERE guild = ? GROUP BY board, milestones`,
    )
    .run([guild]);
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function members(from: number, to: number): readonly Member[] {
  return Array.from({ length: to - from }, (_, n) => memberAt(from + n));
}

/** The n-th member of any crowd, from 0; the first thousand are those who ask in the benches. */
export function memberAt(n: number): Member {
  const done = 1 + ((n * 7) % PHASES);
  const events = Array.from({ length: done }, (_, phase): ProgressEvent => {
    const at = NOW - ((n * 37) % 3_600) * 1000 - (done - phase) * 1000;
    return { kind: 'done', phase: `phase-${phase}`, at, by: `${n}-${phase}`, day: dayOf(at), gday: dayOf(at) };
  });
  const document: MemberDocument = {
    v: 4,
    rev: newRev(),
    name: `Member ${n}`,
    left: null,
    ...choicesOf(null),
    events,
  };
  return { user: regularAt(n), document, standings: standingsOf(document) };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
