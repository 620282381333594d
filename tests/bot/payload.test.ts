import { expect, it } from 'vitest';
import { edited, privately, publicly } from '../../src/bot/payload.ts';

const said = (content: string) => ({ components: [{ type: 10 as const, content }] });

it('is made once of a frozen message, for each way of saying it, and frozen too', () => {
  const message = Object.freeze(said('the same for everybody'));
  for (const put of [privately, publicly, edited]) expect(put(message)).toBe(put(message));
  expect([privately(message).flags, publicly(message).flags, edited(message).flags]).toEqual([32832, 32768, 32768]);
  expect(Object.isFrozen(privately(message))).toBe(true);
});

it('is made anew of any other, as it is now', () => {
  const message = said('before');
  const before = privately(message);
  message.components = said('after').components;
  expect([before.components, privately(message).components]).toEqual([said('before').components, message.components]);
});
