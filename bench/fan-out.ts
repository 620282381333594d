/** The prompts of very many servers, due in the same minute, at the rate that Discord allows; and what members notice of it. */

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRedisStore } from '../src/adapters/redis-store.ts';
import { parseRoadmap } from '../src/domain/parse-roadmap.ts';
import { nextDueAt } from '../src/domain/schedule.ts';
import { ROOT } from '../tests/support/open-stage.ts';
import { openPlace, type Place } from '../tests/support/place.ts';
import { someSettings } from '../tests/support/settings.ts';
import { type Bench, count, type Figure, quantile, type Task } from './bench.ts';
import { type Bot, startBot } from './bots.ts';
import { type Edge, openEdge } from './edge/edge.ts';
import { guildId } from './edge/payloads.ts';
import type { Posted } from './edge/words.ts';
import { residentBytes } from './measure.ts';

/** Discord's limit for one token. */
const PER_SECOND = 50;
/** `/phase 3` a second meanwhile. */
const ASKED_A_SECOND = 20;
/** A prompt and its thread. */
const REQUESTS_EACH = 2;
const SETTINGS_AT_ONCE = 100;
const DAY = 86_400_000;
/** Nothing is posted any more: longer than any wait for a limit, and than the others wait for a leader that died. */
const AT_REST_MS = 10_000;

interface Stage {
  readonly place: Place;
  readonly edge: Edge;
  readonly servers: number;
  /** When all are due. */
  readonly dueAt: number;
}

async function openStage(task: Task, full: number, { http = false } = {}): Promise<Stage> {
  const servers = task.amount(full, 20);
  task.say('settings');
  const place = await openPlace('redis');
  const dueAt = await fill(place, servers);
  const edge = await openEdge({ limit: PER_SECOND, ...(http && { http, guilds: servers }) });
  return { place, edge, servers, dueAt };
}

/** Settings of every server, each with a channel of its own, by the port that `/setup` uses. Resolves when all are due. */
async function fill(place: Place, servers: number): Promise<number> {
  const parsed = parseRoadmap(await readFile(`${ROOT}/roadmap/rust.md`, 'utf8'));
  if (parsed.kind !== 'roadmap') throw new Error('the roadmap has problems');
  const phases = parsed.roadmap.phases.length;
  const now = Date.now();
  const day = (new Date(now + 2 * DAY).getUTCDay() || 7) as 1;
  const challengeDay = ((day % 7) + 1) as 1;
  const stores = await openRedisStore({ url: place.env.REDIS_URL ?? '', log: console.error });
  let dueAt: number | null = null;
  for (let from = 0; from < servers; from += SETTINGS_AT_ONCE) {
    const some = Array.from({ length: Math.min(SETTINGS_AT_ONCE, servers - from) }, (_, n) => from + n);
    const saves = some.map((n) => {
      const settings = someSettings({ channel: channelOf(n), day, challengeDay, time: '18:00' }, now);
      dueAt = nextDueAt(settings, phases, now);
      return stores.guilds.update(guildId(n), () => ({
        document: { settings, notices: [], pauses: [] },
        dueAt,
        outcome: null,
      }));
    });
    await Promise.all(saves);
  }
  await stores.close();
  if (dueAt === null) throw new Error('nothing is due');
  return dueAt;
}

const channelOf = (n: number) => String(BigInt(guildId(n)) + 100n);

/** Resolves once nothing was posted for a while. */
async function atRest({ edge }: Stage, enough: number, say: (posted: Posted) => void): Promise<Posted> {
  for (let [before, since] = [-1, performance.now()]; ; ) {
    await sleep(250);
    const posted = await edge.posted();
    say(posted);
    if (posted.requests >= enough) return posted;
    if (posted.requests !== before) [before, since] = [posted.requests, performance.now()];
    if (performance.now() - since > AT_REST_MS) return posted;
  }
}

async function takeDown({ edge, place }: Stage, bot: Bot): Promise<void> {
  await bot.stop();
  edge.close();
  await place.remove();
}

export const fanOut: Bench = {
  id: 'fan-out',
  what: 'the prompts of 10,000 servers due in the same minute, each with its thread, so 20,000 requests, against what 50 requests a second take; `/phase 3` at 20/s meanwhile',
  goal: '≤ 1.02×, ≤ 1 answer of 429, ≤ 64 sockets, ≤ 50 MB more, p99 ≤ 250 ms',
  pairs: 1,
  async run(task) {
    const stage = await openStage(task, 10_000);
    const { edge, servers, dueAt } = stage;
    const bot = await startBot('cairn', { edge, redisUrl: stage.place.env.REDIS_URL });
    const asked = (n: number) =>
      edge.load({ command: 'phase', n, pace: { aSecond: ASKED_A_SECOND }, port: null, expect: 'Custom Data Types' });
    await asked(task.amount(400, 10));
    const before = residentBytes(bot.pid);
    const requests = servers * REQUESTS_EACH;
    const least = requests / PER_SECOND;
    const asking = asked(Math.max(10, Math.floor(least * ASKED_A_SECOND)));
    bot.moveClock(dueAt + 1_000);
    let most = before;
    const posted = await atRest(stage, requests, ({ messages }) => {
      most = Math.max(most, residentBytes(bot.pid));
      task.say(`${count(messages)} of ${count(servers)}`);
    });
    const { latenciesMs } = await asking;
    const { mostSockets, limited } = await edge.posted();
    await takeDown(stage, bot);
    // The first window's requests may go at once: without them a second is missing.
    const ratio = (posted.seconds + 1) / least;
    const [p99, more] = [quantile(latenciesMs, 0.99), (most - before) / 1e6];
    const complete = posted.messages === servers && posted.channels === servers && posted.threads === servers;
    const figures: Figure[] = [
      { words: `${ratio.toFixed(3)}×, ${posted.seconds.toFixed(1)} s`, reached: ratio <= 1.02 },
      { words: `${count(limited)} of 429`, reached: limited <= 1 },
      { words: `${mostSockets} sockets`, reached: mostSockets <= 64 },
      { words: `${more.toFixed(0)} MB more`, reached: more <= 50 },
      { words: `p99 ${p99.toFixed(0)} ms`, reached: p99 <= 250 },
      {
        words: complete
          ? `all ${count(servers)} once`
          : `${posted.messages} posts and ${posted.threads} threads in ${posted.channels} channels`,
        reached: complete,
      },
    ];
    return { figures, tried: `${count(servers)} servers, once` };
  },
};

export const fanOutKilled: Bench = {
  id: 'fan-out-killed',
  what: 'prompts due in the same minute, the bot killed (-9) three times in the midst of it, and started again',
  goal: 'each once',
  pairs: 1,
  async run(task) {
    const stage = await openStage(task, 1_000);
    const { edge, servers, dueAt, place } = stage;
    const start = () => startBot('cairn', { edge, redisUrl: place.env.REDIS_URL });
    let bot = await start();
    for (const share of [0.2, 0.5, 0.8]) {
      bot.moveClock(dueAt + 1_000);
      while ((await edge.posted()).messages < servers * share) await sleep(20);
      await bot.stop('SIGKILL');
      // Two minutes pass for the store, after which a dead bot's claims count no longer.
      await place.leasesEnd();
      await place.hourPasses();
      bot = await start();
    }
    bot.moveClock(dueAt + 1_000);
    const posted = await atRest(stage, Number.POSITIVE_INFINITY, ({ messages }) =>
      task.say(`${count(messages)} of ${count(servers)}`),
    );
    await takeDown(stage, bot);
    const doubles = posted.messages - posted.channels;
    const lost = servers - posted.channels;
    const [threads, again] = [posted.threads - servers, posted.again];
    const words = `${doubles} doubled, ${lost} lost; ${again} sent again and known by their nonce`;
    return {
      figures: [
        { words, reached: doubles === 0 && lost === 0 },
        threads < 0
          ? { words: `${-threads} threads are missing`, reached: false }
          : { words: `${threads} threads asked for twice`, reached: null },
      ],
      tried: `${count(servers)} servers`,
    };
  },
};

/** `/done` a second, all at one of the bots that do not send the prompts. */
const DONE_A_SECOND = 10;

export const fanOutReplicas: Bench = {
  id: 'fan-out-replicas',
  what: 'the prompts of 500 servers due in the same minute, with three bots over HTTP on one Redis, and ten check-ins a second, each with its news, at one of those that do not send them',
  goal: '≤ 1.05×, ≤ 1 answer of 429, each once',
  pairs: 1,
  async run(task) {
    const stage = await openStage(task, 500, { http: true });
    const { edge, servers, dueAt, place } = stage;
    const start = () => startBot('cairn', { edge, http: true, redisUrl: place.env.REDIS_URL });
    const [leader, asked, third] = [await start(), await start(), await start()];
    const least = (servers * REQUESTS_EACH) / PER_SECOND;
    const dones = Math.max(2, Math.floor(least * DONE_A_SECOND));
    leader.moveClock(dueAt + 1_000);
    while (!(await edge.posted()).messages) await sleep(20);
    for (const bot of [asked, third]) bot.moveClock(dueAt + 1_000);
    const { latenciesMs } = await edge.load({
      ...{ command: 'done', n: dones, pace: { aSecond: DONE_A_SECOND }, port: asked.port, expect: 'is on your cairn' },
    });
    const requests = servers * REQUESTS_EACH + dones;
    const posted = await atRest(stage, requests, ({ messages }) => task.say(`${count(messages)} posts`));
    const { limited } = await edge.posted();
    for (const bot of [asked, third]) await bot.stop();
    await takeDown(stage, leader);
    const ratio = (posted.seconds + 1) / (requests / PER_SECOND);
    const complete = posted.messages === servers + dones && posted.threads === servers;
    return {
      figures: [
        { words: `${ratio.toFixed(3)}×, ${posted.seconds.toFixed(1)} s`, reached: ratio <= 1.05 },
        { words: `${count(limited)} of 429`, reached: limited <= 1 },
        {
          words: complete ? `${count(servers)} prompts and ${count(dones)} news once` : `${posted.messages} posts`,
          reached: complete,
        },
        { words: `p99 of the check-ins ${quantile(latenciesMs, 0.99).toFixed(0)} ms`, reached: null },
      ],
      tried: 'once',
    };
  },
};
