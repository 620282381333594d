/** Two bots on one store get every interaction, some more than once, while members do two things at a time: all of it happens, once. */
import { readFileSync } from 'node:fs';
import type { LocalDiscordClient } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import { MINUTE, openStage, ROOT, type Stage } from '../support/open-stage.ts';
import { STORES, type StoreKind } from '../support/place.ts';
import { boardsThatDiffer } from './boards.ts';
import { ACTS, type Doing } from './double-acts.ts';
import { idsIn, serverWith } from './members.ts';
import { openRaw, type RawStore } from './raw-store.ts';
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
  const failures: string[] = [];
  let [operations, events] = [0, 0];
  for (const [turn, kind] of STORES.entries()) {
    const wanted = Math.ceil((n - turn) / STORES.length);
    const played = await playOn(kind, { ...task, n: wanted });
    operations += played.operations;
    events += played.events;
    failures.push(...played.failures);
  }
  const figure = `${count(failures.length)} of ${count(operations)} operations lost, doubled or answered wrongly; ${count(events)} events stored, each once`;
  return { figure, failures };
}

async function playOn(kind: StoreKind, { n, random, say }: Task) {
  const stage = await openStage(kind, { timing: { answerWithinMs: PATIENCE_MS } });
  const failures: string[] = [];
  let [operations, events] = [0, 0];
  try {
    await stage.bot();
    await stage.bot();
    const raw = await openRaw(stage.place);
    while (operations < n) {
      say(`${kind}, ${count(operations)} of ${count(n)} operations`);
      const { name } = await serverWith(stage, MEMBERS);
      const doings = await Promise.all(
        MEMBERS.map((member) => random.pick(ACTS)({ people: stage.people, guild: name, member }, random)),
      );
      failures.push(...(await wrongIn(stage, raw, name, doings)));
      operations += sum(doings, ({ outcomes, before }) => outcomes.length + before);
      events += sum(doings, (doing) => doing.events.length);
      // Long enough for everybody to be allowed as much again.
      await stage.later(2 * MINUTE);
    }
    raw.close();
    failures.push(...(await boardsThatDiffer(stage.place)), ...(await stage.people.problems()));
    return { operations, events, failures };
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
  const { people } = stage;
  const { guild, users } = await idsIn(stage, { name });
  const heard = await news(
    people,
    name,
    sum(doings, ({ told }) => told.length),
  );
  const wrong = await Promise.all(
    doings.map(async (doing, n) => {
      const member = MEMBERS[n] ?? '';
      const stored = await raw.events({ guild, user: users.get(member) ?? '' });
      const ids = new Set(doing.outcomes.map(({ interaction }) => interaction));
      return [
        ...doing.wrong,
        ...(await answeredOften(people, doing)),
        ...unless(
          same(
            doing.events,
            stored.map(({ kind, phase }) => `${kind} ${NUMBERS.get(phase)}`),
          ),
          `stored ${JSON.stringify(stored)}`,
        ),
        ...unless(
          stored.every(({ by }) => ids.has(by)),
          `stored what nobody asked for: ${JSON.stringify(stored)}`,
        ),
        ...newsOf(member, doing, heard),
      ].map((what) => `${name}, ${member}, ${doing.what}: ${what}`);
    }),
  );
  return wrong.flat();
}

/** Whoever asked once reads one answer, however many bots and copies there were. */
async function answeredOften(people: LocalDiscordClient, { outcomes }: Doing): Promise<readonly string[]> {
  const now = await Promise.all(outcomes.map(({ interaction }) => people.outcome(interaction)));
  return now.flatMap(({ status, messages }) =>
    unless(
      status === 'answered' && messages.length === 1,
      `one interaction ${status} with ${messages.length} messages`,
    ),
  );
}

/** What the group heard, when so many are told and nothing more comes: an owner's check-in comes last. */
async function news(people: LocalDiscordClient, guild: string, told: number): Promise<readonly string[]> {
  await people.slash('admin', 'study', 'done', { phase: '1' }, { guild });
  return people.until(async () => {
    const posts = (await people.messages('admin', 'study', guild)).filter((message) => !message.private);
    const texts = posts.map((message) => renderText(message));
    return texts.length > told && texts.some((text) => text.includes('admin finished')) && texts;
  }, PATIENCE_MS);
}

function newsOf(member: string, { told, maybeTold }: Doing, heard: readonly string[]): readonly string[] {
  const own = heard
    .flatMap((text) => new RegExp(`${member}\\W* finished phase (\\d+)`).exec(text)?.[1] ?? [])
    .map(Number);
  const rest = own.filter((phase) => !maybeTold.includes(phase));
  const twice = own.filter((phase, n) => own.indexOf(phase) !== n);
  return unless(
    same(told, rest) && !twice.length,
    `the group heard of ${own.join(', ') || 'nothing'}, not of ${told.join(', ')}`,
  );
}

const unless = (well: boolean, sentence: string): readonly string[] => (well ? [] : [sentence]);

/** In any order. */
function same(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

const sum = <T>(things: readonly T[], of: (thing: T) => number): number =>
  things.reduce((all, one) => all + of(one), 0);
