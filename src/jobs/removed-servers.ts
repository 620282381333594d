/**
 * Servers that removed the bot: noticed by daily lists, kept for a month, then deleted. A list that is not whole or empty, and every
 * answer that is not a plain refusal, changes nothing. Knows no client and no store.
 */
import { within } from '../deadlines.ts';
import { type Absence, GRACE_DAYS, judge } from '../domain/absence.ts';
import type { LocalDate } from '../domain/schedule-calendar.ts';
import { localDate } from '../domain/zones.ts';
import type { Clock, OwnServers, Stores } from '../ports.ts';

/** After a list that could not be had: often enough that one bad hour does not cost the day. */
const AGAIN_MS = 60 * 60_000;
/** Of Discord's 10,000 refusals in ten minutes, a day may cost so many; who is not asked today is asked tomorrow. */
const MOST_ASKED = 200;
const STOP_WITHIN_MS = 1_000;

export interface RemovedServersParts {
  readonly stores: Pick<Stores, 'absences' | 'census'>;
  readonly servers: OwnServers;
  readonly clock: Clock;
  readonly log: {
    info(facts: object, words: string): void;
    warn(facts: object, words: string): void;
    error(facts: object, words: string): void;
  };
}

export interface RemovedServers {
  /** Once a UTC day looks at all servers; otherwise returns at once. A tick that comes meanwhile waits for that one. Never rejects. */
  tick(): Promise<void>;
  /** Somebody used the bot there: it is no removed server, whatever lists say. Returns at once, never throws. */
  alive(guild: string): void;
  /** Starts nothing new, and waits a moment for what is under way: whatever is cut short here is done again. */
  drain(): Promise<void>;
}

export function createRemovedServers({ stores, servers, clock, log }: RemovedServersParts): RemovedServers {
  const { absences, census } = stores;
  let looked: LocalDate | null = null;
  let notBefore = 0;
  let stopping = false;
  let running: Promise<void> | null = null;
  /** Those with a mark, as far as this process knows. */
  const marked = new Set<string>();
  /** Those with a sign of life since the last list. */
  const heard = new Set<string>();
  const clearing = new Set<Promise<void>>();

  async function look(today: LocalDate): Promise<boolean> {
    const marks = new Map((await absences.all()).map((mark) => [mark.guild, mark]));
    marked.clear();
    for (const guild of marks.keys()) marked.add(guild);
    const { servers: listed, whole } = await servers.servers();
    if (!whole) {
      log.warn(
        {},
        'Discord did not list all of the bot’s servers; none counts as absent for it, and it is asked again',
      );
      return false;
    }
    // More likely an outage, or a new bot on an old store, than that all of them removed it.
    if (listed.length === 0) return true;
    const there = new Set([...listed.map(({ id }) => id), ...heard]);
    for (const mark of marks.values()) if (there.has(mark.guild)) await back(mark);
    const absent = [...(await known(marks))].filter((guild) => !there.has(guild)).sort();
    let asked = 0;
    for (const guild of absent) {
      if (stopping) return false;
      if (heard.has(guild)) continue;
      const mark = marks.get(guild) ?? null;
      const verdict = judge(guild, mark, today);
      // Noted before it is asked: whatever comes of that, tomorrow knows that today's list did not have it.
      if (verdict.kind === 'rest' || !(await note(mark, verdict.absence)) || verdict.kind === 'note') continue;
      asked += 1;
      if (asked <= MOST_ASKED) await ask(verdict.absence, verdict.refused);
    }
    return true;
  }

  /** Everyone of whom the store has something. */
  async function known(marks: ReadonlyMap<string, Absence>): Promise<ReadonlySet<string>> {
    const guilds = new Set(marks.keys());
    for await (const batch of census.guilds()) for (const guild of batch) guilds.add(guild);
    for await (const batch of census.members()) for (const { guild } of batch) guilds.add(guild);
    return guilds;
  }

  async function ask(mark: Absence, refused: Absence | 'purge'): Promise<void> {
    const membership = await servers.membership(mark.guild);
    // Used while Discord was asked?
    if (heard.has(mark.guild) || membership === 'unknown') return;
    if (membership === 'there') return back(mark);
    if (refused === 'purge') return purge(mark);
    if (!(await note(mark, refused))) return;
    const { guild, first } = refused;
    log.warn({ guild, since: first }, `a server has removed the bot; its data stays for ${GRACE_DAYS} days`);
  }

  function note(seen: Absence | null, next: Absence): Promise<boolean> {
    marked.add(next.guild);
    return absences.change(seen, next);
  }

  async function purge(mark: Absence): Promise<void> {
    const { guild, first } = mark;
    const members = await absences.purge(mark);
    if (members === null) {
      return log.info({ guild }, 'a server came back while its data was being deleted, or another bot has deleted it');
    }
    marked.delete(guild);
    log.warn({ guild, since: first, members }, 'the data of a server that removed the bot is deleted');
  }

  async function back({ guild, removed }: Absence): Promise<void> {
    await absences.clear(guild);
    marked.delete(guild);
    if (removed) log.info({ guild }, 'a server is back; nothing of it was deleted');
  }

  async function run(): Promise<void> {
    const now = clock.now();
    const today = localDate('UTC', now);
    if (today === looked || now < notBefore) return;
    notBefore = now + AGAIN_MS;
    const before = [...heard];
    if (!(await look(today))) return;
    looked = today;
    for (const guild of before) heard.delete(guild);
  }

  return {
    tick() {
      if (stopping) return Promise.resolve();
      running ??= run()
        .catch((error: unknown) =>
          log.error({ err: error }, 'removed servers could not be looked for; again in an hour'),
        )
        .finally(() => {
          running = null;
        });
      return running;
    },
    alive(guild) {
      heard.add(guild);
      if (!marked.delete(guild)) return;
      const work = absences
        .clear(guild)
        .then(() => log.info({ guild }, 'a server that lists do not have was used; it counts as there'))
        .catch((error: unknown) => {
          marked.add(guild);
          log.error({ err: error, guild }, 'a sign of life could not be kept; the next one will be');
        })
        .finally(() => clearing.delete(work));
      clearing.add(work);
    },
    async drain() {
      stopping = true;
      await within(STOP_WITHIN_MS, Promise.all([running, ...clearing]));
    },
  };
}
