/** What stands in a store's files, read and spoiled behind the back of the bots. Knows the engines and their names, no store of ours. */
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import { fileIn, type Place } from '../support/place.ts';

/** By their ids. */
export interface Who {
  readonly guild: string;
  readonly user: string;
}

export interface RawEvent {
  readonly kind: string;
  readonly phase: string;
  /** The interaction's id. */
  readonly by: string;
}

export interface RawStore {
  /** What the member's document says; empty without one. */
  events(who: Who): Promise<readonly RawEvent[]>;
  /** The score of a row; null: there is none. */
  row(who: Who, board: string): Promise<number | null>;
  setRow(who: Who, board: string, score: number | null): Promise<void>;
  setName(who: Who, name: string | null): Promise<void>;
  /** The member's document, whatever it is then. */
  setDocument(who: Who, text: string): Promise<void>;
  close(): void;
}

export async function openRaw(place: Place): Promise<RawStore> {
  return place.env.REDIS_URL === undefined ? rawSqlite(fileIn(place.folder)) : rawRedis(place.env.REDIS_URL);
}

const documentKey = ({ guild, user }: Who): string => `cairn::{${guild}}:m:${user}`;

function eventsIn(text: string | null | undefined): readonly RawEvent[] {
  if (!text) return [];
  return (JSON.parse(text) as { value: { events: RawEvent[] } }).value.events;
}

function rawSqlite(file: string): RawStore {
  const database = new Database(file);
  database.exec('PRAGMA busy_timeout = 10000');
  const first = (sql: string, ...values: unknown[]) =>
    database.prepare(sql).get(values) as { found: never } | undefined;
  const run = (sql: string, ...values: unknown[]) => database.prepare(sql).run(values);
  return {
    events: async (who) => eventsIn(first('SELECT value AS found FROM kv WHERE key = ?', documentKey(who))?.found),
    row: async ({ guild, user }, board) =>
      first('SELECT score AS found FROM standings WHERE guild = ? AND board = ? AND user = ?', guild, board, user)
        ?.found ?? null,
    setRow: async ({ guild, user }, board, score) => {
      if (score === null) {
        run('DELETE FROM standings WHERE guild = ? AND board = ? AND user = ?', guild, board, user);
      } else {
        const milestones = Math.floor(score / 2 ** 30);
        run('INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?, ?)', guild, board, user, score, milestones);
      }
    },
    setName: async ({ guild, user }, name) => {
      if (name === null) run('DELETE FROM names WHERE guild = ? AND user = ?', guild, user);
      else run('INSERT OR REPLACE INTO names (user, guild, name) VALUES (?, ?, ?)', user, guild, name);
    },
    setDocument: async (who, text) => {
      run('INSERT OR REPLACE INTO kv (key, value) VALUES (?, ?)', documentKey(who), text);
    },
    close: () => void database.close(),
  };
}

async function rawRedis(url: string): Promise<RawStore> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  const boardKey = ({ guild }: Who, board: string) => `cairn-board:{${guild}}:${board}`;
  return {
    events: async (who) => eventsIn(await client.get(documentKey(who))),
    row: (who, board) => client.zScore(boardKey(who, board), who.user),
    setRow: async (who, board, score) => {
      const key = boardKey(who, board);
      await (score === null ? client.zRem(key, who.user) : client.zAdd(key, { value: who.user, score }));
    },
    setName: async ({ guild, user }, name) => {
      const key = `cairn-names:{${guild}}`;
      await (name === null ? client.hDel(key, user) : client.hSet(key, user, name));
    },
    setDocument: async (who, text) => void (await client.set(documentKey(who), text)),
    close: () => client.destroy(),
  };
}
