/** The stage of flow tests: set before the tests of a describe, taken down after them, with nothing sent that Discord would refuse. */
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { type Env, openStage, type Stage } from './open-stage.ts';
import type { StoreKind } from './place.ts';

export { BARE, DAY, HOUR, MINUTE, ROOT, type Stage } from './open-stage.ts';

// Starting a bot costs seconds where the machine is busy with something else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** A stage for the tests of one describe. Whatever they did, nothing was sent that Discord would refuse. */
export function staged(kind: StoreKind): () => Stage {
  let stage: Stage | undefined;
  const on = (): Stage => {
    if (!stage) throw new Error('the stage is not set');
    return stage;
  };
  beforeAll(async () => {
    stage = await openStage(kind);
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
