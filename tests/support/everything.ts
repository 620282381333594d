/** Everything that stands in a flow's store, as one text, read behind the bots' back. Knows no key and no table. */
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import { fileIn, type Place } from './place.ts';

export async function everythingIn({ env, folder }: Place): Promise<string> {
  return env.REDIS_URL === undefined ? rowsOf(fileIn(folder)) : keysOf(env.REDIS_URL);
}

function rowsOf(file: string): string {
  const database = new Database(file);
  database.exec('PRAGMA busy_timeout = 5000');
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
  const rows = tables.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name}`).all()]);
  database.close();
  return JSON.stringify(rows);
}

async function keysOf(url: string): Promise<string> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  const readers: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    string: (key) => client.get(key),
    hash: (key) => client.hGetAll(key),
    zset: (key) => client.zRangeWithScores(key, 0, -1),
    set: (key) => client.sMembers(key),
  };
  const read = async (key: string) => {
    const type = await client.type(key);
    // A key that expired meanwhile is none.
    if (type === 'none') return null;
    const reader = readers[type];
    if (!reader) throw new Error(`what is in ${key}?`);
    return [key, await reader(key)];
  };
  const found = await Promise.all((await client.keys('*')).map(read));
  await client.close();
  return JSON.stringify(found);
}
