/**
 * All posts that nobody asked for by a click: a tick looks what is due and posts it; a check-in wakes the news of its guild at
 * once. Knows neither cron nor Discord. One guild's trouble never stops another's posts.
 */
import pLimit from 'p-limit';
import type { Roadmap } from '../domain/roadmap.ts';
import { StoreOutage } from '../outage.ts';
import type { Channels, Clock, DueEntry, Pictures, Stores } from '../ports.ts';
import { createDeliver, type PostSeen } from './deliver.ts';
import { createLead } from './lead.ts';
import { createNews } from './news.ts';
import { withFewWaiting } from './pictures.ts';
import type { Log } from './trouble.ts';
import { createTurns } from './turns.ts';
import { createWeekly } from './weekly.ts';

/** Enough for Discord's 50 requests a second, and few enough for the sockets. */
const IN_FLIGHT = 64;
/** A whole minute's posts of very many servers, so that their order is ours. */
const PAGE = 10_000;
/** While a page is on its way, what is checked in at other processes is looked for so often. */
const NEWS_EVERY_MS = 1_000;
/** An entry that failed by a bug is put aside, so that it does not stand before the others at each tick. */
const ASIDE_MS = 15 * 60_000;

export interface PostsParts {
  readonly roadmap: Roadmap;
  readonly stores: Pick<Stores, 'guilds' | 'news' | 'due' | 'ledger' | 'leaderboard' | 'progress'>;
  readonly pictures: Pictures;
  readonly channels: Pick<Channels, 'post' | 'openThread' | 'find' | 'edit' | 'permissions'>;
  readonly clock: Clock;
  readonly applicationId: string;
  /** One-way, base64url or hex, at least 25 characters: makes the nonces. */
  readonly hash: (words: string) => string;
  readonly log: Log;
  /** How long a claim lasts by the store's clock; two minutes. */
  readonly leaseMs?: number;
  readonly observe?: (seen: PostSeen) => void;
}

export interface Posts {
  /** Posts whatever is due. A tick that comes while one is running waits for that one. Never rejects. */
  tick(): Promise<void>;
  /** Posts a guild's news in the background. Returns at once, never throws. */
  wake(guild: string): void;
  /** Resolves when nothing is under way: neither a tick, nor news that were woken. */
  atRest(): Promise<void>;
  /** Starts nothing new and resolves when all that is under way has ended. */
  drain(): Promise<void>;
}

const name = ({ guild, kind, at }: DueEntry) => `${guild} ${kind} ${at}`;

export function createPosts(parts: PostsParts): Posts {
  const { stores, clock, log } = parts;
  let stopping = false;
  const deliver = createDeliver({ ...parts, ...stores });
  const weekly = createWeekly({ ...parts, pictures: withFewWaiting(parts.pictures), deliver });
  const tellNews = createNews({ ...parts, deliver, stopping: () => stopping });
  const inTurn = createTurns();
  // A second look would only meet the claim of the first, take it for another bot's, and leave the news alone until it has run out.
  const news = (guild: string) => inTurn(guild, () => tellNews(guild));
  const lead = createLead({ due: stores.due, stopping: () => stopping });
  const limit = pLimit(IN_FLIGHT);
  const awake = new Map<string, Promise<void>>();
  /** Woken while awake: what is new may have come after the last look. */
  const wakeAgain = new Set<string>();
  let ticking: Promise<void> | null = null;

  /** Resolves whether the store answered. */
  async function look(entry: DueEntry): Promise<boolean> {
    if (stopping) return true;
    try {
      const again = await (entry.kind === 'news' ? news : weekly)(entry.guild);
      await stores.due.move(entry, again);
    } catch (error) {
      log.error({ err: error, guild: entry.guild, kind: entry.kind }, 'what was due could not be posted');
      if (error instanceof StoreOutage) return false;
      // Where that fails too it stays due, and the next look tells of it.
      await stores.due.move(entry, clock.now() + ASIDE_MS).catch(() => {});
    }
    return true;
  }

  /**
   * Discord's limit is one for all processes of a token, so one at a time goes through what is due. Which server comes last
   * changes with each due time, and is the same for whoever goes on after a crash.
   */
  async function run(): Promise<void> {
    const seen = new Set<string>();
    for (;;) {
      const due = await stores.due.due(clock.now(), PAGE);
      const fresh = due.filter((entry) => !seen.has(name(entry)));
      if (!fresh.length || stopping) return;
      for (const entry of fresh) seen.add(name(entry));
      // News first: there are few, and whoever looks for the latest would not find what comes to an old entry of theirs.
      const places = new Map(fresh.map((entry) => [entry, entry.kind === 'news' ? '' : parts.hash(name(entry))]));
      fresh.sort((a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1));
      let answering = true;
      // Each takes the next when it is done: ten thousand that wait would be held in memory to the end.
      const left = fresh.values();
      const work = async () => {
        for (const entry of left) {
          // Once the store does not answer, the rest of the page would only wait for it in vain: the next tick is soon.
          if (answering && !(await limit(() => look(entry)))) answering = false;
          if (!answering) return;
        }
      };
      const beside: Promise<void>[] = [];
      // A store that does not answer is told of by the work.
      const meanwhile = setInterval(() => beside.push(lookAtNews(seen).catch(() => {})), NEWS_EVERY_MS);
      await Promise.all(Array.from({ length: IN_FLIGHT }, work)).finally(() => clearInterval(meanwhile));
      await Promise.all(beside);
      if (!answering) return;
    }
  }

  /**
   * Other processes leave their news to whoever leads: behind ten thousand prompts these would wait for minutes. What is told leaves
   * the index, else it would hide what came before it.
   */
  async function lookAtNews(seen: Set<string>): Promise<void> {
    const latest = await stores.due.due(clock.now(), IN_FLIGHT, 'latest first');
    const fresh = latest.filter((entry) => entry.kind === 'news' && !seen.has(name(entry)));
    for (const entry of fresh) seen.add(name(entry));
    await Promise.all(fresh.map((entry) => limit(() => look(entry))));
  }

  /** `telling`: this very process is at it, so the leader may have met its claim, and would look there again only when that has run out. */
  function wake(guild: string, telling = false): void {
    if (awake.has(guild)) wakeAgain.add(guild);
    if (stopping || awake.has(guild)) return;
    // The answer of whoever checked in leaves first.
    const answered = new Promise((resolve) => setImmediate(resolve));
    const work = answered
      .then(() => !telling && lead.isLed())
      // Whoever goes through what is due has all of Discord's limit, and tells these as well.
      .then((led) => !led && limit(() => news(guild)).then(() => true))
      // The news is in the due index all the same: a tick posts it.
      .catch((error: unknown) => log.error({ err: error, guild }, 'the news of a check-in waits for the next tick'))
      .then((told) => {
        awake.delete(guild);
        if (wakeAgain.delete(guild)) wake(guild, told === true);
      });
    awake.set(guild, work);
  }

  async function atRest(): Promise<void> {
    await ticking;
    while (awake.size) await Promise.all(awake.values());
  }

  return {
    tick() {
      if (stopping) return Promise.resolve();
      ticking ??= lead
        .run(run)
        .catch((error: unknown) => log.error({ err: error }, 'nobody knows what is due; the next tick asks again'))
        .finally(() => {
          ticking = null;
        });
      return ticking;
    },
    wake: (guild) => wake(guild),
    atRest,
    drain() {
      stopping = true;
      return atRest();
    },
  };
}
