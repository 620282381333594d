import { expect, it } from 'vitest';
import { answerBytes } from '../../src/adapters/discord-answer.ts';

const said = (type: number, data?: unknown) => JSON.parse(answerBytes(type, data).toString());

it('writes what is frozen once, and all else as it is now', () => {
  const frozen = Object.freeze({ flags: 64 });
  expect(answerBytes(4, frozen)).toBe(answerBytes(4, frozen));
  const changing = { flags: 64 };
  expect(said(4, changing)).toEqual({ type: 4, data: { flags: 64 } });
  changing.flags = 0;
  expect(said(4, changing)).toEqual({ type: 4, data: { flags: 0 } });
});

it('tells a redraw from an answer, and needs no data', () => {
  const frozen = Object.freeze({ flags: 64 });
  expect([said(4, frozen).type, said(7, frozen).type, said(4, frozen).type]).toEqual([4, 7, 4]);
  expect(said(6)).toEqual({ type: 6 });
});
