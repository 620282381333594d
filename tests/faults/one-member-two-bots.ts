/** Two bots on one store get every interaction, some more than once, while members do two things at a time: all of it happens, once. */
import { readFileSync } from 'node:fs';
import type { LocalDiscordClient } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import { MINUTE, openStage, ROOT, type Stage } from '../support/open-stage.ts';
import { STORES, type StoreKind } from '../support/place.ts';
import { boardsThatDiffer } from './boards.ts';
import { ACTS, type Doing, isRefused } from './double-acts.ts';
import { idsIn, serverWith } from './members.ts';
import { openRaw, type RawEvent, type RawStore } from './raw-store.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';

/** One act each at the same time; enough to keep both bots busy. */
const MEMBERS = Array.from({ length: 24 }, (_, n) => `member-${n + 1}`);

/** What is promised here is what comes, not how soon. */
const PATIENCE_MS = 60_000;
/** The numbers of phases by the ids that documents hold. */
const NUMBERS = new Map(
  [...readFileSync(`${ROOT}/roadmap/rust.md`, 'utf8').matchAll(/^## .*Phase (\d+):.*\{#([\w-]+)\}/gm)].map(
    ([, number, id]) => [id ?? '', Number(number)],
  ),
);

export const oneMemberTwoBots: Scenario = {
  id: 'one-member-two-bots',
  promise: 'lost updates, two processes on one member; double clicks; an interaction delivered three times',
  unit: 'operations',
  short: 200,
  long: 20_000,
  run,
};

async function run({ n, ...task }: Task): Promise<Finding> {
  const played: Played[] = [];
  for (const [turn, kind] of STORES.entries()) {
    played.push(await playOn(kind, { ...task, n: Math.ceil((n - turn) / STORES.length) }));
  }
  const failures = played.flatMap(({ failures: some }) => some);
  const [operations, refused] = [sum(played, (one) => one.operations), sum(played, (one) => one.refused)];
  const figure = `${count(failures.length)} of ${count(operations)} (${count(refused)} refused in words, as nothing could be saved then)`;
  return { figure, failures };
}

interface Played {
  readonly operations: number;
  readonly refused: number;
  readonly failures: readonly string[];
}

async function playOn(kind: StoreKind, { n, random, say }: Task): Promise<Played> {
  const stage = await openStage(kind, { timing: { answerWithinMs: PATIENCE_MS } });
  const failures: string[] = [];
  let [operations, refused, turn] = [0, 0, 0];
  try {
    await stage.bot();
    await stage.bot();
    const raw = await openRaw(stage.place);
    while (operations < n) {
      say(`${kind}, ${count(operations)} of ${count(n)} operations`);
      // To both: they race for each interaction. To one in turn: a member's doings meet in the store alone.
      await stage.people.gateway({ action: 'deliver', to: turn++ % 2 ? 'all' : 'one' });
      const { name } = await serverWith(stage, MEMBERS);
      const doings = await Promise.all(
        MEMBERS.map((member) => random.pick(ACTS)({ people: stage.people, guild: name, member }, random)),
      );
      failures.push(...(await wrongIn(stage, raw, name, doings)));
      operations += sum(doings, ({ asks, before }) => asks.length + before);
      refused += sum(doings, ({ asks }) => asks.filter(({ outcome }) => isRefused(outcome)).length);
      // Long enough for everybody to be allowed as much again.
      await stage.later(2 * MINUTE);
    }
    raw.close();
    failures.push(...(await boardsThatDiffer(stage.place)), ...(await stage.people.problems()));
    return { operations, refused, failures };
  } finally {
    await stage.close();
  }
}

/** One sentence for whatever is not as it must be, by answers, documents and what the group hears. */
async function wrongIn(
  stage: Stage,
  raw: RawStore,
  name: string,
  doings: readonly Doing[],
): Promise<readonly string[]> {
  const { guild, users } = await idsIn(stage, { name });
  const heard = await news(stage.people, name);
  const wrong = await Promise.all(
    doings.map(async (doing, n) => {
      const member = MEMBERS[n] ?? '';
      const stored = await raw.events({ guild, user: users.get(member) ?? '' });
      const told = heard.flatMap((text) => new RegExp(`${member}\\W* finished phase (\\d+)`).exec(text)?.[1] ?? []);
      const answered = await answeredOften(stage.people, doing);
      return [...doing.wrong, ...answered, ...wronglyStored(doing, stored), ...wronglyTold(doing, told)].map(
        (what) => `${name}, ${member}, ${doing.what}: ${what}`,
      );
    }),
  );
  return wrong.flat();
}

/** Whoever asked once reads one answer, however many bots and copies there were. */
async function answeredOften(people: LocalDiscordClient, { asks }: Doing): Promise<readonly string[]> {
  const now = await Promise.all(asks.map(({ outcome }) => people.outcome(outcome.interaction)));
  return now.flatMap((outcome) => {
    const { status, messages } = outcome;
    const once = status === 'answered' && messages.length === 1;
    return unless(once || isRefused(outcome), `an interaction was ${status}, with ${messages.length} messages`);
  });
}

function wronglyStored({ asks }: Doing, stored: readonly RawEvent[]): readonly string[] {
  const events = stored.map(({ kind, phase }) => `${kind} ${NUMBERS.get(phase)}`);
  const asked = new Set(asks.map(({ outcome, event }) => `${event} ${outcome.interaction}`));
  const foreign = stored.filter(({ by }, n) => !asked.has(`${events[n]} ${by}`));
  return [
    ...promised(asks).flatMap((event) => unless(events.includes(event), `${event} is not stored`)),
    ...doubled(events).map((event) => `${event} is stored twice`),
    ...foreign.map((event) => `nobody asked for ${JSON.stringify(event)}`),
  ];
}

function wronglyTold({ asks }: Doing, told: readonly string[]): readonly string[] {
  const asked = asks.map(({ event }) => event);
  // What was taken back before the group heard of it is not told.
  const must = promised(asks).filter((event) => event.startsWith('done') && !asked.includes(`un${event}`));
  return [
    ...must.flatMap((event) =>
      unless(
        told.some((phase) => event === `done ${phase}`),
        `the group never heard of ${event}`,
      ),
    ),
    ...doubled(told).map((phase) => `the group heard of phase ${phase} twice`),
    ...told.flatMap((phase) => unless(asked.includes(`done ${phase}`), `the group heard of phase ${phase}`)),
  ];
}

/** Events that somebody was told are saved, once each. */
const promised = (asks: Doing['asks']): readonly string[] => [
  ...new Set(asks.filter(({ outcome }) => !isRefused(outcome)).map(({ event }) => event)),
];

const doubled = (things: readonly string[]): readonly string[] => things.filter((one, n) => things.indexOf(one) !== n);

/** What the group heard, when nothing more comes: news come in their order, and an owner's check-in is the last. */
function news(people: LocalDiscordClient, guild: string): Promise<readonly string[]> {
  let asked = false;
  return people.until(async () => {
    if (!asked) asked = !isRefused(await people.slash('admin', 'study', 'done', LAST, { guild }));
    const posts = (await people.messages('admin', 'study', guild)).filter((message) => !message.private);
    const texts = posts.map((message) => renderText(message));
    return texts.some((text) => text.includes('admin finished')) && texts;
  }, PATIENCE_MS);
}

/** With a link it is checked in at once. */
const LAST = { phase: '1', link: 'https://example.org/last' };

const unless = (well: boolean, sentence: string): readonly string[] => (well ? [] : [sentence]);

const sum = <T>(things: readonly T[], of: (thing: T) => number): number =>
  things.reduce((all, one) => all + of(one), 0);
