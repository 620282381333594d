/** The doctor on a stage: a local Discord without a bot, a folder for each test, and a store that a test fills. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Launch, launch } from '../../local-discord/launch.ts';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import type { Notice, Settings } from '../../src/domain/guild.ts';
import type { PostRecord, Stores } from '../../src/ports.ts';
import { fileIn } from './place.ts';
import { type Run, run } from './run.ts';
import { DAY } from './stage.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** To be called at a file's top: the stage stands as long as its tests. */
export function checkUps() {
  let world: Launch;
  let folder: string;
  let names = 0;
  beforeAll(async () => {
    world = await launch({ botName: 'Cairn' });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-doctor-'));
  });
  afterEach(async () => {
    await world.people.clearFaults();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    world: () => world,
    folder: () => folder,
    file: () => fileIn(folder),
    /** Its report, after making sure that it tells no secret and shows no stack. */
    async doctor(more: Env = {}): Promise<Run> {
      const { token, url } = world.local;
      const given: Env = { DISCORD_TOKEN: token, DISCORD_API_URL: `${url}/api`, DATA_DIR: folder, ...more };
      const done = await run(['dist/src/cli/doctor.js'], given);
      expect(done.err).toBe('');
      expect(done.out).not.toMatch(/^\s+at .*:\d+/m);
      if (given.DISCORD_TOKEN) expect(done.out).not.toContain(given.DISCORD_TOKEN);
      return done;
    },
    /** A server of its own with the bot in it, and where its things are. */
    async aServer() {
      names += 1;
      const name = `Group ${names}`;
      const id = await world.people.change({ kind: 'add-guild', name });
      const guild = (await world.people.world()).guilds.find((one) => one.id === id);
      const study = guild?.channels.find((channel) => channel.name === 'study')?.id ?? '';
      const learners = guild?.roles.find((role) => role.name === 'learners')?.id ?? '';
      return { name, id, study, learners };
    },
    /** Closes the store at its end; without one it is the test's SQLite file. */
    async withStore(act: (stores: Stores) => Promise<unknown>, stores?: Stores): Promise<void> {
      const opened = stores ?? (await openSqliteStore({ file: fileIn(folder), log: () => {} }));
      await act(opened);
      await opened.close();
    },
  };
}

/** The lines about one server, without its name. */
export function about({ out }: Pick<Run, 'out'>, server: string): readonly string[] {
  return out.split('\n').flatMap((line) => {
    const [mark, rest] = line.split(`${server}: `);
    return rest === undefined ? [] : [`${mark?.trim()} ${rest}`];
  });
}

export const saving =
  (guild: string, settings: Settings, notices: readonly Notice[] = []) =>
  ({ guilds }: Stores): Promise<unknown> =>
    guilds.update(guild, () => ({ document: { settings, notices, pauses: [] }, dueAt: Date.now() + DAY, outcome: 0 }));

/** A prompt of long ago whose record says what became of it. */
export async function settleOne({ ledger }: Stores, guild: string, state: PostRecord['state']): Promise<void> {
  const slot = { guild, kind: 'prompt', id: '2020-W01' } as const;
  const claim = await ledger.claim(slot, 60_000, Date.now());
  if (claim.kind !== 'claimed') throw new Error('somebody else has it');
  const messageId = state === 'posted' ? '8' : null;
  await ledger.settle(claim.token, { slot, state, channel: '7', messageId, at: Date.now() - DAY });
}
