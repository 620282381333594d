/** Somebody at each door, again and again: prepared while all is well, asked at any moment, and held to what they were told. */
import { NotPossible, type Outcome } from '../../local-discord/client.ts';
import { renderText } from '../../local-discord/transcript.ts';
import type { Group } from '../support/group.ts';
import { livedMs } from '../support/lived.ts';
import type { Stage } from '../support/open-stage.ts';
import { type Door, take, type Walker, walkTo } from './doors.ts';

/** What was read, and how long it took from the click to the words, in milliseconds. */
export interface Told {
  readonly door: Door;
  readonly text: string;
  readonly took: number;
  /** What the same door said while all was well; null: it changes something, and so says something else each time. */
  readonly healthy: string | null;
}

export interface Visitor {
  readonly door: Door;
  /** Goes as far as to the last step; in health only. Resolves who stands there now. */
  prepare(): Promise<Walker>;
  /** The last step; null: the answer before took away what was to be pressed. */
  ask(): Promise<Told | null>;
}

/** Who may organize in a server of their own, has two stones, and a friend with one, and with one that waits for a look. */
export async function newWalker({ people, group }: Pick<Stage, 'people' | 'group'>): Promise<Walker> {
  const { name: guild, person } = await group();
  const number = guild.replace(/\D/g, '');
  // Their own in each server: how much one member may change is counted over all of them.
  const [member, friend] = [`olga-${number}`, `friend-${number}`];
  await people.change({ kind: 'add-role', guild, name: 'organizers', permissions: ['MANAGE_GUILD'] });
  await people.change({ kind: 'add-person', guild, name: member, role: 'organizers' });
  await people.change({ kind: 'add-person', guild, name: friend });
  const olga = person(member);
  await olga.slash('setup', { channel: '#study', timezone: 'UTC', day: 'Monday', challenge_day: 'Thursday' });
  await olga.click('Save');
  await olga.done({ phase: '1' });
  await olga.done({ phase: '2' });
  await person(friend).done({ phase: '1' });
  await countsAfter(olga, 'peer');
  await person(friend).done({ phase: '2' });
  // What waits goes on waiting; what is checked in from now on counts at once.
  await countsAfter(olga, 'word');
  return { people, guild, member, friend };
}

async function countsAfter(owner: ReturnType<Group['person']>, by: 'peer' | 'word'): Promise<void> {
  await owner.slash('setup');
  await owner.fill(await owner.click('Reviews'), { by });
}

export function createVisitor(stage: Stage, door: Door): Visitor {
  const { steps } = door;
  const last = steps[steps.length - 1] ?? steps[0];
  let walker: Walker | null = null;
  let [healthy, before]: [string | null, Outcome | null] = [null, null];
  const walk = async (walker: Walker) => {
    if (door.reads) healthy = textOf(await walkTo(walker, steps));
    before = await walkTo(walker, steps.slice(0, -1));
  };
  return {
    door,
    async prepare() {
      walker ??= await newWalker(stage);
      try {
        await walk(walker);
      } catch (error) {
        if (!(error instanceof NotPossible)) throw error;
        // What was to be pressed has done its work: the schedule is paused, the stone taken back.
        walker = await newWalker(stage);
        await walk(walker);
      }
      return walker;
    },
    async ask() {
      if (!walker) throw new Error('nobody is at this door yet');
      const began = livedMs();
      try {
        const outcome = await take(walker, before, last);
        return { door, text: textOf(outcome), took: livedMs() - began, healthy };
      } catch (error) {
        if (error instanceof NotPossible) return null;
        throw error;
      }
    },
  };
}

/** Everything that came of it, as the one who asked reads it. */
export function textOf(outcome: Outcome | null): string {
  if (!outcome) return '';
  if (outcome.choices) return outcome.choices.map(({ name }) => name).join('\n');
  const form = outcome.modal ? [`A form: ${outcome.modal.title}`] : [];
  return [...form, ...outcome.messages.map((message) => renderText(message))].join('\n') || outcome.status;
}
