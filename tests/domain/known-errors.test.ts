import { expect, it } from 'vitest';
import { errorsIn } from '../../src/domain/known-errors.ts';
import { aPhase, aRoadmap, words } from '../support/builders.ts';

const error = (code: string, said = code) => ({ code, url: null, text: words(said) });
const phases = [
  aPhase(1, { errors: [error('E0382', 'of phase 1'), error('unused_mut')] }),
  aPhase(2, { errors: [error('E0382', 'of phase 2'), error('E0502'), error('clippy::all')] }),
];
const roadmap = { ...aRoadmap(), phases };
const codes = (said: string) => errorsIn(roadmap, said, null).map(({ code }) => code);

it('finds each code once, in the order in which they stand there', () => {
  expect(codes('error[E0502]: …\nerror[E0382]: …\nerror[E0502]: again')).toEqual(['E0502', 'E0382']);
  expect(codes('(clippy::all) E0382')).toEqual(['clippy::all', 'E0382']);
});

it('takes no code for another one that only begins or ends like it', () => {
  expect(codes('E05021 xE0502 E0502_ unused_mutable')).toEqual([]);
  expect(codes('E05021, then E0502')).toEqual(['E0502']);
});

it('knows none where nothing is explained', () => {
  expect([codes(''), codes('E9999'), errorsIn(aRoadmap(), 'E0382', null)]).toEqual([[], [], []]);
});

it('explains a code as the phase does that is at hand', () => {
  const explained = (here: number | null) =>
    errorsIn(roadmap, 'E0382', here === null ? null : (phases[here] ?? null)).map(({ text }) => text.plain);
  expect([explained(1), explained(0), explained(null)]).toEqual([['of phase 2'], ['of phase 1'], ['of phase 1']]);
});
