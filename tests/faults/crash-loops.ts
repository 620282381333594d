/** Bots that die as soon as they are connected, or are sent away by Discord each time, hour after hour: how often they connect. */
import type { Bot } from '../../local-discord/launch.ts';
import { HOUR, MINUTE, openStage, type Stage } from '../support/open-stage.ts';
import type { StoreKind } from '../support/place.ts';
import { count, createRandom, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

export const crashLoops: Scenario = {
  id: 'crash-loops',
  promise:
    'IDENTIFYs in any hour of a crash loop: killed once connected, closed with 4000, op 9 false; ≤ 20, and SIGTERM ends who waits',
  unit: 'connections',
  short: 18,
  long: 120,
  run,
};

const MOST_AN_HOUR = 20;
/** A supervisor starts again at once, or a little later. */
const AGAIN_MS = 20_000;

type Loop = 'killed' | 'closed' | 'invalid';

async function run({ n, seed, say }: Task): Promise<Finding> {
  const failures: string[] = [];
  let [most, waits, done] = [0, 0, 0];
  const lane = async (kind: StoreKind) => {
    const stage = await openStage(kind);
    try {
      const played = await play(stage, Math.ceil(n / 2), createRandom(seed), () => {
        done += 1;
        say(`${done} of ${count(n)} connections`);
      });
      most = Math.max(most, mostInAnHour(played.times));
      waits += played.waits;
      failures.push(...played.failures.map((words) => `${kind}: ${words}`));
    } finally {
      await stage.close();
    }
  };
  await Promise.all([lane('sqlite'), lane('redis')]);
  if (most > MOST_AN_HOUR) failures.push(`${most} IDENTIFYs in one hour`);
  return {
    figure: `${most} in an hour at most; ${count(waits)} times somebody had to wait, and said until when`,
    failures,
  };
}

/** The most of these times that lie within one hour, both its ends included. */
function mostInAnHour(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at <= from + HOUR).length));
}

/** A bot that the loop has going, and until when it said that it waits. */
interface Turn {
  readonly bot: Bot;
  readonly told: () => number | null;
}

/**
 * One loop after the other on one store, by a clock that we move: whoever waits is let wait, and time moves to when it may go.
 * So hours pass, and each bot lives through them as it would.
 */
async function play(stage: Stage, n: number, random: Random, said: () => void) {
  const times: number[] = [];
  const failures: string[] = [];
  let [now, waits] = [Date.now(), 0];
  let turn: Turn | null = null;
  while (times.length < n) {
    const loop: Loop = times.length % 12 < 8 ? 'killed' : random.pick(['closed', 'invalid']);
    await stage.people.gateway({
      action: 'reject',
      how: loop === 'closed' ? 4000 : loop === 'invalid' ? 'invalid' : null,
    });
    turn ??= await begin(stage, now);
    const { identifies } = await stage.people.world();
    // Nobody may be early: what is counted before is a connection at the old time.
    const met = await either(stage, turn, identifies, now);
    if (met === 'connected') {
      times.push(now);
      said();
      if (loop === 'killed') {
        await turn.bot.stop('SIGKILL');
        turn = null;
      }
      now += random.int(0, AGAIN_MS);
      if (turn) await turn.bot.moveClock(now);
      continue;
    }
    waits += 1;
    if (met > now + 5 * MINUTE)
      failures.push(`it waits until ${new Date(met).toISOString()}, longer than five minutes`);
    turn = await whileWaiting(stage, turn, met, random, failures);
    now = met;
    await turn?.bot.moveClock(now);
  }
  await turn?.bot.stop('SIGKILL');
  return { times, waits, failures };
}

/** What may happen to a bot that waits: it is stopped, killed, or left alone. */
async function whileWaiting(
  stage: Stage,
  turn: Turn,
  until: number,
  random: Random,
  failures: string[],
): Promise<Turn | null> {
  const { identifies } = await stage.people.world();
  // Short of it by more than the machine may need: the bot's clock goes on by itself.
  await turn.bot.moveClock(until - 2 * MINUTE);
  const fate = random.pick(['left', 'left', 'SIGTERM', 'SIGKILL']);
  if (fate !== 'left') {
    const { code } = await turn.bot.stop(fate as NodeJS.Signals);
    if (fate === 'SIGTERM' && code !== 0)
      failures.push(`SIGTERM while it waited ended it with ${code}:\n${turn.bot.output()}`);
  }
  if ((await stage.people.world()).identifies > identifies) failures.push('it connected before the time that it named');
  return fate === 'left' ? turn : null;
}

async function begin(stage: Stage, now: number): Promise<Turn> {
  const bot = await stage.begin();
  // The bot hears of it as soon as it listens; its answer comes only once it has ticked.
  void bot.moveClock(now, 120_000).catch(() => {});
  const told = () => {
    const waits = [...bot.output().matchAll(/"until":"([^"]+)"/g)].map(([, until]) => Date.parse(until ?? ''));
    return waits.at(-1) ?? null;
  };
  return { bot, told };
}

/** Whichever comes first: one more IDENTIFY, or the word that it waits until then. */
async function either(
  stage: Stage,
  { bot, told }: Turn,
  identifies: number,
  now: number,
): Promise<'connected' | number> {
  return stage.people.until(async () => {
    if ((await stage.people.world()).identifies > identifies) return 'connected' as const;
    const until = told();
    if (until !== null && until > now) return until;
    if (bot.pid < 0) throw new Error(bot.output());
    return undefined;
  }, 120_000);
}
