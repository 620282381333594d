/** The stage of flow tests: set before the tests of a describe, taken down after them, with nothing sent that Discord would refuse. */
import { afterAll, beforeAll, expect } from 'vitest';
import { freePort } from '../adapters/redis-server.ts';
import { type Env, lastNoon, openStage, PATIENT, type Stage } from './open-stage.ts';
import type { StoreKind } from './place.ts';

export { DAY, HOUR, MINUTE, ROOT, type Stage } from './open-stage.ts';

/** A stage for the tests of one describe. Whatever they did, nothing was sent that Discord would refuse. */
export function staged(kind: StoreKind): () => Stage {
  let stage: Stage | undefined;
  const on = (): Stage => {
    if (!stage) throw new Error('the stage is not set');
    return stage;
  };
  beforeAll(async () => {
    const opened = await openStage(kind, { timing: PATIENT, now: lastNoon() });
    const bot = async (env: Env = {}) => {
      const started = await opened.bot(env);
      // A new bot has the machine's time.
      await opened.later(0);
      return started;
    };
    stage = { ...opened, bot };
  });
  afterAll(async () => {
    const problems = await stage?.people.problems();
    await stage?.close();
    expect(problems).toEqual([]);
  });
  return on;
}

/** A stage with one bot, for tests that do nothing to it. */
export function stagedWithBot(kind: StoreKind, env: Env = {}): () => Stage {
  const on = staged(kind);
  beforeAll(async () => {
    await on().bot(env);
  });
  return on;
}

/** Both ways in which members reach a bot, each on one of the stores. */
export const WAYS = [
  ['over the gateway, on sqlite', 'sqlite'],
  ['over HTTP, on redis', 'redis'],
] as const;

/** A stage with one bot, which members reach in the way that {@link WAYS} names for that store. */
export function stagedBothWays(kind: StoreKind): () => Stage {
  const on = staged(kind);
  beforeAll(async () => {
    if (kind === 'sqlite') return void (await on().bot());
    const port = await freePort();
    await on().bot({ DISCORD_PUBLIC_KEY: on().publicKey, PORT: String(port) });
    await on().people.change({ kind: 'endpoint', url: `http://127.0.0.1:${port}/interactions` });
  });
  return on;
}
