/** What `/metrics` hears of interactions: each once, at its first answer, also where there is none. */
import { expect, test } from 'vitest';
import { press, slash, stage, typing } from './stage.ts';

test.each([
  ['an answer', slash(), 'try answered'],
  ['a form', press('v1:try:form'), 'try answered'],
  ['a sentence of an outage', press('v1:try:outage'), 'try storage away'],
  ['a newer document', press('v1:try:newer'), 'try newer document'],
  ['a bug', press('v1:try:bad-plan'), 'try error'],
  ['choices', typing('many'), 'try suggested'],
  ['a command of nobody’s', slash('gone'), 'unknown answered'],
  // The time is the first answer's, whatever comes behind it.
  ['an answer with a share behind it', press('v1:try:share'), 'try answered'],
])('%s is counted once, with its first answer', async (_what, raw, counted) => {
  const here = stage();
  await here.dispatch(raw);
  expect(here.counted).toEqual([[counted, 1]]);
});

test('what comes late is counted once, as what it became', async () => {
  const { dispatch, counted } = stage();
  for (const action of ['slow', 'slow-redraw-broken']) await dispatch(press(`v1:try:${action}`));
  expect(counted.map(([what]) => what)).toEqual(['try answered', 'try error']);
});

test.each([
  ['answered already', { taken: true }],
  ['refused by Discord', { refused: true }],
])('what is %s is counted as undelivered, whatever was to be said', async (_how, options) => {
  const { dispatch, counted } = stage(options);
  const asked = [slash(), press('v1:try:form'), press('v1:try:share'), press('v1:try:update'), typing('many')];
  for (const raw of asked) await dispatch(raw);
  expect(counted.map(([what]) => what)).toEqual(asked.map(() => 'try undelivered'));
});
