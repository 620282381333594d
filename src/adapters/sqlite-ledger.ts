/** Who posts what, once: claims, leases and records of posts in SQLite. */
import type { Claim, Ledger, PostRecord, SlotKey } from '../ports.ts';
import { letGo } from './sqlite-deletions.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { NOW } from './sqlite-schema.ts';
import { randomWord, readRecord, SLOT_KEPT_MS } from './stored.ts';

const SLOT = 'guild = ? AND kind = ? AND id = ?';
const keyOf = ({ guild, kind, id }: SlotKey): [string, string, string] => [guild, kind, id];

/** How many claims pass between two tidyings; the first one of a process tidies too. */
const TIDY_EVERY = 1000;

export function createSqliteLedger(link: SqliteLink): Ledger {
  let claims = 0;
  return {
    claim: (slot, leaseMs, now) =>
      link.write('claim a post', (sql) => {
        if (claims++ % TIDY_EVERY === 0) tidy(sql);
        return claim(sql, slot, leaseMs, now);
      }),
    settle: (token, record) => link.write('record a post', (sql) => settle(sql, token, record)),
    release: async (slot, token, until) => {
      await link.write('release a post', (sql) =>
        sql.run(
          `UPDATE slots SET token = NULL, lease = NULL, until = ?, failures = failures + 1
           WHERE ${SLOT} AND token = ? AND state IS NULL`,
          ...[until, ...keyOf(slot), token],
        ),
      );
    },
    last: async (guild) => {
      const select = `SELECT record FROM slots WHERE guild = ? AND kind = ? AND state IS NOT NULL ORDER BY at DESC LIMIT 1`;
      const rows = await link.read('give the last posts', (sql) =>
        ['prompt', 'challenge'].flatMap((kind) => sql.all<{ record: string }>(select, guild, kind)),
      );
      return rows.map(({ record }) => readRecord(`last posts of ${guild}`, record)).sort((a, b) => b.at - a.at);
    },
  };
}

interface SlotRow {
  readonly state: string | null;
  readonly token: string | null;
  readonly leased: 0 | 1;
  readonly until: number | null;
  readonly failures: number;
}

function claim(sql: Sql, slot: SlotKey, leaseMs: number, now: number): Claim {
  const row = sql.first<SlotRow>(
    `SELECT state, token, coalesce(lease > ${NOW}, 0) AS leased, until, failures FROM slots WHERE ${SLOT}`,
    ...keyOf(slot),
  );
  if (row?.state) return { kind: 'settled' };
  if (row?.token && row.leased) return { kind: 'held' };
  const failures = row?.failures ?? 0;
  if (row?.until && row.until > now) return { kind: 'waiting', until: row.until, failures };
  const token = randomWord(12);
  sql.run(
    `INSERT INTO slots (guild, kind, id, token, lease, expires) VALUES (?, ?, ?, ?, ${NOW} + ?, ${NOW} + ?)
     ON CONFLICT (guild, kind, id) DO UPDATE
       SET token = excluded.token, lease = excluded.lease, until = NULL, expires = excluded.expires`,
    ...[...keyOf(slot), token, leaseMs, SLOT_KEPT_MS],
  );
  return { kind: 'claimed', token, resumed: Boolean(row?.token), failures };
}

function settle(sql: Sql, token: string, record: PostRecord): void {
  const { slot, state, at } = record;
  const row = sql.first<Pick<SlotRow, 'state' | 'token'>>(
    `SELECT state, token FROM slots WHERE ${SLOT}`,
    ...keyOf(slot),
  );
  if (row?.state === 'posted') return;
  const taken = row?.state || (row?.token && row.token !== token);
  if (taken && state !== 'posted') return;
  sql.run(
    `INSERT INTO slots (guild, kind, id, state, record, at, expires) VALUES (?, ?, ?, ?, ?, ?, ${NOW} + ?)
     ON CONFLICT (guild, kind, id) DO UPDATE SET state = excluded.state, record = excluded.record, at = excluded.at,
       expires = excluded.expires, token = NULL, lease = NULL, until = NULL`,
    ...[...keyOf(slot), state, JSON.stringify(record), at, SLOT_KEPT_MS],
  );
}

/** What Redis does by expiry: old records, what stays of deletions, and the boards of months that ended 62 days ago. */
function tidy(sql: Sql): void {
  letGo(sql);
  sql.run(`DELETE FROM slots WHERE expires <= ${NOW}`);
  for (const table of ['standings', 'tally']) {
    sql.run(`DELETE FROM ${table} WHERE board <> 'all' AND board < strftime('%Y-%m', 'now', '-62 days')`);
  }
}
