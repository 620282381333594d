/** Secrets are planted wherever there are some, then everything goes wrong that can; all that anybody reads is searched for them. */
import type { Stage } from '../support/open-stage.ts';
import { openStage } from '../support/open-stage.ts';
import { count, createRandom, type Finding, type Random, type Scenario, type Task } from './scenario.ts';
import { formsOf, type Secret } from './secret-forms.ts';
import { onRedis, onSqlite, startsThatFail, toolsThatFail } from './secret-paths.ts';

export const secrets: Scenario = {
  id: 'secrets',
  promise:
    'tokens, passwords, interaction tokens, names, links and notes on all error paths, in logs, replies or metrics',
  unit: 'rounds',
  short: 1,
  long: 4,
  run,
};

/** What a part of the round planted, and all that could be read of it. */
interface Read {
  readonly secrets: readonly Secret[];
  /** What programs printed, and what their health pages and metrics said. */
  readonly said: readonly string[];
  /** What members read. */
  readonly answers: readonly string[];
}

/** Plants with `random`, breaks things, and reads. */
export type Part = (stage: Stage, random: Random) => Promise<Read>;

const PARTS: readonly (readonly ['sqlite' | 'redis', Part])[] = [
  ['redis', onRedis],
  ['sqlite', onSqlite],
  ['redis', startsThatFail],
  ['sqlite', toolsThatFail],
];

async function run({ n, random, say }: Task): Promise<Finding> {
  const failures: string[] = [];
  let [planted, bytes] = [0, 0];
  for (let round = 1; round <= n; round += 1) {
    say(`${round} of ${count(n)} rounds`);
    const reads = await Promise.all(
      PARTS.map(([kind, part]) => playOne(kind, part, createRandom(random.int(1, 2 ** 30)))),
    );
    for (const read of reads) {
      planted += read.secrets.length;
      bytes += [...read.said, ...read.answers].reduce((sum, text) => sum + text.length, 0);
      failures.push(...leaksIn(read).map((words) => `round ${round}: ${words}`));
    }
  }
  const figure = `${failures.length} of ${count(planted)} planted secrets found in ${count(Math.round(bytes / 1000))} kB`;
  return { figure, failures };
}

async function playOne(kind: 'sqlite' | 'redis', part: Part, random: Random): Promise<Read> {
  // Who gets no answer need not look at it for long.
  const stage = await openStage(kind, { timing: { answerWithinMs: 1_000, patienceMs: 2_000 } });
  try {
    const read = await part(stage, random);
    return { ...read, secrets: [...read.secrets, ...(await tokensOf(stage))] };
  } finally {
    await stage.close();
  }
}

/** The token of the bot, and that of each interaction that somebody answered. */
async function tokensOf({ people, token }: Stage): Promise<readonly Secret[]> {
  const paths = (await people.wire()).map(({ path }) => path ?? '');
  const used = paths.flatMap((path) => /^\/(?:interactions|webhooks)\/\d+\/([^/?]+)/.exec(path)?.[1] ?? []);
  const tokens = [...new Set(used)].map(
    (value): Secret => ({ what: 'an interaction’s token', value: decodeURIComponent(value), whose: 'owner' }),
  );
  return [{ what: 'the bot’s token', value: token, whose: 'owner' }, ...tokens];
}

function leaksIn({ answers, said, secrets: planted }: Read): readonly string[] {
  return planted.flatMap(({ what, value, whose }) => {
    const forms = formsOf(value);
    const texts = whose === 'owner' ? [...said, ...answers] : said;
    return texts
      .flatMap((text) => {
        const at = forms.map((form) => text.indexOf(form)).find((found) => found >= 0);
        return at === undefined ? [] : [`${what}, ${value}, in: …${text.slice(Math.max(0, at - 200), at + 120)}…`];
      })
      .slice(0, 1);
  });
}
