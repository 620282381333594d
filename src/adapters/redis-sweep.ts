/** Makes Redis write its files anew once something was deleted: until then they still hold it. Knows no key but its own mark. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreOutage } from '../outage.ts';
import { fieldsOf } from './redis-durability.ts';
import type { RedisClient, RedisLink } from './redis-link.ts';
import { UNMARK } from './redis-scripts.ts';
import { UNSWEPT } from './stored-deletions.ts';
import { createSweeper, type Sweeper, type Swept } from './sweeper.ts';

/** One sweep for all deletions of so long. */
const AFTER_MS = 5_000;
const AGAIN_MS = 2_000;
/** How often Redis is asked whether it is done; a large one writes for minutes. */
const LOOK_MS = 500;

const FORBIDDEN =
  'This Redis does not let Cairn write its files anew (BGREWRITEAOF, BGSAVE). What members delete is gone from what Redis serves, and stays in its append-only file or snapshots until the server writes them anew by itself.';

/** Sends one command with an operation's deadline. */
type Asking = <T>(send: (client: RedisClient) => Promise<T>) => Promise<T>;

type Step = 'append-only file' | 'snapshot';

export interface RedisSweeper {
  soon(): void;
  /** Begins a sweep that is still owed, and does not wait for its end. */
  stop(): Promise<void>;
}

/** Takes up what a process that was killed left undone. */
export async function createRedisSweeper(link: RedisLink, log: (error: unknown) => void): Promise<RedisSweeper> {
  const ask: Asking = (send) => link.operation('write its files anew', (within) => within(() => send(link.client)));

  const sweep = async (stopped: () => boolean): Promise<Swept> => {
    const owed = await ask((client) => client.get(UNSWEPT));
    // Another bot was faster.
    if (owed === null) return 'clean';
    for (const step of await stepsFor(ask)) {
      const swept = await take(ask, step, stopped);
      if (swept !== 'clean') return swept;
    }
    await ask(() => link.withScripts((evaluate) => evaluate(UNMARK, [UNSWEPT], [owed])));
    return 'clean';
  };

  const sweeper: Sweeper = createSweeper({
    afterMs: AFTER_MS,
    againMs: AGAIN_MS,
    log,
    sweep: (stopped) =>
      sweep(stopped).catch((error: unknown) => {
        if (!isForbidden(error)) throw error;
        log(new Error(FORBIDDEN, { cause: error }));
        return 'never';
      }),
  });
  // Where nobody can say whether something is owed, it is looked after: a deletion must not wait for the next one.
  if ((await ask((client) => client.get(UNSWEPT)).catch(() => 'unknown')) !== null) sweeper.soon();
  return {
    soon: sweeper.soon,
    async stop() {
      if (!(await sweeper.stop())) return;
      // The mark stays: the next start sees to it that this ended well.
      for (const step of await stepsFor(ask).catch(() => []))
        await ask((client) => begin(client, step)).catch(() => {});
    },
  };
}

/** Which files this server writes. What is in none needs no sweep. */
async function stepsFor(ask: Asking): Promise<readonly Step[]> {
  const info = await persistence(ask);
  const points = await ask((client) => client.configGet('save')).catch((error: unknown) => {
    if (isForbidden(error)) return { save: 'nobody may know' };
    throw error;
  });
  const snapshots = Boolean(points.save) || Number(info.get('rdb_saves') ?? 0) > 0;
  return [
    ...(info.get('aof_enabled') === '1' ? (['append-only file'] as const) : []),
    ...(snapshots ? (['snapshot'] as const) : []),
  ];
}

/** Redis writes one file at a time: waits for whatever it is at, since that may have begun before the deletion, begins, and waits again. */
async function take(ask: Asking, step: Step, stopped: () => boolean): Promise<Swept> {
  if (!(await idle(ask, stopped))) return 'again';
  try {
    await ask((client) => begin(client, step));
  } catch (error) {
    if (isUnderWay(error)) return 'again';
    throw error;
  }
  if (!(await idle(ask, stopped))) return 'again';
  const info = await persistence(ask);
  const status = step === 'snapshot' ? 'rdb_last_bgsave_status' : 'aof_last_bgrewrite_status';
  return info.get(status) === 'ok' ? 'clean' : 'again';
}

function begin(client: RedisClient, step: Step): Promise<string> {
  return step === 'snapshot' ? client.bgSave({ SCHEDULE: true }) : client.bgRewriteAof();
}

/** Resolves once Redis writes no file; false: nobody waits any more. */
async function idle(ask: Asking, stopped: () => boolean): Promise<boolean> {
  const busy = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'];
  for (;;) {
    if (stopped()) return false;
    const info = await persistence(ask);
    if (busy.every((name) => info.get(name) !== '1')) return true;
    await sleep(LOOK_MS, undefined, { ref: false });
  }
}

const persistence = async (ask: Asking): Promise<ReadonlyMap<string, string>> =>
  fieldsOf(await ask((client) => client.info('persistence')));

const answerIn = (error: unknown): string =>
  error instanceof StoreOutage && error.cause instanceof Error ? error.cause.message : '';

const isUnderWay = (error: unknown): boolean => answerIn(error).includes('in progress');

/** As servers that somebody else runs say no: by rights, by name, or in words of their own. */
const isForbidden = (error: unknown): boolean =>
  /NOPERM|unknown command|not (available|allowed|supported)|disabled|blocked/i.test(answerIn(error));
