/** A group in which milestones are looked at: the front door, and the jobs behind it on the same store and the same channels. */
import { createHash } from 'node:crypto';
import type { ReviewRule } from '../../src/domain/guild.ts';
import { nextDueAt } from '../../src/domain/schedule.ts';
import { createPosts } from '../../src/jobs/posts.ts';
import { aChallenge, aRoadmap } from './builders.ts';
import { ana, ben, frontDoor, GUILD, type Person } from './front-door.ts';
import { Seen } from './seen.ts';
import { someSettings } from './settings.ts';

export const STUDY = '700';
export const MILESTONES = '701';
const MENTORS = '800000000000000001';

const peers: ReviewRule = { by: 'peer', role: null, channel: MILESTONES };
export const mentors: ReviewRule = { by: 'mentor', role: MENTORS, channel: MILESTONES };

export const eva: Person = { id: '100000000000000003', name: 'Eva', permissions: '0' };
export const mentor: Person = { id: '100000000000000004', name: 'Max', permissions: '0', roles: [MENTORS] };

/** Phase 2 has the criteria "It runs" and "It has a test". Ben and Eva have passed both phases. */
export async function reviewing(rule: ReviewRule | null = peers) {
  const roadmap = aRoadmap({ phases: 2, last: { challenge: aChallenge() } });
  const door = await frontDoor({ roadmap });
  const { stores, channels, clock } = door;
  const posts = createPosts({
    ...{ roadmap, stores, channels, clock: { now: () => clock.now }, applicationId: '1' },
    pictures: { draw: async () => null },
    hash: (words) => createHash('sha256').update(words).digest('base64url'),
    log: { error: (_, words) => door.logged.push(words), warn: (_, words) => door.logged.push(words) },
  });
  const setRule = async (review: ReviewRule | null) => {
    const settings = { ...someSettings({ channel: STUDY }, clock.now), ...(review && { review }) };
    await stores.guilds.update(GUILD, () => ({
      document: { settings, notices: [], pauses: [] },
      dueAt: nextDueAt(settings, 2, clock.now),
      outcome: null,
    }));
  };
  for (const person of [ben, eva]) {
    for (const phase of ['1', '2']) await door.done(person, { phase, link: `https://example.org/${person.id}` });
  }
  await posts.tick();
  channels.posts.length = 0;
  await setRule(rule);
  return {
    ...door,
    setRule,
    tick: () => posts.tick(),
    /** Ana hands a phase in, and the group is asked for a reviewer. */
    async handIn(person: Person = ana, phase = '2', met: readonly string[] = ['0']): Promise<Seen> {
      const form = await door.slash(person, 'done', { phase });
      const fields = { link: 'https://example.org/work', note: 'lifetimes', ...(phase === '2' && { met }) };
      const answer = await door.submit(person, form, fields, null);
      await posts.tick();
      return answer;
    },
    /** The newest post, as everybody sees it now. */
    newest(): Seen {
      const post = channels.posts.at(-1);
      if (!post) throw new Error('nothing was posted');
      return Seen.posted(post);
    },
    at: (nth: number) => channels.posts.at(nth),
    document: (person: Person) => stores.progress.get({ guild: GUILD, user: person.id }),
  };
}

export type Reviewing = Awaited<ReturnType<typeof reviewing>>;
