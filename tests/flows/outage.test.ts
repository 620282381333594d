/** The store is away while Discord asks: told in time and in its own words, and over without a restart. */
import Database from 'libsql';
import { beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
import type { Answer, Group } from '../support/group.ts';
import { inTime } from '../support/lived.ts';
import { fileIn } from '../support/place.ts';
import { staged } from '../support/stage.ts';

const OUTAGE = 'I can’t reach my storage right now';
/** What Discord gives. */
const IN_TIME_MS = 3_000;

/** Everything whose answer depends on the store. */
const asking = ({ admin, ana, ben }: Group): readonly (() => Promise<Answer>)[] => [
  () => ana.done({ phase: '2' }),
  () => ana.slash('progress'),
  () => ben.slash('progress', { member: '@ana' }),
  () => ben.slash('leaderboard'),
  () => admin.slash('setup'),
];

/** What is read, in time. */
const told = async (ask: () => Promise<Answer>): Promise<string> => (await inTime(IN_TIME_MS, ask)).text;

describe('Redis', () => {
  const on = staged('redis');
  let health = '';
  beforeAll(async () => {
    const port = await freePort();
    health = `http://127.0.0.1:${port}`;
    await on().bot({ PORT: String(port) });
  });
  const redis = () => on().place.redis();
  const status = async (path: string) => (await fetch(`${health}${path}`)).status;

  /** Runs something while Redis is frozen. */
  async function frozen(act: () => Promise<void>): Promise<void> {
    redis().pause();
    try {
      await act();
    } finally {
      redis().resume();
    }
    await on().people.until(async () => (await status('/readyz')) === 200);
  }

  test('frozen: every command says in time that storage is away, never “nothing yet” or “saved”', async () => {
    const group = await on().group();
    await group.ana.done();
    await group.hears(/ana finished phase 1/);
    await frozen(async () => {
      for (const ask of asking(group)) {
        const text = await told(ask);
        expect(text).toContain(OUTAGE);
        expect(text).not.toMatch(/of 14|Nobody is here|not here yet|is done|Set up/);
      }
      expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
    });
    // It may have got through when Redis woke up; doing it again must not count twice.
    await group.ana.done({ phase: '2' });
    expect((await group.ana.slash('progress')).text).toContain('2 of 14');
    await group.hears(/ana finished phase 2/);
    expect(await group.count(/ana finished phase 2/)).toBe(1);
  });

  test('frozen: what needs no store still answers', async () => {
    const { admin, ana } = await on().group();
    await frozen(async () => {
      expect(await told(() => ana.slash('phase', { phase: 'e0502' }))).toContain('Phase 2: ');
      expect(await told(() => ana.slash('phase'))).toContain('your own stones are not marked');
      expect((await ana.typing('done', 'phase', 'borrow'))[0]).toContain('2: ');
      expect(await told(() => admin.slash('help'))).toContain('/done');
    });
  });

  test('frozen when a prompt is due: it comes once, when storage is back', async () => {
    const { count, hears, posts, setUp } = await on().group();
    const [prompt] = await setUp();
    await frozen(async () => {
      await on().moveTo(prompt?.at ?? 0);
      expect(await posts()).toEqual([]);
    });
    await on().later(60_000);
    await hears(/Week 1 of 2/);
    await on().later(60_000);
    expect(await count(/Week 1 of 2/)).toBe(1);
  });

  test('killed and started again: everything acknowledged is there, and told once', async () => {
    const { ana, count, hears, setUp } = await on().group();
    await setUp({ weeks_per_phase: 4 });
    for (const phase of ['1', '2', '3', '4', '5']) await ana.done({ phase });
    await hears(/ana finished phase 5/);
    await redis().kill9();
    expect((await ana.slash('progress')).text).toContain(OUTAGE);
    await redis().start();
    await on().people.until(async () => (await status('/readyz')) === 200);
    expect((await ana.slash('progress')).text).toContain('5 of 14');
    expect((await ana.slash('leaderboard')).text).toContain('place 1 with 5 milestones');
    await ana.done({ phase: '6' });
    await hears(/ana finished phase 6/);
    expect(await count(/ana finished/)).toBe(6);
  });
});

describe('SQLite', () => {
  const on = staged('sqlite');
  beforeAll(async () => void (await on().bot()));

  test('held by another program: a check-in says so in time, what only reads goes on, then all works again', async () => {
    const { ana, ben } = await on().group();
    await ana.done();
    const holder = new Database(fileIn(on().place.folder));
    holder.exec('PRAGMA busy_timeout = 5000');
    holder.exec('BEGIN IMMEDIATE');
    const refused = await told(() => ana.done({ phase: '2' }));
    expect(await told(() => ben.slash('progress', { member: '@ana' }))).toContain('1 of 14');
    holder.exec('ROLLBACK');
    holder.close();
    expect(refused).toContain(OUTAGE);
    expect((await ana.done({ phase: '2' })).text).toContain('Phase 2 is done');
  });
});
