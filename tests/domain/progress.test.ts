import { describe, expect, it } from 'vitest';
import {
  changeProof,
  checkIn,
  everDone,
  type ProgressEvent,
  phaseToDo,
  stones,
  takeBack,
} from '../../src/domain/progress.ts';
import fc from '../support/chance.ts';

const PHASES = [{ id: '1' }, { id: '2' }, { id: '3' }];

const asked = (phase: string, at: number) => ({ phase, at, by: `i${at}`, day: '2026-08-03', gday: '2026-08-03' });
const step = fc.record({ what: fc.constantFrom('done', 'undone', 'changed'), phase: fc.constantFrom('1', '2', '3') });

/** Plays requests one after the other, as a member would. */
function play(steps: readonly { what: string; phase: string }[]): ProgressEvent[] {
  const events: ProgressEvent[] = [];
  for (const [at, { what, phase }] of steps.entries()) {
    const request = asked(phase, at + 1);
    const result =
      what === 'done'
        ? checkIn(events, request)
        : what === 'undone'
          ? takeBack(events, request)
          : changeProof(events, request);
    if ('event' in result && !result.repeated) events.push(result.event);
  }
  return events;
}

describe('progress', () => {
  it('counts a milestone where it was first checked in, also after taking it back', () => {
    const events = play([
      { what: 'done', phase: '1' },
      { what: 'undone', phase: '1' },
      { what: 'done', phase: '1' },
    ]);
    expect(stones(events)).toMatchObject([{ phase: '1', at: 1 }]);
  });

  it('gives one stone a phase at most, whatever a member does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const found = stones(play(steps)).map(({ phase }) => phase);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  it('changes nothing when any interaction is delivered again', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.nat(), (steps, pick) => {
        const events = play(steps);
        const again = events[pick % Math.max(events.length, 1)];
        if (!again) return;
        expect(checkIn(events, { ...asked(again.phase, again.at), by: again.by })).toMatchObject({ repeated: true });
        expect(takeBack(events, { ...asked(again.phase, again.at), by: again.by })).toMatchObject({ repeated: true });
      }),
    );
  });

  it('sends on from what was done last, and back only when nothing is left ahead', () => {
    const next = (...phases: string[]) =>
      phaseToDo(PHASES, play(phases.map((phase) => ({ what: 'done', phase }))))?.id ?? null;
    expect(next()).toBe('1');
    expect(next('1')).toBe('2');
    expect(next('2')).toBe('3');
    expect(next('3')).toBe('1');
    expect(next('3', '1')).toBe('2');
    expect(next('1', '2', '3')).toBeNull();
  });

  it('goes on from the last check-in that still counts', () => {
    const steps = [
      { what: 'done', phase: '1' },
      { what: 'done', phase: '2' },
      { what: 'undone', phase: '2' },
    ];
    expect(phaseToDo(PHASES, play(steps))?.id).toBe('2');
  });

  it('lists stones in the order in which they were first checked in', () => {
    const steps = [
      { what: 'done', phase: '3' },
      { what: 'done', phase: '1' },
      { what: 'undone', phase: '3' },
      { what: 'done', phase: '2' },
      { what: 'done', phase: '3' },
    ];
    expect(stones(play(steps)).map(({ phase }) => phase)).toEqual(['3', '1', '2']);
  });

  it('lets a change of what was said make no stone of what was taken back', () => {
    const done: ProgressEvent = { kind: 'done', ...asked('1', 1), note: 'n' };
    const undone: ProgressEvent = { kind: 'undone', ...asked('1', 2) };
    const changed: ProgressEvent = { kind: 'changed', ...asked('1', 3), note: 'm' };
    expect(stones([done, undone, changed])).toEqual([]);
    const again: ProgressEvent = { kind: 'done', ...asked('1', 4) };
    expect(stones([done, undone, changed, again])[0]?.proof).toEqual({ note: 'n' });
  });

  it('has no phase to do exactly when every phase has its stone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const events = play(steps);
        const next = phaseToDo(PHASES, events);
        const done = stones(events).map(({ phase }) => phase);
        expect(next === null).toBe(done.length === PHASES.length);
        if (next) expect(done).not.toContain(next.id);
      }),
    );
  });

  it('replaces what was said as a whole, and finds it again after taking back', () => {
    const first: ProgressEvent = { kind: 'done', ...asked('1', 1), link: 'https://a.example.org/', note: 'n' };
    const changed: ProgressEvent = { kind: 'changed', ...asked('1', 2), note: 'm' };
    expect(stones([first, changed])[0]?.proof).toEqual({ note: 'm' });
    const undone: ProgressEvent = { kind: 'undone', ...asked('1', 3) };
    const again: ProgressEvent = { kind: 'done', ...asked('1', 4) };
    expect(stones([first, changed, undone, again])[0]?.proof).toEqual({ note: 'm' });
    expect(everDone([first, undone], '1')).toBe(true);
  });
});
