import { describe, expect, test } from 'vitest';
import type { Settings, Weekday } from '../../src/domain/guild.ts';
import { dueSlots, nextSlots, type Slot } from '../../src/domain/schedule.ts';
import {
  acknowledge,
  type Choices,
  changeSettings,
  type Posted,
  pause,
  resume,
} from '../../src/domain/schedule-changes.ts';
import fc from '../support/chance.ts';
import { someSettings, utc } from '../support/settings.ts';

const PHASES = 5;
const HOUR = 3_600_000;

interface Post extends Slot {
  /** The fewest and the most weeks per phase that were in force since the prompt before. */
  readonly fewest: number;
  readonly most: number;
}

/** A bot that is up all the time: it posts whatever is due, once a key, and remembers it as the ledger would. */
class Group {
  settings: Settings;
  now: number;
  readonly posts: Post[] = [];
  readonly #keys = new Set<string>();
  #weeks: number[];

  constructor(settings: Settings, now: number) {
    this.settings = settings;
    this.now = now;
    this.#weeks = [settings.weeksPerPhase];
  }

  posted(): Posted {
    const newest = (kind: Slot['kind']) => this.posts.findLast((slot) => slot.kind === kind)?.week ?? null;
    return { prompt: newest('prompt'), challenge: newest('challenge') };
  }

  change(changes: Partial<Choices>): void {
    this.settings = changeSettings(this.settings, changes, this.now, this.posted(), PHASES);
    this.#weeks.push(this.settings.weeksPerPhase);
  }

  pause(): void {
    this.settings = pause(this.settings, this.now, 'owner', this.posted(), PHASES);
  }

  resume(): void {
    this.settings = resume(this.settings, this.now);
  }

  /** The settings are saved at the very moment in which the next post is on its way. */
  changeWhilePosting(changes: Partial<Choices>): void {
    const [slot] = nextSlots(this.settings, PHASES, this.now, 1);
    if (!slot) return;
    this.now = slot.at;
    const due = dueSlots(this.settings, PHASES, this.now).filter((each) => !this.#keys.has(keyOf(each)));
    this.change(changes);
    for (const each of due) {
      this.#post(each);
      this.settings = acknowledge(this.settings, each, PHASES, this.now);
    }
  }

  wait(hours: number): void {
    const until = this.now + hours * HOUR;
    for (;;) {
      for (const slot of dueSlots(this.settings, PHASES, this.now)) this.#post(slot);
      const [next] = nextSlots(this.settings, PHASES, this.now, 1);
      if (!next || next.at > until) break;
      this.now = next.at;
    }
    this.now = until;
  }

  #post(slot: Slot): void {
    if (this.#keys.has(keyOf(slot))) return;
    this.#keys.add(keyOf(slot));
    this.posts.push({ ...slot, fewest: Math.min(...this.#weeks), most: Math.max(...this.#weeks) });
    if (slot.kind === 'prompt') this.#weeks = [this.settings.weeksPerPhase];
  }
}

function keyOf({ kind, week }: Slot): string {
  return `${kind} ${week}`;
}

const weekday = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'America/Godthab',
);
const time = fc.constantFrom('00:00', '00:30', '02:30', '09:15', '18:00', '23:45');

const change: fc.Arbitrary<Partial<Choices>> = fc.oneof(
  fc.record({ day: weekday }),
  fc.record({ challengeDay: weekday }),
  fc.record({ time }),
  fc.record({ timezone: zone }),
  fc.record({ weeksPerPhase: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const) }),
  fc.record({ day: weekday, time, timezone: zone }),
);

type Step = (group: Group) => void;

/** A step that fast-check can print. */
function named(name: unknown, play: Step): Step {
  return Object.assign((group: Group) => play(group), { [fc.toStringMethod]: () => JSON.stringify(name) });
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 400 }).map((hours) => named({ hours }, (group) => group.wait(hours))),
  },
  { weight: 4, arbitrary: change.map((changes) => named(changes, (group) => group.change(changes))) },
  {
    weight: 1,
    arbitrary: change.map((changes) => named({ racing: changes }, (group) => group.changeWhilePosting(changes))),
  },
  fc.constant(named('pause', (group) => group.pause())),
  fc.constant(named('resume', (group) => group.resume())),
);

function play(steps: readonly Step[], group: Group): void {
  for (const each of steps) each(group);
  group.resume();
  group.wait(40 * 7 * 24);
}

const RUNS = Number(process.env.RUNS ?? 250);

function everyStory(see: (group: Group) => void): void {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 0, max: 400 }), (steps, hours) => {
      const now = utc('2026-09-20 10:00') + hours * HOUR;
      const group = new Group(someSettings({}, now), now);
      play(steps, group);
      see(group);
    }),
    { numRuns: RUNS },
  );
}

describe('whatever is changed, paused and resumed in whatever order', () => {
  test('prompts walk every phase from its first week on, without skip or repeat, to one closing', () => {
    everyStory((group) => {
      const prompts = group.posts.filter(({ kind }) => kind === 'prompt');
      let spent = { phaseIndex: 0, weeks: 0 };
      for (const { position, fewest, most } of prompts) {
        const story = JSON.stringify(prompts.map((post) => post.position));
        const at = position.kind === 'closing' ? { phaseIndex: PHASES, weekOfPhase: 0 } : position;
        if (at.phaseIndex === spent.phaseIndex) {
          expect(at.weekOfPhase, story).toBe(spent.weeks);
          expect(at.weekOfPhase, story).toBeLessThan(most);
        } else {
          expect([at.phaseIndex, at.weekOfPhase], story).toEqual([spent.phaseIndex + 1, 0]);
          expect(spent.weeks, story).toBeGreaterThanOrEqual(fewest);
        }
        spent = { phaseIndex: at.phaseIndex, weeks: at.weekOfPhase + 1 };
      }
      expect(prompts.at(-1)?.position).toEqual({ kind: 'closing' });
    });
  });

  test('an ISO week has at most one prompt', () => {
    everyStory((group) => {
      const weeks = group.posts.filter(({ kind }) => kind === 'prompt').map(({ week }) => week);
      expect(new Set(weeks).size).toBe(weeks.length);
      expect([...weeks].sort()).toEqual(weeks);
    });
  });

  test('every phase gets exactly one challenge, after its first prompt and before the next phase asks for its own', () => {
    everyStory((group) => {
      const challenges = group.posts.filter(({ kind }) => kind === 'challenge');
      const phases = challenges.map(({ position }) => (position.kind === 'phase' ? position.phaseIndex : -1));
      expect(phases).toEqual([0, 1, 2, 3, 4]);
      for (const challenge of challenges) {
        const opening = group.posts.find(({ kind, week }) => kind === 'prompt' && week === challenge.week);
        expect(opening?.position).toEqual(challenge.position);
        expect(challenge.at).toBeGreaterThan(opening?.at ?? Number.POSITIVE_INFINITY);
      }
    });
  });
});
