/**
 * Who is there. Whoever acts is: their name is kept current, and if they had left they are shown again. Whoever was shown may not
 * be: they are looked up after the answer, and hidden when Discord says so. Knows no command, and nobody waits for it.
 */
import type { MemberRef } from '../domain/progress.ts';
import { leave, meet } from '../domain/record.ts';
import type { Members, ProgressStore } from '../ports.ts';
import { createNewest } from './newest.ts';

interface PresenceParts {
  readonly progress: Pick<ProgressStore, 'get' | 'update'>;
  readonly members: Members;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log: { info(facts: object, words: string): void; warn(facts: object, words: string): void };
}

type Acting = MemberRef & { readonly name: string; readonly joined: string };

export interface Presence {
  /**
   * A member acted. Asks the store once a day for each, and when name or `joined` changed; null: there is nothing to ask. Rejects
   * with the store's errors.
   */
  met(member: Acting): Promise<void> | null;
  /** These were shown to somebody. Returns at once; whoever was not looked up for a day is, one after the other. */
  shown(guild: string, users: readonly string[]): void;
  /** Looks nobody up any more. */
  stop(): void;
}

/** As what somebody was met last. */
interface Met {
  /** Since 1970, in UTC. */
  readonly day: number;
  /** Whoever left and came back has another one, so that a process which did not hide them notices it as well. */
  readonly joined: string;
  readonly name: string;
}

const DAY_MS = 86_400_000;
/** How long a look lasts that told nothing. */
const AGAIN_MS = 3_600_000;
const A_VIEW = 10;
/** Beyond this many who wait, a view goes without looks: the next one asks again. */
const WAITING = 200;
/** Members of whom something is remembered; beyond twice this many the oldest are forgotten, which only costs questions more. */
const REMEMBERED = 10_000;

export function createPresence({ progress, members, now, log }: PresenceParts): Presence {
  const known = createNewest<Met>(REMEMBERED);
  /** Until when each need not be looked up. */
  const lookedUp = createNewest<number>(REMEMBERED);
  const waiting = new Map<string, MemberRef>();
  let looking = false;
  let stopped = false;

  /** One after the other: these requests count against the limit of those that post. */
  async function lookAll(): Promise<void> {
    if (looking) return;
    looking = true;
    // Whoever is added meanwhile comes last.
    for (const [key, member] of waiting) {
      if (stopped) break;
      try {
        await look(key, member);
      } catch (error) {
        lookedUp.delete(key);
        log.warn(
          { err: error, guild: member.guild },
          'somebody who left could not be hidden; the next view tries again',
        );
      }
      waiting.delete(key);
    }
    looking = false;
  }

  async function look(key: string, member: MemberRef): Promise<void> {
    const found = await members.lookUp(member.guild, member.user);
    if (stopped) return;
    lookedUp.set(key, now() + (found === 'unknown' ? AGAIN_MS : DAY_MS));
    // Discord does not answer, or not us: the others are asked for at another view.
    if (found === 'unknown') waiting.clear();
    if (found === 'gone') await hide(key, member);
  }

  async function hide(key: string, member: MemberRef): Promise<void> {
    if (!(await progress.update(member, leave(now())))) return;
    known.delete(key);
    log.info({ guild: member.guild }, 'a member left the server and is no longer shown');
    // Whoever came back, and acted, just before they were hidden would not be noticed again for a day.
    if ((await members.lookUp(member.guild, member.user)) === 'there') await progress.update(member, meet);
  }

  async function remember(key: string, day: number, { guild, user, name, joined }: Acting): Promise<void> {
    const document = await progress.get({ guild, user });
    if (document && (document.name !== name || document.left !== null)) {
      lookedUp.delete(key);
      await progress.update({ guild, user, name }, meet);
    }
    known.set(key, { day, joined, name });
  }

  return {
    met(member) {
      const { guild, user, name, joined } = member;
      const key = `${guild}:${user}`;
      const day = Math.floor(now() / DAY_MS);
      const last = known.get(key);
      if (last && last.day === day && last.joined === joined && last.name === name) return null;
      return remember(key, day, member);
    },
    shown(guild, users) {
      const at = now();
      const until = (user: string) => lookedUp.get(`${guild}:${user}`) ?? Number.NEGATIVE_INFINITY;
      const due = users.filter((user) => until(user) <= at).sort((a, b) => until(a) - until(b));
      for (const user of due.slice(0, A_VIEW)) {
        if (waiting.size < WAITING) waiting.set(`${guild}:${user}`, { guild, user });
      }
      if (waiting.size && !stopped) void lookAll();
    },
    stop() {
      stopped = true;
    },
  };
}
