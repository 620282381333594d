/** Discord says that nothing will help: the token is refused, or the connection is closed for good. The bot must end, and say what will. */
import type { FaultRule } from '../../local-discord/control/types.ts';
import type { Bot } from '../../local-discord/launch.ts';
import { livedMs } from '../support/lived.ts';
import { openStage, type Stage } from '../support/open-stage.ts';
import { serverWith } from './members.ts';
import { count, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

export const fatalEnds: Scenario = {
  id: 'fatal-ends',
  promise:
    'close codes 4004, 4010–4014 and 401, at start and at work: exit non-zero ≤ 2 s, in words for the owner, no further request',
  unit: 'ends',
  short: 10,
  long: 56,
  run,
};

const ENDS_WITHIN_MS = 2_000;
const LANES = 2;
const MEMBERS = Array.from({ length: 8 }, (_, n) => `member-${n + 1}`);

const TOKEN = /refused DISCORD_TOKEN.*Make a new one/;
/** What the owner must read. */
const WORDS: Readonly<Record<number, RegExp>> = {
  401: TOKEN,
  4004: TOKEN,
  4010: /\(4010\).*DISCORD_API_URL/,
  4011: /\(4011\).*Started again/,
  4012: /\(4012\).*Update Cairn/,
  4013: /\(4013\).*Update Cairn/,
  4014: /\(4014\).*update it/,
};
const REFUSED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };

/** Brings the end about; resolves once Discord has said it. */
type Moment = (stage: Stage, code: number, random: Random) => Promise<Bot>;

const starting: Moment = async (stage, code) => {
  await stage.people.gateway({ action: 'reject', how: code });
  const { identifies } = await stage.people.world();
  await stage.place.hourPasses();
  const bot = await stage.begin();
  await stage.people.until(async () => (await stage.people.world()).identifies > identifies, 60_000);
  return bot;
};

const idle: Moment = async (stage, code) => {
  const bot = await settled(stage);
  await stage.people.gateway({ action: 'close', code });
  return bot;
};

const working: Moment = async (stage, code, random) => {
  const bot = await settled(stage);
  const group = await serverWith(stage, MEMBERS);
  const asked = MEMBERS.map((member) =>
    group
      .person(member)
      .done()
      .catch(() => {}),
  );
  await new Promise((resolve) => setTimeout(resolve, random.int(0, 60)));
  await stage.people.gateway({ action: 'close', code });
  void Promise.all(asked);
  return bot;
};

const resuming: Moment = async (stage, code) => {
  const bot = await settled(stage);
  const { resumes } = await stage.people.world();
  await stage.people.gateway({ action: 'reject', how: code });
  await stage.people.gateway({ action: 'drop' });
  await stage.people.until(async () => (await stage.people.world()).resumes > resumes, 60_000);
  return bot;
};

const asking =
  (rule: FaultRule): Moment =>
  async (stage) => {
    await stage.people.fault({ ...rule, ...REFUSED });
    await stage.place.hourPasses();
    const bot = await stage.begin();
    await hit(stage);
    return bot;
  };

/** The token is reset while the bot runs: the news of a check-in is the first to hear of it. */
const posting: Moment = async (stage) => {
  const bot = await settled(stage);
  const group = await stage.group();
  await stage.people.fault({ path: '^/(?!interactions|webhooks)', ...REFUSED });
  // The news may leave before the answer does, and a bot that is refused ends at once.
  const asked = group.ana.done().catch(() => {});
  await hit(stage);
  void asked;
  return bot;
};

async function hit({ people }: Stage): Promise<void> {
  await people.until(async () => ((await people.faultHits())[0] ?? 0) > 0, 60_000);
}

/** A bot that has nothing to do: what it asks each day, it has asked. */
async function settled(stage: Stage): Promise<Bot> {
  const { n } = (await stage.people.wire()).at(-1) ?? { n: 0 };
  const bot = await stage.bot();
  const asked = async () => (await stage.people.wire(n)).some(({ path }) => path?.startsWith('/users/@me/guilds'));
  await stage.people.until(async () => bot.output().includes('"ready;') && asked(), 60_000);
  return bot;
}

interface Kind {
  readonly name: string;
  readonly code: number;
  readonly bring: Moment;
  /** Others ask beside it: what was on its way at the end is no further request. */
  readonly busy?: true;
}

const MOMENTS = { starting, idle, working, resuming };
const CODES = [4004, 4010, 4011, 4012, 4013, 4014];
/** The first of them are every code and every moment at least once. */
const KINDS: readonly Kind[] = [
  { name: '401 to the first question', code: 401, bring: asking({ path: '^/applications/@me$' }) },
  { name: '401 to the commands', code: 401, bring: asking({ path: '/commands$' }) },
  { name: '401 to the way to the gateway', code: 401, bring: asking({ path: '^/gateway/bot$' }) },
  { name: '401 to a post', code: 401, bring: posting },
  ...Object.keys(MOMENTS).flatMap((_, shift) =>
    CODES.map((code, n): Kind => {
      const [name, bring] = Object.entries(MOMENTS)[(n + shift) % 4] ?? ['idle', idle];
      return { name: `${code}, ${name}`, code, bring, ...(bring === working && { busy: true }) };
    }),
  ),
];

async function run({ n, random, say }: Task): Promise<Finding> {
  const failures: string[] = [];
  let [done, slowest, further] = [0, 0, 0];
  const rounds = Array.from({ length: n }, (_, i) => KINDS[i % KINDS.length] as Kind);
  const lane = async (mine: readonly Kind[]) => {
    const stage = await openStage('sqlite');
    try {
      for (const kind of mine) {
        const seen = await oneEnd(stage, kind, random);
        failures.push(...seen.failures);
        slowest = Math.max(slowest, seen.ms);
        further += seen.further;
        done += 1;
        say(`${done} of ${count(n)} ends`);
      }
    } finally {
      await stage.close();
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, l) => lane(rounds.filter((_each, i) => i % LANES === l))));
  return { figure: `gone after ${Math.round(slowest)} ms at most, ${further} further requests`, failures };
}

async function oneEnd(stage: Stage, { name, code, bring, busy }: Kind, random: Random) {
  const failures: string[] = [];
  const bot = await bring(stage, code, random);
  const began = livedMs();
  const { n: last } = (await stage.people.wire()).at(-1) ?? { n: 0 };
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 10 * ENDS_WITHIN_MS));
  const exit = await Promise.race([bot.exited, late]);
  const ms = livedMs() - began;
  if (exit === null) await bot.stop('SIGKILL');
  const after = (await stage.people.wire(last)).filter(({ kind }) => kind !== 'received');
  const further = busy ? 0 : after.length;
  if (!exit?.code) failures.push(`${name}: the bot ended with ${exit === null ? 'nothing' : exit.code}`);
  if (ms > ENDS_WITHIN_MS) failures.push(`${name}: it took ${Math.round(ms)} ms`);
  if (further)
    failures.push(
      `${name}: then it asked ${after.map(({ method, path, op }) => (path ? `${method} ${path}` : `op ${op}`)).join(', ')}`,
    );
  if (!WORDS[code]?.test(bot.output())) failures.push(`${name}: the owner reads only ${bot.output()}`);
  await stage.people.clearFaults();
  await stage.people.gateway({ action: 'reject', how: null });
  return { ms, further, failures };
}
