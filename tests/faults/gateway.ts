/** The gateway fails in every way that Discord documents, and some more; what is sent once it is back must be served. */
import type { GatewayFault } from '../../local-discord/control/types.ts';
import { freePort } from '../adapters/redis-server.ts';
import type { Group } from '../support/group.ts';
import { livedMs } from '../support/lived.ts';
import { MINUTE, openStage, PATIENT, type Stage } from '../support/open-stage.ts';
import { PHASES, serverWith } from './members.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';

export const gatewayFaults: Scenario = {
  id: 'gateway-faults',
  promise:
    'gateway dropped, reset, silent, op 7, op 9 true/false, no heartbeat ACK, no HELLO, closed with 1000, 1001, 4000–4009: every interaction sent after is served; ready again ≤ 10 s',
  unit: 'faults',
  short: 19,
  long: 190,
  run,
};

const READY_WITHIN_MS = 10_000;
/** Discord gives three seconds to answer; whoever asked longer before the bot was back could not be served. */
const STILL_IN_TIME_MS = 2_000;
/**
 * Discord's own is 41.25 s: a missing ACK is noticed that much later. Here it is shorter, yet longer than any stall of a busy machine: whoever
 * is silent for half as much again is hung up on.
 */
const HEARTBEAT_MS = 3_000;
/** Side by side, each with a Discord, a bot and a store of its own: most of the time is waiting. */
const LANES = 6;
const MEMBERS = Array.from({ length: 40 }, (_, n) => `member-${n + 1}`);

interface Kind {
  readonly name: string;
  readonly fault: GatewayFault;
  /** What ends it, once the bot has connected anew. */
  readonly ends?: GatewayFault;
  /** Discord gives what was missed once the bot resumes. */
  readonly replayed?: true;
  /** The bot can know of it only by missing ACKs: time counts from then. */
  readonly noticed?: true;
}

const closed = (code: number, more: Partial<Kind> = {}): Kind => ({
  name: `closed with ${code}`,
  fault: { action: 'close', code },
  ...more,
});
const replayed = { replayed: true } as const;

const KINDS: readonly Kind[] = [
  { name: 'dropped', fault: { action: 'drop' }, ...replayed },
  { name: 'reset', fault: { action: 'reset' }, ...replayed },
  { name: 'op 7', fault: { action: 'reconnect' }, ...replayed },
  { name: 'op 9 true', fault: { action: 'invalidate', resumable: true }, ...replayed },
  { name: 'op 9 false', fault: { action: 'invalidate', resumable: false } },
  {
    name: 'no heartbeat ACK',
    fault: { action: 'heartbeats', answered: false },
    ends: { action: 'heartbeats', answered: true },
    noticed: true,
  },
  { name: 'a silent line', fault: { action: 'silent' }, noticed: true },
  { name: 'no HELLO', fault: { action: 'no-hello', times: 1 } },
  ...[1001, 4000, 4001, 4002].map((code) => closed(code, replayed)),
  ...[1000, 4003, 4005, 4006, 4007, 4008, 4009].map((code) => closed(code)),
];

interface Lane {
  readonly stage: Stage;
  readonly group: Group;
  readonly health: string;
  /** Gains what was seen. */
  readonly seen: Seen;
  checkIns: number;
}

interface Seen {
  faults: number;
  after: number;
  during: number;
  duringServed: number;
  slowestMs: number;
  slowest: string;
  readonly failures: string[];
}

async function run({ n, random, say }: Task): Promise<Finding> {
  const seen: Seen = { faults: 0, after: 0, during: 0, duringServed: 0, slowestMs: 0, slowest: '', failures: [] };
  // Each kind in its turn, begun somewhere: which one follows which differs with the seed.
  const offset = random.int(0, KINDS.length - 1);
  const rounds = Array.from({ length: n }, (_, i) => KINDS[(i + offset) % KINDS.length] as Kind);
  await Promise.all(
    Array.from({ length: Math.min(LANES, n) }, async (_, lane) => {
      const mine = rounds.filter((_, i) => i % LANES === lane);
      await onALane(seen, mine, () => say(`${seen.faults} of ${count(n)} faults`));
    }),
  );
  const { slowestMs, slowest, after, during, duringServed } = seen;
  const figure = `ready again after ${(slowestMs / 1000).toFixed(1)} s at most (${slowest}); ${count(after)} interactions after, all served; of ${count(during)} meanwhile ${count(duringServed)}`;
  return { figure, failures: seen.failures };
}

async function onALane(seen: Seen, kinds: readonly Kind[], said: () => void): Promise<void> {
  const stage = await openStage('sqlite', { timing: { heartbeatMs: HEARTBEAT_MS } });
  try {
    const port = await freePort();
    const bot = await stage.bot({ PORT: String(port) });
    const group = await serverWith(stage, MEMBERS);
    const lane: Lane = { stage, group, health: `http://127.0.0.1:${port}`, seen, checkIns: 0 };
    await readyAgain(lane);
    for (const kind of kinds) {
      // Another connection every five minutes: crash-loops looks at what more of them would do.
      await stage.later(5 * MINUTE);
      await oneFault(lane, kind).catch((error: unknown) =>
        seen.failures.push(`${kind.name}: ${error}\n${bot.output()}`),
      );
      seen.faults += 1;
      said();
    }
    seen.failures.push(...(await stage.people.problems()));
  } finally {
    await stage.close();
  }
}

async function oneFault(lane: Lane, kind: Kind): Promise<void> {
  const { group, seen, stage } = lane;
  const { people } = stage;
  const before = await introductions(stage);
  const asking = keepAsking(group);
  // A silent line is noticed when a heartbeat is due and the last one was not acknowledged.
  const began = livedMs() + (kind.noticed ? 2 * HEARTBEAT_MS : 0);
  await people.gateway(kind.fault);
  // Silence before the first word needs a new connection.
  if (kind.fault.action === 'no-hello') await people.gateway({ action: 'drop' });
  await people.until(async () => (await introductions(stage)) > before);
  if (kind.ends) await people.gateway(kind.ends);
  await readyAgain(lane);
  const back = livedMs();
  const asked = await asking.stop();
  if (back - began > seen.slowestMs) Object.assign(seen, { slowestMs: back - began, slowest: kind.name });
  if (back - began > READY_WITHIN_MS)
    seen.failures.push(`${kind.name}: ready again only after ${Math.round(back - began)} ms`);
  seen.during += asked.length;
  seen.duringServed += asked.filter(({ served }) => served).length;
  if (kind.replayed && back - began < STILL_IN_TIME_MS) {
    const lost = asked.filter(({ served }) => !served);
    if (lost.length)
      seen.failures.push(`${kind.name}: ${lost.length} of ${asked.length} sent meanwhile were not served`);
  }
  await servedAfter(lane, kind);
}

async function introductions({ people }: Stage): Promise<number> {
  const { identifies, resumes } = await people.world();
  return identifies + resumes;
}

/** Discord has the session, and the bot says so too. */
async function readyAgain({ stage, health }: Lane): Promise<void> {
  await stage.people.until(async () => {
    const { sessions } = await stage.people.world();
    return sessions > 0 && (await fetch(`${health}/readyz`)).status === 200;
  });
}

/** Somebody asks again and again; `stop` tells what came of each. */
function keepAsking(group: Group) {
  const asked: Promise<{ readonly served: boolean }>[] = [];
  let over = false;
  const going = (async () => {
    while (!over) {
      const answer = group.ben.slash('phase', { phase: '1' });
      asked.push(answer.then(({ text }) => ({ served: /Phase 1: /.test(text) })).catch(() => ({ served: false })));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async stop() {
      over = true;
      await going;
      return Promise.all(asked);
    },
  };
}

async function servedAfter(lane: Lane, kind: Kind): Promise<void> {
  const { group, seen } = lane;
  const member = MEMBERS[lane.checkIns % MEMBERS.length] ?? '';
  const phase = String(1 + (Math.floor(lane.checkIns / MEMBERS.length) % PHASES));
  lane.checkIns += 1;
  const answers = await Promise.all([
    group.person(member).done({ phase }, PATIENT),
    group.chloe.slash('help', {}, PATIENT),
    group.ana.slash('leaderboard', {}, PATIENT),
  ]).catch((error: unknown) => {
    throw new Error(`sent after it was back, and not served: ${error}`);
  });
  const [done] = answers;
  if (!done.text.includes(`Phase ${phase} is done`))
    seen.failures.push(`${kind.name}: the check-in after it was answered with ${done.text}`);
  seen.after += answers.length;
}
