import { describe, expect, it } from 'vitest';
import { ROADMAP } from '../../src/domain/limits.ts';
import { inOrder, targetArgs, targetOf } from '../../src/domain/review-target.ts';
import { actionId, parseActionId } from '../../src/messages/actions.ts';
import fc from '../support/chance.ts';

const target = fc.record({
  user: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String),
  phase: fc.stringMatching(new RegExp(`^[a-z0-9_-]{1,${ROADMAP.id}}$`)),
  at: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2059, 0, 1) }),
});

describe('what a review’s button means', () => {
  it('comes back from its id as it went in, beside the longest action and its ticks', () => {
    fc.assert(
      fc.property(target, (meant) => {
        const id = actionId('reviews', 'sit-approve', ...targetArgs(meant), 'sf');
        expect(id.length).toBeLessThanOrEqual(100);
        expect(targetOf(parseActionId(id)?.args ?? [])).toEqual(meant);
      }),
    );
  });

  it('is nothing where the id was made up', () => {
    for (const args of [[], ['1', '2'], ['ana', '2', 'a'], ['1', '', 'a'], ['1', '2', 'A'], ['1', '2', 'zzzzzzzzzz']])
      expect(targetOf(args)).toBeNull();
  });

  it('comes in one order for everybody: who has waited longest first, and nobody beside another', () => {
    fc.assert(
      fc.property(target, target, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(Math.sign(inOrder(one, other))).toBe(same ? 0 : -Math.sign(inOrder(other, one)));
        expect(inOrder(one, other) === 0).toBe(same);
        if (one.at < other.at) expect(inOrder(one, other)).toBeLessThan(0);
      }),
    );
  });
});
