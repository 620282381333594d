/** What can befall a post: the moments at which a bot dies, and what Discord answers instead. Says what was played. */
import type { Asked, Fate } from './between.ts';
import type { Crew } from './crew.ts';
import { count, type Random } from './scenario.ts';

export const MOMENTS = ['after claim', 'in flight', 'after post', 'before settle'] as const;
type Moment = (typeof MOMENTS)[number];

/** How often what was played, in words. */
export type Tally = Map<string, number>;

const add = (tally: Tally, what: string): Tally => tally.set(what, (tally.get(what) ?? 0) + 1);

export const told = (tally: Tally): string => [...tally].map(([what, n]) => `${count(n)} ${what}`).join(', ');

export interface Plan {
  /** Whoever gets there as the `nth`, counted from 1, dies. */
  readonly kills: readonly { readonly moment: Moment; readonly nth: number }[];
  /** Of each request for a post falling ill, 0–1. */
  readonly chance: number;
  /** How many requests get no answer at all, which costs the client's ten seconds. */
  readonly silences: number;
}

export interface Played {
  readonly kills: Tally;
  readonly ailments: Tally;
  /** Ids of guilds and channels whose posts were hit by a kill. */
  readonly hit: Set<string>;
}

type Ailment = (random: Random) => Fate;

const again = (random: Random) => random.pick([500, 502, 503]);

const ANY: Readonly<Record<string, Ailment>> = {
  '5xx': (random) => ({ kind: 'answer', status: again(random), after: false }),
  '5xx after the effect': (random) => ({ kind: 'answer', status: again(random), after: true }),
  'slow 5xx after the effect': (random) => ({
    kind: 'answer',
    status: again(random),
    after: true,
    ms: random.int(50, 400),
  }),
  resets: () => ({ kind: 'reset', after: false }),
  'resets after the effect': () => ({ kind: 'reset', after: true }),
  '429': () => ({
    kind: 'answer',
    status: 429,
    after: false,
    headers: { 'retry-after': '1', 'x-ratelimit-scope': 'shared' },
    body: JSON.stringify({ message: 'You are being rate limited.', retry_after: 0.3, global: false }),
  }),
};
const AILMENTS = Object.keys(ANY) as [string, ...string[]];

/** Posts, their threads, and looks for a post that may be there. */
function isOfPosts({ method, path }: Asked): boolean {
  return /^\/channels\/\d+\/messages$/.test(path) || (method === 'POST' && /\/threads$/.test(path));
}

const isPost = ({ method, path }: Asked): boolean => method === 'POST' && path.endsWith('/messages');

/** Lets it happen until the returned function is called. */
export function arm(crew: Crew, plan: Plan, random: Random, played: Played): () => void {
  let { silences } = plan;
  const left = new Map(plan.kills.map((kill) => [kill, kill.nth]));
  /** Whether this is the one at which the bot dies. */
  const dies = (moment: Moment): boolean => {
    for (const [kill, times] of left) {
      if (kill.moment !== moment) continue;
      left.set(kill, times - 1);
      if (times !== 1) return false;
      left.delete(kill);
      add(played.kills, moment);
      return true;
    }
    return false;
  };
  const ail = (): Fate => {
    if (silences > 0) {
      silences -= 1;
      const after = random.chance(0.5);
      add(played.ailments, after ? 'without an answer after the effect' : 'without an answer');
      return { kind: 'silence', after };
    }
    const name = random.pick(AILMENTS);
    add(played.ailments, name);
    return ANY[name]?.(random) ?? { kind: 'pass' };
  };
  for (const { rest, redis, kill } of crew.members) {
    rest.fate = (asked) => {
      for (const [moment, after] of [
        ['in flight', false],
        ['after post', true],
      ] as const) {
        if (!isPost(asked) || !dies(moment)) continue;
        played.hit.add(asked.path.split('/')[2] ?? '');
        return { kind: 'kill', after, arrives: random.chance(0.5), stop: kill };
      }
      return isOfPosts(asked) && random.chance(plan.chance) ? ail() : { kind: 'pass' };
    };
    redis.reached = (moment, guilds) => {
      if (!dies(moment === 'claimed' ? 'after claim' : 'before settle')) return false;
      for (const guild of guilds) played.hit.add(guild);
      void kill();
      return true;
    };
  }
  return () => {
    for (const { rest, redis } of crew.members) {
      rest.fate = () => ({ kind: 'pass' });
      redis.reached = () => false;
    }
  };
}
