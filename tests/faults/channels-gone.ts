/** Half of the study channels are deleted or forbidden at some moment: what the others get, what is asked of the dead, and the way back. */
import type { SeenMessage } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import type { Group } from '../support/group.ts';
import { DAY, HOUR, MINUTE, openStage, PATIENT, type Stage } from '../support/open-stage.ts';
import { count, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

const TIMES = ['09:00', '14:00', '18:00'] as const;
const WEEKS_PER_PHASE = 4;
const TRIES_A_DAY = 3;

export const channelsGone: Scenario = {
  id: 'channels-gone',
  promise:
    'half of the channels deleted, hidden or muted: the others’ prompts within a minute, at most 3 tries a channel and day, schedules paused with one notice and never gone, all going on after a resume',
  unit: 'channels × weeks',
  short: 24,
  long: 2_000,
  run,
};

const ENDS = ['deleted', 'hidden', 'muted'] as const;
const DENIED = { hidden: 'VIEW_CHANNEL', muted: 'SEND_MESSAGES' } as const;

interface Server {
  readonly group: Group;
  /** When its prompt of the first week is due. */
  readonly first: number;
  /** How and when its channel ends; null: it never does. */
  readonly end: { readonly how: (typeof ENDS)[number]; readonly week: number; readonly tick: number } | null;
  channel: { readonly name: string; readonly id: string };
  state: 'alive' | 'ended' | 'paused';
  /** The prompts that came: "Week 2 of 4 · Phase 1" is 2. */
  readonly came: number[];
}

interface Seen {
  readonly failures: string[];
  /** Milliseconds between due and there. */
  readonly late: number[];
  /** By the id of a dead channel: when somebody knocked. */
  readonly tries: Map<string, number[]>;
  paused: number;
  resumed: number;
}

async function run({ n, random, say }: Task): Promise<Finding> {
  const size = n < 500 ? 8 : 40;
  const weeks = Math.ceil(n / size);
  const stage = await openStage('sqlite', { timing: PATIENT });
  const seen: Seen = { failures: [], late: [], tries: new Map(), paused: 0, resumed: 0 };
  try {
    await stage.bot();
    await stage.later(0);
    const servers = await open(stage, { size, weeks }, random);
    const start = Math.min(...servers.map(({ first }) => first));
    const monday = start - (start % DAY);
    for (let week = 0; week < weeks; week += 1) {
      await playWeek(stage, { servers, week, begin: monday + week * 7 * DAY }, random, seen);
      say(`${week + 1} of ${weeks} weeks, ${seen.paused} paused, ${seen.resumed} resumed`);
    }
    for (const server of servers) seen.failures.push(...skipped(server));
    seen.failures.push(...tooMany(seen.tries), ...(await stage.people.problems()));
  } finally {
    await stage.close();
  }
  const most = Math.max(0, ...[...seen.tries.values()].map(mostInADay));
  const latest = (Math.max(0, ...seen.late) / 1000).toFixed(1);
  const others = `${count(seen.late.length)} prompts, the latest ${latest} s late`;
  const dead = `${seen.tries.size} dead channels, at most ${most} tries a day`;
  return { figure: `${others}; ${dead}; ${seen.paused} paused, ${seen.resumed} resumed`, failures: seen.failures };
}

/** Ticks of a week in hours: each one while posts and their repetitions are due, then now and then. */
const TICKS = [...Array.from({ length: 58 }, (_, hour) => hour), ...Array.from({ length: 27 }, (_, n) => 60 + 4 * n)];

async function open(
  stage: Stage,
  { size, weeks }: { readonly size: number; readonly weeks: number },
  random: Random,
): Promise<readonly Server[]> {
  const { now } = await stage.people.world();
  // From the start of a day that nobody has to hurry for.
  const day = now - (now % DAY) + 3 * DAY;
  const servers: Server[] = [];
  for (let at = 0; at < size; at += 1) {
    const group = await stage.group();
    // One owner may save so many settings in a minute.
    if (at % 10 === 9) await stage.later(10 * MINUTE);
    const days = { day: weekday(day), challenge_day: weekday(day + 2 * DAY) };
    const [prompt] = await group.setUp({ ...days, time: random.pick(TIMES), weeks_per_phase: WEEKS_PER_PHASE });
    const end =
      at % 2 ? { how: random.pick(ENDS), week: random.int(0, weeks - 1), tick: random.int(0, TICKS.length - 1) } : null;
    const channel = { name: 'study', id: await channelId(stage, group, 'study') };
    if (!prompt) throw new Error(`nothing is planned: ${(await group.admin.reads()).at(-1)}`);
    servers.push({ group, first: prompt.at, end, channel, state: 'alive', came: [] });
  }
  return servers;
}

const weekday = (at: number) => new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(at);

async function channelId({ people }: Stage, { name }: Group, channel: string): Promise<string> {
  const { guilds } = await people.world();
  const found = guilds.find((guild) => guild.name === name)?.channels.find((each) => each.name === channel);
  if (!found) throw new Error(`there is no #${channel} in ${name}`);
  return found.id;
}

interface Week {
  readonly servers: readonly Server[];
  readonly week: number;
  readonly begin: number;
}

async function playWeek(stage: Stage, { servers, week, begin }: Week, random: Random, seen: Seen): Promise<void> {
  const { n } = (await stage.people.wire()).at(-1) ?? { n: 0 };
  const dead = new Map<string, Server>();
  for (const server of servers) if (server.state !== 'alive') dead.set(server.channel.id, server);
  for (const [tick, hour] of TICKS.entries()) {
    for (const server of servers) {
      if (server.end?.week !== week || server.end.tick !== tick) continue;
      await endChannel(stage, server, server.first + week * 7 * DAY);
      dead.set(server.channel.id, server);
    }
    await stage.moveTo(begin + hour * HOUR);
    const checker = random.pick(['ana', 'ben', 'chloe']);
    const one = servers[random.int(0, servers.length - 1)];
    if (tick % 12 === 0) await one?.group.person(checker).at('milestones').done();
  }
  for (const { path = '', at, status = 0 } of await stage.people.wire(n)) {
    const [, kind, id = '', what] = path.split('/');
    if (kind !== 'channels' || !what?.startsWith('messages') || status < 400 || !dead.has(id)) continue;
    seen.tries.set(id, [...(seen.tries.get(id) ?? []), at]);
  }
  for (const server of servers) await look(stage, server, week, seen);
}

async function endChannel(stage: Stage, server: Server, due: number): Promise<void> {
  const { people } = stage;
  const { group, channel, end } = server;
  // Nobody can read it any more when it is deleted.
  if (end?.how === 'deleted') server.came.push(...(await promptsSince(stage, server, due)).map(placeOf));
  server.state = 'ended';
  const place = { guild: group.name, channel: channel.name };
  if (!end || end.how === 'deleted') await people.change({ kind: 'delete-channel', ...place });
  else await people.change({ kind: 'overwrite', ...place, for: 'bot', deny: [DENIED[end.how]] });
}

/** What came of a server's week, and at the end of a dead one its owner, who is told and mends it. */
async function look(stage: Stage, server: Server, week: number, seen: Seen): Promise<void> {
  const { group, end } = server;
  const due = server.first + week * 7 * DAY;
  const readable = !(server.state !== 'alive' && end?.how === 'deleted');
  const prompts = readable ? await promptsSince(stage, server, due) : [];
  const wasThere = server.state === 'alive' || (end?.week === week && readable && prompts.length > 0);
  if (wasThere) {
    const [prompt] = prompts;
    const late = Date.parse(prompt?.timestamp ?? '') - due;
    if (prompts.length !== 1 || !(late < MINUTE))
      seen.failures.push(`${group.name}, week ${week + 1}: ${prompts.length} prompts, ${late} ms late`);
    else seen.late.push(late);
    if (prompt) server.came.push(placeOf(prompt));
  } else if (prompts.length) seen.failures.push(`${group.name}, week ${week + 1}: a prompt in a dead channel`);
  if (server.state !== 'ended') return;
  await askOwner(stage, server, seen);
}

async function askOwner(stage: Stage, server: Server, seen: Seen): Promise<void> {
  const { group, end } = server;
  const owner = group.admin.at('milestones');
  const state = (await owner.slash('setup')).text;
  // It ended when everything of the week was posted: it is only met next week.
  if (!state.includes('because I could not post')) return;
  server.state = 'paused';
  seen.paused += 1;
  if (!state.includes('Next, if you resume now')) seen.failures.push(`${group.name}: the settings are gone: ${state}`);
  await owner.sees(NOTICE);
  await owner.slash('help');
  const told = (await owner.reads()).filter((text) => NOTICE.test(text)).length;
  if (told !== 1) seen.failures.push(`${group.name}: the owner was told ${told} times of the pause`);
  if (end?.how === 'deleted') {
    await owner.slash('setup', { channel: '#milestones' });
    await owner.click('Save');
    server.channel = { name: 'milestones', id: await channelId(stage, group, 'milestones') };
  } else {
    const place = { guild: group.name, channel: server.channel.name, for: 'bot' };
    await stage.people.change({ kind: 'overwrite', ...place, allow: ['VIEW_CHANNEL', 'SEND_MESSAGES'] });
    await owner.slash('setup');
  }
  const { planned, text } = await owner.click('Resume');
  if (!planned.length) seen.failures.push(`${group.name}: nothing is planned after Resume: ${text}`);
  server.state = 'alive';
  seen.resumed += 1;
}

/** What an owner is told beside an answer; `/setup` says the same in its own card. */
const NOTICE = /For you, as somebody who runs this server[\s\S]*After four tries I paused/;

async function promptsSince({ people }: Stage, { group, channel }: Server, due: number) {
  const messages = await people.messages('admin', channel.name, group.name);
  return messages.filter((message) => isPrompt(message) && Date.parse(message.timestamp) >= due);
}

const isPrompt = (message: SeenMessage): boolean => !message.private && renderText(message).includes('🧭');

function placeOf(message: SeenMessage): number {
  const [, week, phase] = /Week (\d) of \d · Phase (\d+)/.exec(renderText(message)) ?? [];
  return (Number(phase) - 1) * WEEKS_PER_PHASE + Number(week);
}

function skipped({ group, came }: Server): readonly string[] {
  const wrong = came.findIndex((place, index) => place !== index + 1);
  return wrong < 0 ? [] : [`${group.name}: prompt ${wrong + 1} was ${came[wrong]} of the roadmap`];
}

function mostInADay(tries: readonly number[]): number {
  return Math.max(...tries.map((from) => tries.filter((at) => at >= from && at < from + DAY - MINUTE).length));
}

function tooMany(tries: Seen['tries']): readonly string[] {
  return [...tries]
    .filter(([, times]) => mostInADay(times) > TRIES_A_DAY)
    .map(([id, times]) => `channel ${id} was asked ${mostInADay(times)} times in a day`);
}
