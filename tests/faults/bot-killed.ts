/** The bot dies by SIGKILL while members check in, again and again; what was acknowledged must be there ever after. */
import type { Group } from '../support/group.ts';
import { openStage, type Stage } from '../support/open-stage.ts';
import type { StoreKind } from '../support/place.ts';
import { type Acknowledged, howMany, lostOf, nothingYet, PHASES, serverWith } from './members.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';

const MEMBERS = Array.from({ length: 8 }, (_, n) => `member-${n + 1}`);
/** Enough to receive a command, too little to have answered everybody. */
const BEFORE_ANSWERS_MS = 60;

const scenario = (kind: StoreKind, name: string): Scenario => ({
  id: `bot-killed-${kind}`,
  promise: `acknowledged check-ins lost, bot killed under load, ${name}`,
  unit: 'rounds',
  short: 4,
  long: 300,
  run: (task) => run(kind, task),
});

export const botKilledOnSqlite = scenario('sqlite', 'SQLite');
export const botKilledOnRedis = scenario('redis', 'Redis');

async function run(kind: StoreKind, { n, random, say }: Task): Promise<Finding> {
  const stage = await openStage(kind);
  const failures: string[] = [];
  let [acknowledged, sent] = [0, 0];
  try {
    for (let begun = 0; begun < n; begun += PHASES) {
      const group = await serverWith(stage, MEMBERS);
      const seen = nothingYet(MEMBERS);
      const outstanding: Promise<unknown>[] = [];
      for (let phase = 1; phase <= Math.min(PHASES, n - begun); phase += 1) {
        say(`${begun + phase} of ${count(n)} rounds, ${count(acknowledged)} check-ins acknowledged`);
        const killed = { answers: random.int(0, MEMBERS.length), ms: random.int(0, BEFORE_ANSWERS_MS) };
        const { over } = await killUnderLoad(stage, group, { phase, killed, seen });
        outstanding.push(over);
        sent += MEMBERS.length;
      }
      await stage.bot();
      // Who got no answer was promised nothing; what their client shows is settled only now.
      await Promise.all(outstanding);
      failures.push(...(await lostOf(group, seen)));
      await stage.stopBots();
      acknowledged += howMany(seen);
    }
    failures.push(...(await stage.people.problems()));
  } finally {
    await stage.close();
  }
  const figure = `${failures.length} lost of ${count(acknowledged)} acknowledged (${count(sent)} sent)`;
  return { figure, failures };
}

interface Round {
  readonly phase: number;
  /** After so many answers, or, before the first one, after so many milliseconds. */
  readonly killed: { readonly answers: number; readonly ms: number };
  /** Gains what is acknowledged. */
  readonly seen: Acknowledged;
}

/** Everybody checks the same phase in at once, and the bot dies among it. `over`: every client has seen what it will see. */
async function killUnderLoad(stage: Stage, group: Group, { phase, killed, seen }: Round) {
  const bot = await stage.bot();
  const kill = () => bot.stop('SIGKILL');
  let answers = 0;
  const asked = MEMBERS.map(async (member) => {
    const { text } = await group.person(member).slash('done', { phase: String(phase) });
    answers += 1;
    if (answers === killed.answers) void kill();
    if (text.includes(`Phase ${phase} is done`)) seen.get(member)?.add(phase);
  });
  const over = Promise.allSettled(asked);
  if (killed.answers === 0) setTimeout(kill, killed.ms);
  await bot.exited;
  return { over };
}
