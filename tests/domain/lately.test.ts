/** What is remembered is what would be made anew. */
import { expect, test } from 'vitest';
import { lately } from '../../src/domain/lately.ts';

test('makes something of the last two lists once, and of a list that has grown again', () => {
  const made: string[] = [];
  const joined = lately((list: readonly string[]) => {
    made.push(list.join(''));
    return list.join('');
  });
  const [a, b, c] = [['a'], ['b'], ['c']];
  expect([a, b, a, b, c, b, a].map(joined)).toEqual(['a', 'b', 'a', 'b', 'c', 'b', 'a']);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  a.push('!');
  expect(joined(a)).toBe('a!');
});
