/** A member's next step with words of somebody who took it before, for whatever shows it. Knows no store but by its ports. */
import { type AskedInGuild, memberOf, type Reply, type Services } from './command.ts';
import { wordsBoard } from './domain/leaderboard.ts';
import { nextStepOf, stepIn } from './domain/next-step.ts';
import { behind } from './domain/progress.ts';
import type { Phase } from './domain/roadmap.ts';
import { type Walk, walkOf } from './domain/ticks.ts';
import { type StoneWords, turnOf, WORDS_LOOKED_AT, wordsFor } from './domain/words.ts';
import { localDate } from './domain/zones.ts';
import { nextCard } from './messages/next.ts';
import { StoreOutage } from './outage.ts';

type Stores = Pick<Services, 'roadmap' | 'leaderboard'>;

/** What `/next` and every *My next step* answers. */
export async function ownStep(call: AskedInGuild, services: Stores & Pick<Services, 'progress'>): Promise<Reply> {
  return stepFrom(call, services, walkOf(await services.progress.get(memberOf(call))));
}

/** `phase`: the one that the step is in, wherever the member is; without it, the one they are in. */
export async function stepFrom(call: AskedInGuild, services: Stores, walk: Walk, phase?: Phase): Promise<Reply> {
  const { roadmap } = services;
  const step = phase ? stepIn(phase, walk.events) : nextStepOf(roadmap, walk.events);
  // Who has passed the phase, or waits to, needs no word on it any more.
  const reached = 'phase' in step && !behind(walk.events).has(step.phase.id) ? step.phase : null;
  const words = reached && (await wordsIn(call, services, reached));
  return { kind: 'message', message: nextCard(roadmap, step, { ...walk, words }), shown: words ? [words.user] : [] };
}

/**
 * One round trip more. Where the store does not give it in time (it gives up by itself, long before anybody would wait for it),
 * the step comes without: it is what was asked for, and somebody's kind words are not worth an apology in its place.
 */
async function wordsIn(
  { guild, user, now }: AskedInGuild,
  { leaderboard }: Stores,
  { id }: Phase,
): Promise<StoneWords | null> {
  try {
    const asker = { user, today: localDate('UTC', now) };
    return wordsFor(await leaderboard.first(guild, wordsBoard(id), WORDS_LOOKED_AT, turnOf(asker)), id, asker);
  } catch (error) {
    if (error instanceof StoreOutage) return null;
    throw error;
  }
}
