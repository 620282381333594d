/** Discord says "slow down" in all the ways it has: what is asked again before the time is over is counted at Discord. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../local-discord/control/types.ts';
import type { WireEntry } from '../../local-discord/wire.ts';
import type { Group } from '../support/group.ts';
import { MINUTE, openStage, PATIENT, type Stage } from '../support/open-stage.ts';
import { count, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

/** Played at the same time, each in a server of its own. */
const AT_ONCE = 6;

export const rateLimits: Scenario = {
  id: 'rate-limits',
  promise:
    'requests before Retry-After, 429 of every scope and for the whole address, as JSON or HTML, headers missing or odd, on posts, answers, questions and at start',
  unit: 'refusals',
  short: 18,
  long: 200,
  run,
};

/** How a 429 is worded, and for how long (in seconds) it then holds. */
interface Wording {
  readonly name: string;
  readonly global: boolean;
  readonly headers: (seconds: number) => Readonly<Record<string, string>>;
  readonly body: (seconds: number, mark: string) => unknown;
}

const json = (global: boolean) => (seconds: number, mark: string) => ({
  message: `You are being rate limited. ${mark}`,
  retry_after: seconds,
  global,
});
const html = (_seconds: number, mark: string) => `<html><title>Error 1015</title><!-- ${mark} --></html>`;
const after = (seconds: number, more: Readonly<Record<string, string>> = {}) => ({
  'Retry-After': String(seconds),
  ...more,
});

/** For one route or resource. */
const NARROW: readonly [Wording, ...Wording[]] = [
  { name: 'user', global: false, headers: (s) => after(s, { 'X-RateLimit-Scope': 'user' }), body: json(false) },
  { name: 'shared', global: false, headers: (s) => after(s, { 'X-RateLimit-Scope': 'shared' }), body: json(false) },
  { name: 'body only', global: false, headers: () => ({}), body: json(false) },
  {
    name: 'sooner reset',
    global: false,
    headers: (s) =>
      after(s, {
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Limit': '5',
        'X-RateLimit-Reset-After': '0.05',
        'X-RateLimit-Bucket': 'another',
      }),
    body: json(false),
  },
];
/** For everything that the token, or the address, asks. */
const WIDE: readonly [Wording, ...Wording[]] = [
  {
    name: 'global',
    global: true,
    headers: (s) => after(s, { 'X-RateLimit-Scope': 'global', 'X-RateLimit-Global': 'true' }),
    body: json(true),
  },
  {
    name: 'global by scope',
    global: true,
    headers: (s) => after(s, { 'X-RateLimit-Scope': 'global' }),
    body: json(true),
  },
  { name: 'global by body', global: true, headers: () => ({}), body: json(true) },
  { name: 'HTML', global: true, headers: (s) => after(s), body: html },
];

/** In which a member may change twenty things again. */
const REST_MS = 2 * MINUTE;

interface Refusal {
  readonly mark: string;
  readonly where: string;
  readonly wording: Wording;
  readonly seconds: number;
}

interface Play {
  readonly stage: Stage;
  readonly random: Random;
  readonly refusals: Refusal[];
  /** How many of them were looked at. */
  looked: number;
}

async function run({ n, random, say }: Task): Promise<Finding> {
  const stage = await openStage('sqlite', { timing: PATIENT });
  const play: Play = { stage, random, refusals: [], looked: 0 };
  const failures: string[] = [];
  try {
    await refuse(play, 'at start', { path: '^/(applications|gateway)', times: 3 }, random.pick(NARROW));
    await stage.bot();
    await settled(play, failures);
    for (let round = 0; play.refusals.length < n; round += 1) {
      await narrowRound(play);
      await settled(play, failures);
      await wideRound(play, WIDE[round % WIDE.length] ?? WIDE[0], failures);
      await settled(play, failures);
      say(`${count(play.refusals.length)} of ${count(n)} refusals`);
      // The same people act in each round: their limit on changes is not what is tried here.
      await stage.later(REST_MS);
    }
    await unsaid(play, failures);
    failures.push(...(await stage.people.problems()));
  } finally {
    await stage.close();
  }
  const places = new Map<string, number>();
  for (const { where, wording } of play.refusals) {
    for (const what of [where, wording.name]) places.set(what, (places.get(what) ?? 0) + 1);
  }
  const told = [...places].map(([what, times]) => `${count(times)} ${what}`).join(', ');
  return { figure: `${failures.length} too early after ${count(play.refusals.length)} refusals (${told})`, failures };
}

async function refuse(
  { stage, random, refusals }: Play,
  where: string,
  rule: Pick<FaultRule, 'method' | 'path' | 'times'>,
  wording: Wording,
): Promise<void> {
  for (let time = 0; time < (rule.times ?? 1); time += 1) {
    const seconds = random.pick([0.3, 0.3, 0.5, 1, 2]);
    const mark = `limit-${refusals.length}.`;
    refusals.push({ mark, where, wording, seconds });
    const headers = wording.headers(seconds);
    await stage.people.fault({ ...rule, times: 1, status: 429, headers, body: wording.body(seconds, mark) });
  }
}

/** One refusal in each server: of a post, a callback, an edit, a follow-up, or a question. */
async function narrowRound(play: Play): Promise<void> {
  const { stage, random } = play;
  const kinds = [onPost, onPost, onQuestion, onEdit, onFollowUp];
  const groups = await Promise.all(Array.from({ length: AT_ONCE }, () => stage.group()));
  // Interactions have ids of their own only once they are there: the rule for a callback takes the next one.
  await refuse(play, 'callback', { method: 'POST', path: '^/interactions/' }, random.pick(NARROW));
  await groups[0]?.ana.slash('help');
  await Promise.all(groups.slice(1).map((group, at) => kinds[at % kinds.length]?.(play, group)));
}

async function onPost(play: Play, group: Group): Promise<void> {
  const { study } = await idsOf(play.stage, group);
  const path = `^/channels/${study}/messages$`;
  await refuse(play, 'post', { method: 'POST', path, times: play.random.int(1, 2) }, play.random.pick(NARROW));
  await group.ana.done();
  await group.ben.done();
  await group.hears(/ana finished/);
  await group.hears(/ben finished/);
}

async function onQuestion(play: Play, group: Group): Promise<void> {
  const { guild } = await idsOf(play.stage, group);
  await group.setUp();
  await refuse(play, 'question', { method: 'GET', path: `^/guilds/${guild}$` }, play.random.pick(NARROW));
  await group.admin.slash('setup');
}

/** What is asked at Discord takes longer than an answer may: the answer is an edit. */
async function onEdit(play: Play, group: Group): Promise<void> {
  const { guild } = await idsOf(play.stage, group);
  await group.setUp();
  await play.stage.people.fault({ method: 'GET', path: `^/guilds/${guild}$`, times: 1, delayMs: 1_800 });
  await refuse(play, 'edit', { method: 'PATCH', path: '^/webhooks/' }, play.random.pick(NARROW));
  await group.admin.slash('setup');
}

async function onFollowUp(play: Play, group: Group): Promise<void> {
  const { people } = play.stage;
  await people.change({ kind: 'overwrite', guild: group.name, channel: 'study', for: 'bot', deny: ['SEND_MESSAGES'] });
  await group.ana.done();
  const { study } = await idsOf(play.stage, group);
  await people.until(async () =>
    (await people.wire()).some(({ path, status }) => path === `/channels/${study}/messages` && status === 403),
  );
  await refuse(play, 'follow-up', { method: 'POST', path: '^/webhooks/' }, play.random.pick(NARROW));
  // The refusal becomes a notice a moment later than Discord's answer.
  await people.until(async () => {
    await group.admin.slash('help');
    return (await group.admin.reads()).some((text) => text.includes('I could not post'));
  });
}

/** A limit for everything, met by one post; other servers' posts come meanwhile, and members are answered. */
async function wideRound(play: Play, wording: Wording, failures: string[]): Promise<void> {
  const { people } = play.stage;
  const [first, second] = [await play.stage.group(), await play.stage.group()];
  const { study } = await idsOf(play.stage, first);
  const { n } = (await people.wire()).at(-1) ?? { n: 0 };
  await refuse(play, 'post', { method: 'POST', path: `^/channels/${study}/messages$` }, wording);
  const mark = play.refusals.at(-1)?.mark ?? '';
  await first.ana.done();
  const met = await people.until(async () => (await people.wire(n)).find((entry) => isMarked(entry, mark)));
  await second.ben.done();
  const answered = (await people.wire(met.n)).some(({ path = '' }) => path.startsWith('/interactions/'));
  if (!answered) failures.push(`${wording.name}: nobody was answered while posts had to wait`);
  await first.hears(/ana finished/);
  await second.hears(/ben finished/);
}

/** The page of a proxy that says nothing: whatever the token asks waits a minute, and members are answered. */
async function unsaid(play: Play, failures: string[]): Promise<void> {
  const { people } = play.stage;
  const groups = await Promise.all([1, 2, 3].map(() => play.stage.group()));
  await people.fault({
    method: 'POST',
    path: '^/channels/',
    times: 1,
    status: 429,
    headers: {},
    body: html(0, 'unsaid.'),
  });
  await groups[0]?.ana.done();
  const met = await people.until(async () => (await people.wire()).find((entry) => isMarked(entry, 'unsaid.')));
  for (const { ben } of groups) await ben.done();
  await sleep(1_000);
  const early = (await people.wire(met.n)).filter((entry) => isOfToken(entry) && startOf(entry) < met.at + 60_000);
  for (const { method, path } of early) failures.push(`HTML that says nothing: ${method} ${path} came within a minute`);
}

async function idsOf({ people }: Stage, { name }: Group) {
  const { guilds } = await people.world();
  const found = guilds.find((guild) => guild.name === name);
  const study = found?.channels.find((channel) => channel.name === 'study')?.id;
  if (!found || !study) throw new Error(`there is no ${name}`);
  return { guild: found.id, study };
}

const isMarked = ({ answer }: WireEntry, mark: string): boolean => JSON.stringify(answer ?? '').includes(mark);

/** What carries the bot's token, as against answers to interactions. */
const isOfToken = ({ kind, path = '' }: WireEntry): boolean =>
  kind === 'request' && !/^\/(interactions|webhooks)\//.test(path);

const startOf = ({ at, ms = 0 }: WireEntry): number => at - ms;

const routeOf = ({ method, path = '' }: WireEntry): string => `${method} ${path.replace(/\?.*/, '')}`;

/** Milliseconds are rounded on the wire. */
const ROUNDED_MS = 2;

/** Looks at the wire: whatever a refusal was to hold back, and came too early. Every refusal is looked at once. */
async function settled(play: Play, failures: string[]): Promise<void> {
  const { stage, refusals } = play;
  const wire = await stage.people.wire();
  const fresh = refusals.slice(play.looked);
  play.looked = refusals.length;
  for (const { mark, where, wording, seconds } of fresh) {
    const met = wire.find((entry) => isMarked(entry, mark));
    if (!met) {
      failures.push(`${where}, ${wording.name}: nothing was asked that could be refused`);
      continue;
    }
    const held = (entry: WireEntry) =>
      entry.kind === 'request' &&
      (wording.global && isOfToken(met) ? isOfToken(entry) : routeOf(entry) === routeOf(met));
    const early = wire.filter((entry) => entry.n > met.n && held(entry) && startOf(entry) > met.at);
    for (const entry of early) {
      const waited = startOf(entry) - met.at;
      if (waited < seconds * 1000 - ROUNDED_MS)
        failures.push(`${where}, ${wording.name}: ${routeOf(entry)} came after ${waited} ms, not ${seconds} s`);
    }
  }
  await stage.people.clearFaults();
}
