/** Who asked for deletion does not come back with a backup, whichever store and file knows of it. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deletionKeyFrom } from '../../src/adapters/deletion-key.ts';
import { backUp } from '../../src/cli/store/backup.ts';
import { checkLeaderboards } from '../../src/cli/store/check.ts';
import { knownDeletions } from '../../src/cli/store/deletions.ts';
import { restore } from '../../src/cli/store/restore.ts';
import { openBackup } from '../../src/cli/store/verify.ts';
import type { DeletionKey } from '../../src/domain/deletion.ts';
import type { Stores } from '../../src/ports.ts';
import { content } from '../contracts/backup-story.ts';
import { aDone, adding, aMember, anId, DAY, SECOND, someNews, T } from '../contracts/builders.ts';
import { key, openStore } from '../contracts/open-store.ts';
import { run } from '../support/run.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let folder: string;
let files = 0;
const servers: RedisServer[] = [];
const opened: Stores[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-deletions-'));
});
afterAll(async () => {
  for (const stores of opened) await stores.close();
  for (const server of servers) await server.remove();
  await rm(folder, { recursive: true, force: true });
});

async function aStore(kind: 'redis' | 'sqlite'): Promise<Stores> {
  let place = join(folder, `${++files}`, 'cairn.sqlite');
  if (kind === 'redis') {
    const server = await startRedis();
    servers.push(server);
    place = server.url;
  }
  const stores = await openStore(place);
  opened.push(stores);
  return stores;
}

async function save(stores: Stores): Promise<string> {
  const file = join(folder, `${++files}.backup`);
  await backUp({ stores, store: 'test', file, force: false, now: T, tell: () => {} });
  return file;
}

interface How {
  readonly dryRun?: boolean;
  readonly keys?: readonly DeletionKey[];
  readonly without?: boolean;
}

/** What is told of each thing. */
async function bring(stores: Stores, file: string, { dryRun = false, keys = [key], without = false }: How = {}) {
  const backup = await openBackup(file);
  const told: string[] = [];
  try {
    const deletions = await knownDeletions({ stores, fromBackup: backup.deletions, keys, without });
    const tell: Parameters<typeof restore>[0]['tell'] = (entry, effect) => told.push(`${entry.kind} ${effect}`);
    await restore({ stores, header: backup.header, entries: backup.entries, dryRun, now: Date.now(), deletions, tell });
  } finally {
    await backup.close();
  }
  return told.sort();
}

type Member = ReturnType<typeof aMember>;
const HOUR = 3_600_000;

/** A check-in that was told and posted. */
async function checkIn(stores: Stores, member: Member, phase: string, at: number): Promise<string> {
  const event = aDone(phase, { at });
  const news = someNews(member.user, { id: event.by, phase, at });
  await stores.progress.update(member, (document) => ({
    events: [...(document?.events ?? []), event],
    news,
    outcome: 0,
  }));
  const slot = { guild: member.guild, kind: 'news', id: event.by } as const;
  await stores.ledger.settle('any', { slot, state: 'posted', channel: '7', messageId: '8', at });
  await stores.news.settle(member.guild, event.by);
  return event.by;
}

const phases = async (stores: Stores, member: Member) =>
  (await stores.progress.get(member))?.events.map(({ phase }) => phase) ?? null;
const differences = async (stores: Stores) =>
  (await checkLeaderboards({ stores, now: Date.now, tell: () => {} }, false)).differences;

describe.each(['redis', 'sqlite'] as const)('into %s', (kind) => {
  test('nothing of who deleted their data since comes back: no check-in, name, news or record; twice is as once', async () => {
    const store = await aStore(kind);
    const [ana, ben] = [aMember(), aMember()];
    const told = await checkIn(store, ana, '1', T);
    await checkIn(store, { ...ben, guild: ana.guild }, '1', T);
    const file = await save(store);
    await store.progress.forget(ana, T + HOUR);
    const before = await content(store);
    const all = [
      'member forgotten',
      'member same',
      'news forgotten',
      'news same',
      'record forgotten',
      'record recorded',
    ];
    expect(await bring(store, file, { dryRun: true })).toEqual(all);
    expect(await bring(store, file)).toEqual(all);
    expect(await bring(store, file)).toEqual(all);
    expect(await content(store)).toEqual(before);
    expect(await store.ledger.claim({ guild: ana.guild, kind: 'news', id: told }, 1000, T)).toMatchObject({
      resumed: false,
    });
  });

  test('a reviewer who deleted their data since is named in nobody’s milestones and news again', async () => {
    const [store, elsewhere] = [await aStore(kind), await aStore(kind)];
    const [ana, ben] = [aMember(), { ...aMember(), name: 'Benedikt' }];
    const looked = { ...ben, guild: ana.guild };
    const handedIn = { ...aDone('1', { at: T }), kind: 'submitted' } as const;
    const reviewer = { id: looked.user, name: looked.name };
    const asked = { ...aDone('1', { at: T + 1 }), kind: 'asked', reviewer, words: 'Why?', unmet: [] } as const;
    await store.progress.update(ana, adding(handedIn, asked));
    const told = {
      id: asked.by,
      phase: '1',
      at: T + 1,
      about: 'changes',
      reviewer: ben.name,
      judge: looked.user,
    } as const;
    await store.progress.update(ana, (document) => ({
      events: document?.events ?? [],
      news: someNews(ana.user, told),
      outcome: 0,
    }));
    const file = await save(store);
    await elsewhere.progress.forget(looked, T + HOUR);
    await bring(elsewhere, file);
    const all = JSON.stringify([await elsewhere.progress.get(ana), await elsewhere.news.since(ana.guild, 0)]);
    expect(all).not.toMatch(new RegExp(`${ben.name}|${looked.user}`));
    expect(all).toMatch(/"words":"Why\?".*"about":"changes"/);
  });

  test('what they did after the deletion stays, and comes back from a backup', async () => {
    const [source, target] = [await aStore(kind), await aStore(kind)];
    const ana = aMember();
    await checkIn(source, ana, '1', T);
    const before = await save(source);
    await source.progress.forget(ana, T + SECOND);
    await checkIn(source, ana, '2', T + HOUR);
    expect(await bring(source, before)).toContain('member forgotten');
    expect(await phases(source, ana)).toEqual(['2']);
    const after = await save(source);
    expect(await bring(target, after)).toEqual(['deletion new', 'member new', 'news new', 'record recorded']);
    await bring(target, before);
    expect(await phases(target, ana)).toEqual(['2']);
    expect(await differences(target)).toBe(0);
  });

  test('a store that was lost, and filled from an older backup, learns of deletions from a newer one', async () => {
    const [source, target] = [await aStore(kind), await aStore(kind)];
    const [ana, ben] = [aMember(), aMember()];
    for (const member of [ana, ben]) await checkIn(source, member, '1', T);
    const older = await save(source);
    await source.progress.forget(ana, T + SECOND);
    await source.progress.forget(ben, T + SECOND);
    const newer = await save(source);
    await bring(target, older);
    // Back by the older backup, and at it again: only what was before the deletion goes.
    await checkIn(target, ben, '2', T + HOUR);
    expect(await bring(target, newer, { dryRun: true })).toEqual(expect.arrayContaining(['member erased']));
    expect(await phases(target, ana)).toEqual(['1']);
    expect((await bring(target, newer)).filter((line) => line === 'member erased')).toHaveLength(2);
    expect([await phases(target, ana), await phases(target, ben)]).toEqual([null, ['2']]);
    expect((await target.news.since(ben.guild, 0)).map(({ phase }) => phase)).toEqual(['2']);
    expect(new Set(await bring(target, newer))).toEqual(new Set(['deletion same']));
    expect(await differences(target)).toBe(0);
  });

  test('a deletion while the backup is written is in it', async () => {
    const store = await aStore(kind);
    const ana = aMember();
    await checkIn(store, ana, '1', T);
    const { census } = store;
    const slow: Stores = {
      ...store,
      census: {
        ...census,
        async *news() {
          await store.progress.forget(ana, T + SECOND);
          yield* census.news();
        },
      },
    };
    const file = await save(slow);
    const target = await aStore(kind);
    expect(await bring(target, file)).toContain('member forgotten');
    expect(await phases(target, ana)).toBeNull();
  });

  test('made with another token they stop a restore, in words, until that token is there, or is given up', async () => {
    const store = await aStore(kind);
    const ana = aMember();
    await checkIn(store, ana, '1', T);
    const file = await save(store);
    await store.progress.forget(ana, T + SECOND);
    const other = deletionKeyFrom('another-token');
    await expect(bring(store, file, { keys: [other] })).rejects.toThrow(
      /1 deletion was made while.*Nothing was changed.*DISCORD_TOKEN=now,before.*--without-deletions/s,
    );
    expect(await phases(store, ana)).toBeNull();
    expect(await bring(store, file, { keys: [other, key] })).toContain('member forgotten');
    expect(await bring(store, file, { keys: [other], without: true })).toContain('member new');
  });

  test('after 30 days it is over in the store, and still holds for the backup that knows of it', async () => {
    const [source, target] = [await aStore(kind), await aStore(kind)];
    const ana = aMember();
    const long = T - 31 * DAY;
    await source.progress.update(ana, adding(aDone('1', { at: long - DAY })));
    const older = await save(source);
    await source.progress.forget(ana, long);
    await bring(target, older);
    await bring(target, await save(source));
    expect(await phases(target, ana)).toBeNull();
    const kept: unknown[] = [];
    for await (const batch of target.census.deletions()) kept.push(...batch);
    // Deleting once more is remembered anew; the one of the backup is not.
    expect(kept).toHaveLength(1);
  });
});

test('the command needs the bot’s token, and says so before it touches anything', async () => {
  const [data, file] = [join(folder, 'data'), join(folder, 'cairn.backup')];
  const cli = (program: string, token: string | undefined, ...args: string[]) =>
    run(['--import', 'tsx', `src/cli/${program}.ts`, ...args], { DATA_DIR: data, DISCORD_TOKEN: token });
  const store = await openStore(join(data, 'cairn.sqlite'));
  const ana = { guild: anId(), user: anId(), name: 'Ana' };
  await checkIn(store, ana, '1', T);
  expect((await cli('backup', undefined, file)).code).toBe(0);
  await store.progress.forget(ana, T + SECOND);
  await store.close();
  const [none, wrong, right] = [
    await cli('restore', undefined, file),
    await cli('restore', 'b-token', file),
    await cli('restore', 'b-token, a-token', file),
  ];
  expect([none, wrong].map(({ code }) => code)).toEqual([78, 78]);
  expect([none.err, wrong.err].join()).toMatch(/DISCORD_TOKEN is missing.*had another token/s);
  expect(right).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/1 member left out.*asked for deletion/),
  });
  const without = await cli('restore', 'b-token', file, '--without-deletions');
  expect(without.out).toMatch(/Who made 1 deletion cannot be told: they may come back.*1 member brought back/s);
});

test('a backup of version 1 is restored as before', async () => {
  const [source, target] = [await aStore('sqlite'), await aStore('sqlite')];
  const ana = aMember();
  await checkIn(source, ana, '1', T);
  const file = await save(source);
  const text = await readFile(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const body = `${lines.slice(0, -1).join('\n').replace('"version":2', '"version":1')}\n`;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const counts = { record: 1, member: 1, news: 1, guild: 0 };
  await writeFile(file, `${body}${JSON.stringify({ end: 'cairn-backup', counts, sha256 })}\n`);
  expect(await bring(target, file)).toEqual(['member new', 'news new', 'record recorded']);
});
