/** Three bots race for the posts of many servers, die in the midst of it, and Discord fails: each post is there once in the end. */
import { DAY, HOUR, MINUTE, openStage, type Stage } from '../support/open-stage.ts';
import { type Crew, openCrew } from './crew.ts';
import { type Book, seenIn, wrongIn } from './post-book.ts';
import { arm, MOMENTS, type Plan, type Played, told } from './post-faults.ts';
import { count, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

const BOTS = 3;
const KINDS = ['prompt', 'news', 'challenge', 'news'] as const;
/** Before the closing post, which is no phase's. */
const WEEKS = 13;
const MEMBERS = ['ana', 'ben', 'chloe'] as const;
/** How often leases may have to end until all is at rest. */
const PATIENCE = 8;

export const postsOnce: Scenario = {
  id: 'posts-once',
  promise:
    'scheduled posts and news doubled / lost, three bots racing on one Redis, killed after claim, in flight, after post, before settle; REST answering 5xx, slowly, by reset, before and after its effect',
  unit: 'slots',
  short: 24,
  long: 2_000,
  run,
};

interface Batch {
  readonly stage: Stage;
  readonly crew: Crew;
  readonly random: Random;
  readonly books: readonly Book[];
  /** When the first prompt and the first challenge come. */
  readonly first: { readonly prompt: number; readonly challenge: number };
  readonly played: Played;
  readonly saves: { count: number };
}

async function run({ n, random, say }: Task): Promise<Finding> {
  const stage = await openStage('redis');
  const crew = await openCrew(stage, BOTS);
  const played: Played = { kills: new Map(), ailments: new Map(), hit: new Set() };
  const saves = { count: 0 };
  const slots = { prompt: 0, challenge: 0, news: 0 };
  const failures: string[] = [];
  const done = () => slots.prompt + slots.challenge + slots.news;
  let round = 0;
  try {
    while (done() < n && failures.length === 0) {
      const batch = { stage, crew, random, played, saves, ...(await begin(stage, crew, n)) };
      for (let each = 0; each < WEEKS * KINDS.length && done() < n && failures.length === 0; each += 1, round += 1) {
        const kind = KINDS[each % KINDS.length] ?? 'news';
        failures.push(...(await play(batch, kind, Math.floor(each / KINDS.length), planOf(round, random))));
        slots[kind] += batch.books.length;
        say(`${count(done())} of ${count(n)} slots; ${told(played.kills)}; ${told(played.ailments)}`);
      }
    }
    failures.push(...(await stage.people.problems()));
  } finally {
    await stage.close();
    crew.close();
  }
  const [doubled, lost] = [/times$/, /lost$|threads$/].map((w) => failures.filter((each) => w.test(each)).length);
  const tried = `${count(slots.prompt)} prompts with threads, ${count(slots.challenge)} challenges, ${count(slots.news)} news`;
  const faults = `bots killed: ${told(played.kills)}; answers: ${told(played.ailments)}; ${saves.count} saves meanwhile`;
  return { figure: `${doubled} doubled, ${lost} lost of ${tried} (${faults})`, failures };
}

/** Each moment in turn; in every other round a second bot dies as well; one post in some rounds waits for an answer in vain. */
function planOf(round: number, random: Random): Plan {
  // Each moment meets each kind of post in the course of four weeks.
  const moment = MOMENTS[(round + Math.floor(round / KINDS.length)) % MOMENTS.length] ?? MOMENTS[0];
  // Several claims, or records, go over the line at once: there may be no second moment of theirs.
  const first = { moment, nth: moment === 'after claim' || moment === 'before settle' ? 1 : random.int(1, 3) };
  const second = { moment: random.pick(MOMENTS), nth: random.int(1, 4) };
  const silences = round % 16 === 7 ? 1 : 0;
  return {
    kills: random.chance(0.5) ? [first, second] : [first],
    chance: random.pick(silences ? [0.3, 0.6] : [0, 0.1, 0.3, 0.6]),
    silences,
  };
}

async function begin(stage: Stage, crew: Crew, n: number): Promise<Pick<Batch, 'books' | 'first'>> {
  const { now } = await stage.people.world();
  await crew.at(now);
  const groups = await Promise.all(Array.from({ length: n < 500 ? 6 : 25 }, () => stage.group()));
  const options = { day: weekday(now + 3 * DAY), challenge_day: weekday(now + 5 * DAY), time: '18:00' };
  let first: Batch['first'] | null = null;
  for (const [at, { setUp, admin }] of groups.entries()) {
    // One owner may save so many settings in a minute.
    if (at % 10 === 9) await crew.at((await stage.people.world()).now + 10 * MINUTE);
    const [prompt, challenge] = await setUp({ ...options, weeks_per_phase: 1 });
    if (!prompt || !challenge) throw new Error(`nothing is planned: ${(await admin.reads()).at(-1)}`);
    first = { prompt: prompt.at, challenge: challenge.at };
  }
  if (!first) throw new Error('there is no group');
  return { first, books: groups.map((group) => ({ group, prompts: 0, challenges: 0, news: [] })) };
}

function weekday(at: number): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(at);
}

/** One moment at which every server is due a post, its faults, and what is wrong when all is at rest again. */
async function play(batch: Batch, kind: (typeof KINDS)[number], week: number, plan: Plan): Promise<readonly string[]> {
  const { stage, crew, books, first, played, random } = batch;
  const weeks = week * 7 * DAY;
  played.hit.clear();
  const disarm = arm(crew, plan, random, played);
  if (kind === 'news') {
    await checkIn(batch);
  } else {
    const late = random.chance(0.5) ? 0 : random.int(0, 4 * HOUR);
    for (const book of books) {
      if (kind === 'prompt') book.prompts += 1;
      else book.challenges = book.prompts;
    }
    await crew.at(first[kind] + weeks + late);
  }
  await crew.at((await stage.people.world()).now);
  disarm();
  if (kind !== 'news') await save(batch, kind);
  const wrong = await atRest(batch);
  // Where an owner saved meanwhile, the challenge comes a day later.
  if (kind === 'challenge') {
    for (const book of books) book.challenges = book.prompts;
    await crew.at(first.challenge + weeks + 25 * HOUR);
  }
  return wrong;
}

/** One member of each server checks the next phase in, until told that it is done. */
async function checkIn({ books }: Batch): Promise<void> {
  await Promise.all(
    books.map(async (book, at) => {
      const before = book.news.length;
      // In each server another one: a member may check in so often in a minute.
      const member = MEMBERS[(at + before) % MEMBERS.length] ?? 'ana';
      const phase = String(1 + Math.floor(before / MEMBERS.length));
      book.news.push(`${member} finished phase ${phase}`);
      for (;;) {
        const told = await book.group
          .person(member)
          .done({ phase })
          .catch(() => null);
        if (told?.text.match(/(is|was) done/)) return;
      }
    }),
  );
}

/** Some owners whose post was hit save their settings before anybody may look what became of it. */
async function save({ stage, crew, books, played, random, saves }: Batch, kind: 'prompt' | 'challenge'): Promise<void> {
  await crew.at((await stage.people.world()).now);
  const world = await stage.people.world();
  for (const book of books) {
    const guild = world.guilds.find(({ name }) => name === book.group.name);
    const isHit = [guild?.id, ...(guild?.channels ?? []).map(({ id }) => id)].some((id) => id && played.hit.has(id));
    if (!isHit || !random.chance(0.5)) continue;
    const seen = await seenIn(stage, world, book);
    await book.group.admin.slash('setup', { time: '18:00' });
    await book.group.admin.click('Save');
    saves.count += 1;
    // What was not there yet keeps its place, and comes later.
    if (kind === 'prompt' && !seen.prompts.includes(book.prompts)) book.prompts -= 1;
    if (kind === 'challenge' && !seen.challenges.includes(book.challenges)) book.challenges -= 1;
  }
}

/** Lets leases end and time pass until all is there that must be, and once more for what might come twice. */
async function atRest({ stage, crew, books, random }: Batch): Promise<readonly string[]> {
  const wrong = async () => {
    const world = await stage.people.world();
    return (await Promise.all(books.map((book) => wrongIn(stage, world, book)))).flat();
  };
  const pass = async (minutes: number) => {
    await stage.place.leasesEnd();
    await crew.at((await stage.people.world()).now + minutes * MINUTE);
  };
  for (let left = PATIENCE; left > 0; left -= 1) {
    await pass(random.pick([1, 3, 6, 20]));
    if (!(await wrong()).length) break;
  }
  await pass(20);
  return wrong();
}
