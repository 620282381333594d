/** Backup and restore between real stores, and under load. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../src/cli/store/backup.ts';
import { checkLeaderboards } from '../../src/cli/store/check.ts';
import { knownDeletions } from '../../src/cli/store/deletions.ts';
import { restore } from '../../src/cli/store/restore.ts';
import { openBackup } from '../../src/cli/store/verify.ts';
import type { DeletionKey } from '../../src/domain/deletion.ts';
import type { Stores } from '../../src/ports.ts';
import { content, fill } from '../contracts/backup-story.ts';
import {
  aDone,
  adding,
  aMember,
  anUndone,
  DAY,
  SECOND,
  someGuild,
  someNews,
  stonesFor,
  T,
} from '../contracts/builders.ts';
import { key, openStore } from '../contracts/open-store.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let folder: string;
let files = 0;
const aFile = () => join(folder, `${++files}.backup`);
const servers: RedisServer[] = [];
const opened: Stores[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-backup-'));
});
afterAll(async () => {
  for (const stores of opened) await stores.close();
  for (const server of servers) await server.remove();
  await rm(folder, { recursive: true, force: true });
});

type Kind = 'redis' | 'sqlite';
/** A new and empty store. */
async function aStore(kind: Kind): Promise<Stores & { readonly place: string }> {
  let place = join(folder, `${++files}`, 'cairn.sqlite');
  if (kind === 'redis') {
    const server = await startRedis();
    servers.push(server);
    place = server.url;
  }
  const stores = await openStore(place);
  opened.push(stores);
  return { ...stores, place };
}

const save = (stores: Stores, file = aFile()) =>
  backUp({ stores, store: 'test', file, force: false, now: T, tell: () => {} }).then((done) => ({ ...done, file }));

interface How {
  readonly dryRun?: boolean;
  readonly keys?: readonly DeletionKey[];
  readonly without?: boolean;
}

async function bring(stores: Stores, file: string, { dryRun = false, keys = [key], without = false }: How = {}) {
  const backup = await openBackup(file);
  const told: string[] = [];
  const effects = await restore({
    stores,
    header: backup.header,
    entries: backup.entries,
    dryRun,
    now: T,
    deletions: await knownDeletions({ stores, fromBackup: backup.deletions, keys, without }),
    tell: (entry, effect) => told.push(`${entry.kind} ${effect}`),
  });
  await backup.close();
  return { effects, told };
}

const differences = async (stores: Stores) =>
  (await checkLeaderboards({ stores, now: Date.now, tell: () => {} }, false)).differences;

describe('a backup, restored', () => {
  test.each([
    ['redis', 'sqlite'],
    ['sqlite', 'redis'],
  ] as const)('2,000 members from %s through %s and back are the same', async (from, to) => {
    const [first, second, third] = [await aStore(from), await aStore(to), await aStore(from)];
    await fill(first, 2000);
    const { file, counts, leftOut } = await save(first);
    expect({ ...counts, leftOut }).toMatchObject({ member: 2000, guild: 2, leftOut: 0 });
    await bring(second, file);
    await bring(third, (await save(second)).file);
    const before = await content(first);
    expect(await content(second)).toEqual(before);
    expect(await content(third)).toEqual(before);
    expect(await differences(third)).toBe(0);
  });

  describe.each(['redis', 'sqlite'] as const)('into %s', (kind) => {
    test('twice is as once, also into the store it is of', async () => {
      const [source, target] = [await aStore(kind), await aStore(kind)];
      await fill(source, 40);
      const { file } = await save(source);
      await bring(target, file);
      const once = await content(target);
      const again = await bring(target, file);
      expect(await content(target)).toEqual(once);
      expect(new Set(again.told)).toEqual(new Set(['record recorded', 'member same', 'news same', 'guild same']));
      const before = await content(source);
      await bring(source, file);
      expect(await content(source)).toEqual(before);
    });

    test('keeps what happened since, and adds what was lost', async () => {
      const [source, target] = [await aStore(kind), await aStore(kind)];
      const [kept, lost] = [aMember(), aMember()];
      const [one, two, three] = [aDone('1', { at: T }), aDone('2', { at: T + 1 }), aDone('3', { at: T + 2 })];
      await source.progress.update(kept, adding(one, two));
      await stonesFor(source.progress, lost, 2);
      await source.guilds.update(kept.guild, () => ({ document: someGuild({ channel: '1', savedAt: T }), outcome: 0 }));
      const { file } = await save(source);
      await target.progress.update({ ...kept, name: 'Ana, later' }, adding(one, three));
      const later = someGuild({ channel: '2', savedAt: T + 1 });
      await target.guilds.update(kept.guild, () => ({ document: later, outcome: 0 }));
      const { told } = await bring(target, file);
      const document = await target.progress.get(kept);
      expect([document?.name, document?.events]).toEqual(['Ana, later', [one, two, three]]);
      expect((await target.progress.get(lost))?.events).toHaveLength(2);
      expect((await target.guilds.get(kept.guild))?.settings?.channel).toBe('2');
      expect(told.sort()).toEqual(['guild same', 'member added', 'member new']);
      expect(await differences(target)).toBe(0);
    });

    test('brings the times back in which no bot was there, and the one between backup and restore is one of them', async () => {
      const [source, target] = [await aStore(kind), await aStore(kind)];
      for (const days of [9, 5, 4.5]) await source.heartbeat.beat(T - days * DAY);
      const { file } = await save(source);
      await bring(target, file, { dryRun: true });
      expect(await target.heartbeat.look(0)).toEqual([]);
      await bring(target, file);
      const known = { from: T - 9 * DAY, to: T - 5 * DAY };
      expect(await target.heartbeat.beat(T + 3 * DAY)).toEqual([known, { from: T, to: T + 3 * DAY }]);
      // Into the store it is of: nothing that it knows better is lost, nor made longer.
      await source.heartbeat.beat(T, T - 4 * DAY);
      await source.heartbeat.beat(T + 2 * DAY);
      await bring(source, file);
      expect(await source.heartbeat.beat(T + 2 * DAY)).toEqual([known, { from: T, to: T + 2 * DAY }]);
    });

    test('news that were withdrawn or posted since are not told again', async () => {
      const store = await aStore(kind);
      const [withdrawn, posted] = [aMember(), aMember()];
      const gone = await tell(store, withdrawn);
      const there = await tell(store, posted);
      const { file } = await save(store);
      await store.progress.update(withdrawn, (document) => ({
        events: [...(document?.events ?? []), anUndone(gone.phase, T + SECOND)],
        withdraw: [gone.id],
        outcome: 0,
      }));
      await store.news.settle(posted.guild, there.id);
      const { told } = await bring(store, file);
      expect(told.filter((line) => line.startsWith('news')).sort()).toEqual(['news outdated', 'news same']);
      expect(await store.news.pending(posted.guild)).toEqual([]);
      expect(await store.news.since(withdrawn.guild, 0)).toEqual([]);
    });

    test('what may have been posted since the backup is looked for before it is posted; what is recorded is settled', async () => {
      const [source, target] = [await aStore(kind), await aStore(kind)];
      const member = aMember();
      const { guild } = member;
      const told = await tell(source, member);
      const week = { guild, kind: 'prompt', id: '2026-W30' } as const;
      await source.ledger.settle('any', { slot: week, state: 'posted', channel: '7', messageId: '8', at: T - DAY });
      await source.guilds.update(guild, () => ({ document: someGuild({ timezone: 'UTC' }), outcome: 0 }));
      await bring(target, (await save(source)).file);
      await new Promise((resolve) => setTimeout(resolve, 15));
      const claim = (slot: Parameters<typeof target.ledger.claim>[0]) => target.ledger.claim(slot, 1000, Date.now());
      expect(await claim(week)).toEqual({ kind: 'settled' });
      expect(await claim({ guild, kind: 'prompt', id: isoWeek(T) })).toMatchObject({ resumed: true });
      expect(await claim({ guild, kind: 'challenge', id: isoWeek(T) })).toMatchObject({ resumed: true });
      expect(await claim({ guild, kind: 'news', id: told.id })).toMatchObject({ resumed: true });
      expect(await claim({ guild, kind: 'prompt', id: '2026-W31' })).toMatchObject({ resumed: false });
    });

    test('with --dry-run tells the same and writes nothing', async () => {
      const [source, target] = [await aStore(kind), await aStore(kind)];
      await fill(source, 20);
      const { file } = await save(source);
      const dry = await bring(target, file, { dryRun: true });
      const empty = await save(target);
      expect(empty.counts).toEqual({ record: 0, member: 0, news: 0, guild: 0, deletion: 0 });
      // Whether a check-in will be there is only known of those that are.
      const without = (told: readonly string[]) => told.filter((line) => !line.startsWith('news')).sort();
      expect(without(dry.told)).toEqual(without((await bring(target, file)).told));
    });
  });
});

describe('a backup', () => {
  test.each(['redis', 'sqlite'] as const)('of %s while others write holds whole documents', async (kind) => {
    const [source, target] = [await aStore(kind), await aStore('sqlite')];
    await fill(source, 300);
    const { guild, user } = aMember();
    const hammering = hammer(source.place, guild, user, 'a', '200');
    let [rounds, running] = [0, true];
    const done = hammering.finally(() => {
      running = false;
    });
    done.catch(() => {});
    let file = '';
    while (running || rounds === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ({ file } = await save(source));
      rounds += 1;
      expect(
        (await openBackup(file).then(async (backup) => [backup.counts.member, await backup.close()]))[0],
      ).toBeGreaterThanOrEqual(300);
    }
    await done;
    await bring(target, (await save(source)).file);
    expect((await target.progress.get({ guild, user }))?.events).toHaveLength(200);
    expect(await differences(target)).toBe(0);
  });

  test('is only for its owner to read, and leaves nothing beside it', async () => {
    const store = await aStore('sqlite');
    const { file } = await save(store, join(folder, 'alone', '..', 'own.backup'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('replaces no file unless told to, and an interrupted one is no hindrance', async () => {
    const store = await aStore('sqlite');
    const { file } = await save(store);
    await writeFile(`${file}.partial`, 'from an interrupted backup');
    await expect(save(store, file)).rejects.toThrow(/is there already.*--force/);
    await backUp({ stores: store, store: 'test', file, force: true, now: T, tell: () => {} });
    const backup = await openBackup(file);
    expect(backup.counts.member).toBe(0);
    await backup.close();
  });

  test('that can not be made leaves the file that was there, and no other', async () => {
    const server = await startRedis();
    const store = await openStore(server.url);
    await stonesFor(store.progress, aMember(), 1);
    const { file } = await save(store);
    const before = await readFile(file, 'utf8');
    await server.remove();
    const failing = backUp({ stores: store, store: 'test', file, force: true, now: T, tell: () => {} });
    await expect(failing).rejects.toThrow(/The store did not/);
    await store.close();
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
    await expect(save(store, join(folder, 'nowhere', 'x'))).rejects.toThrow(/cannot be written \(ENOENT\)/);
  });
});

async function tell(stores: Stores, member: ReturnType<typeof aMember>) {
  const event = aDone('1');
  const news = someNews(member.user, { id: event.by });
  await stores.progress.update(member, () => ({ events: [event], news, outcome: 0 }));
  return news;
}

/** The week of an instant in UTC, such as `2026-W48`. */
function isoWeek(at: number): string {
  const day = new Date(at);
  const thursday = new Date(at + (4 - (day.getUTCDay() || 7)) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - first) / (7 * DAY));
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

async function hammer(...words: string[]): Promise<void> {
  const script = new URL('../contracts/hammer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the hammer ended with ${code}`);
}
