import { describe, expect, it } from 'vitest';
import { createWriteLimit } from '../../src/bot/write-limit.ts';

const SECOND = 1000;
const NOW = Date.UTC(2026, 7, 5);

/** Changes by members, each with an interaction of its own. */
function aLimit() {
  const limit = createWriteLimit();
  let ids = 0;
  const take = (user: string, now: number) => limit.take(user, String(ids++), now);
  const many = (user: string, count: number, now: number) =>
    Array.from({ length: count }, () => take(user, now)).filter((next) => next === null).length;
  return { limit, take, many };
}

describe('what one member may change at a time', () => {
  it('is twenty at once, and then one every six seconds', () => {
    const { many, take } = aLimit();
    expect(many('ana', 100, NOW)).toBe(20);
    expect(take('ana', NOW)).toBe(NOW + 6 * SECOND);
    expect(take('ana', NOW + 5999)).toBe(NOW + 6 * SECOND);
    expect(many('ana', 5, NOW + 6 * SECOND)).toBe(1);
    expect(many('ana', 100, NOW + 3600 * SECOND)).toBe(20);
  });

  it('is never met by somebody who checks a whole roadmap in, one card after the other', () => {
    const { take } = aLimit();
    const waits = Array.from({ length: 35 }, (_, n) => take('ana', NOW + n * 3 * SECOND));
    expect(waits.filter((next) => next !== null)).toEqual([]);
  });

  it('is nobody else’s concern', () => {
    const { many } = aLimit();
    many('ana', 100, NOW);
    expect(many('ben', 100, NOW)).toBe(20);
  });

  it('gives an interaction that comes again the same answer, and counts it once', () => {
    const { limit, many } = aLimit();
    for (let copy = 0; copy < 50; copy++) expect(limit.take('ana', 'one', NOW)).toBeNull();
    expect(many('ana', 19, NOW)).toBe(19);
    const refused = limit.take('ana', 'two', NOW);
    expect(refused).toBe(NOW + 6 * SECOND);
    expect(limit.take('ana', 'two', NOW + 60 * SECOND)).toBe(refused);
    expect(limit.take('ana', 'one', NOW)).toBeNull();
  });

  it('does not keep anybody waiting because a clock was set back', () => {
    const { many } = aLimit();
    many('ana', 100, NOW + 3600 * SECOND);
    expect(many('ana', 1, NOW)).toBe(0);
    expect(many('ana', 1, NOW + 6 * SECOND)).toBe(1);
  });

  it('is kept for those who wrote last, in bounded memory', () => {
    const { many, take } = aLimit();
    many('early', 100, NOW);
    many('ana', 100, NOW);
    for (let user = 0; user < 9_998; user++) take(`user-${user}`, NOW);
    many('ana', 1, NOW);
    for (let user = 0; user < 9_999; user++) take(`another-${user}`, NOW);
    expect(many('ana', 1, NOW)).toBe(0);
    expect(many('early', 1, NOW)).toBe(1);
  });
});
