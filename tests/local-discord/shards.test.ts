/** A bot of several connections, as the local Discord takes it: who gets what, and who is sent away. */
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { type LocalDiscord, startLocalDiscord } from '../../local-discord/server.ts';
import { identify, openLine } from './raw-line.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const SHARDS = [0, 1, 2];
const shardOf = (guild: string) => Number((BigInt(guild) >> 22n) % BigInt(SHARDS.length));

async function aDiscord(atOnce?: number) {
  const local = await startLocalDiscord({ timing: { answerWithinMs: 1, patienceMs: 1 } });
  cleanups.push(() => local.close());
  const people = createClient(local);
  await people.change({ kind: 'gateway', shards: SHARDS.length, atOnce });
  return { local, people };
}

/** A connection that is about to introduce itself. */
async function aLine(local: LocalDiscord, id: number, { count = SHARDS.length, intents = 0 } = {}) {
  const line = openLine(local);
  cleanups.push(() => line.socket.terminate());
  await line.hello();
  const introduce = () => line.send(2, identify(local.token, { shard: [id, count], intents }));
  const ready = () => {
    introduce();
    return line.next(({ t }) => t === 'READY');
  };
  return { ...line, introduce, ready };
}

/** One server of each connection's, by name. */
async function aServerEach(local: LocalDiscord): Promise<readonly string[]> {
  const found = new Map<number, string>();
  for (let n = 0; found.size < SHARDS.length; n += 1) {
    const id = await createClient(local).change({ kind: 'add-guild', name: `Group ${n}` });
    found.set(shardOf(id), `Group ${n}`);
  }
  return SHARDS.map((shard) => found.get(shard) ?? '');
}

test('tells bots how many connections it recommends', async () => {
  const { local } = await aDiscord(4);
  const response = await fetch(`${local.url}/api/v10/gateway/bot`, {
    headers: { authorization: `Bot ${local.token}` },
  });
  expect(await response.json()).toMatchObject({ shards: 3, session_start_limit: { max_concurrency: 4 } });
});

test('gives each connection its own servers and what happens there, and direct messages to the first', async () => {
  const { local, people } = await aDiscord();
  const names = await aServerEach(local);
  const commands = [{ name: 'ping', description: 'Answers', contexts: [0, 1] }];
  const url = `${local.url}/api/v10/applications/${local.applicationId}/commands`;
  const headers = { authorization: `Bot ${local.token}`, 'content-type': 'application/json' };
  await fetch(url, { method: 'PUT', headers, body: JSON.stringify(commands) });
  const lines = await Promise.all(SHARDS.map((id) => aLine(local, id, { intents: 1 })));
  const guilds = await Promise.all(lines.map(async (line) => (await line.ready()).d.guilds as { id: string }[]));
  expect(guilds.flat()).toHaveLength((await people.world()).guilds.length);
  for (const id of SHARDS) expect(guilds[id]?.map((guild) => shardOf(guild.id))).toEqual(guilds[id]?.map(() => id));
  for (const guild of names) await people.slash('ana', 'study', 'ping', {}, { guild });
  await people.slash('ana', 'dm', 'ping');
  const heard = () => lines.map(({ payloads }) => payloads.filter(({ t }) => t === 'INTERACTION_CREATE'));
  await people.until(async () => heard().flat().length === 4);
  const from = heard().map((each) => each.map(({ d }) => (d.guild_id ? shardOf(String(d.guild_id)) : 'dm')));
  expect(from).toEqual([[0, 'dm'], [1], [2]]);
});

test.each([
  ['a number beyond its count', 3, 3, 4010],
  ['fewer than are needed', 0, 2, 4011],
])('closes a connection that says %s', async (_what, id, count, code) => {
  const { local } = await aDiscord();
  const line = await aLine(local, id, { count });
  line.introduce();
  expect(await line.closed).toBe(code);
});

test('takes more than it recommends', async () => {
  const { local } = await aDiscord();
  expect((await (await aLine(local, 5, { count: 6 })).ready()).d.shard).toEqual([5, 6]);
});

test('answers an IDENTIFY that comes too soon after another with op 9', async () => {
  const { local } = await aDiscord(2);
  const lines = await Promise.all(SHARDS.map((id) => aLine(local, id)));
  for (const { introduce } of lines) introduce();
  const answers = await Promise.all(lines.map(({ next }) => next(({ op, t }) => op === 9 || t === 'READY')));
  // The first and the third share one turn; the second has its own.
  expect(answers.map(({ op }) => op).toSorted()).toEqual([0, 0, 9]);
  expect(answers[1]?.op).toBe(0);
  expect(answers.find(({ op }) => op === 9)?.d).toBe(false);
});

test('plays a fault on one connection only', async () => {
  const { local, people } = await aDiscord();
  const lines = await Promise.all(SHARDS.map((id) => aLine(local, id)));
  await Promise.all(lines.map(({ ready }) => ready()));
  await people.gateway({ action: 'close', code: 4000, shard: 1 });
  expect(await lines[1]?.closed).toBe(4000);
  expect((await people.world()).sessions).toBe(2);
});
