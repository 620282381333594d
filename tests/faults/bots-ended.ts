/** One bot after the other is ended while members check in, by whatever ends it; then all that was acknowledged is looked for. */
import type { Bot } from '../../local-discord/launch.ts';
import type { Group } from '../support/group.ts';
import { openStage, type Stage } from '../support/open-stage.ts';
import type { StoreKind } from '../support/place.ts';
import { boardsThatDiffer } from './boards.ts';
import { type Acknowledged, howMany, lostOf, nothingYet, PHASES, serverWith } from './members.ts';
import { count, type Task } from './scenario.ts';
import { BEFORE_ANSWERS_MS, checkInUnderLoad } from './under-load.ts';

const MEMBERS = Array.from({ length: 8 }, (_, n) => `member-${n + 1}`);
/** Phases that a member checks in during one round. */
const IN_A_ROW = 3;
const ROUNDS_PER_SERVER = Math.floor(PHASES / IN_A_ROW);
const SENT_PER_ROUND = MEMBERS.length * IN_A_ROW;

export interface Ended {
  readonly lost: readonly string[];
  /** Of the leaderboards, at the end. */
  readonly differing: readonly string[];
  /** What Discord would have refused. */
  readonly problems: readonly string[];
  readonly acknowledged: number;
  readonly sent: number;
}

/** @param end ends the bot of a round; called once, while members are asking. */
export async function endBotsUnderLoad(
  kind: StoreKind,
  { n, random, say }: Task,
  end: (bot: Bot, round: number, stage: Stage) => Promise<unknown>,
): Promise<Ended> {
  const stage = await openStage(kind);
  const servers: { readonly group: Group; readonly seen: Acknowledged }[] = [];
  const outstanding: Promise<unknown>[] = [];
  try {
    for (let round = 0; round < n; round += 1) {
      say(`${round + 1} of ${count(n)} rounds`);
      const bot = await stage.bot();
      const turn = round % ROUNDS_PER_SERVER;
      if (turn === 0) servers.push({ group: await serverWith(stage, MEMBERS), seen: nothingYet(MEMBERS) });
      const server = servers.at(-1);
      if (!server) throw new Error('there is a server since the first round');
      const phases = Array.from({ length: IN_A_ROW }, (_, step) => turn * IN_A_ROW + step + 1);
      const answers = random.chance(0.25) ? 0 : random.int(1, SENT_PER_ROUND - MEMBERS.length);
      const at = { answers, ms: random.int(0, BEFORE_ANSWERS_MS) };
      let ending: Promise<unknown> = bot.exited;
      const strike = () => {
        ending = end(bot, round, stage);
      };
      outstanding.push(checkInUnderLoad({ ...server, members: MEMBERS, phases }, at, strike));
      await bot.exited;
      await ending;
    }
    await stage.bot();
    // Who got no answer was promised nothing; what their client shows is settled only now.
    await Promise.all(outstanding);
    const lost: string[] = [];
    for (const { group, seen } of servers) lost.push(...(await lostOf(group, seen)));
    const acknowledged = servers.reduce((sum, { seen }) => sum + howMany(seen), 0);
    const [differing, problems] = await Promise.all([boardsThatDiffer(stage.place), stage.people.problems()]);
    return { lost, differing, problems, acknowledged, sent: n * SENT_PER_ROUND };
  } finally {
    await stage.close();
  }
}
