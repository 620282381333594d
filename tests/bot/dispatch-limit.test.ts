import { InteractionResponseType as Type } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { PRIVATE_V2, press, slash, stage } from './stage.ts';

const withId = <T extends object>(raw: T, id: number) => ({ ...raw, id: String(id) });

describe('a member who does too much at once', () => {
  it('is told so privately, beside the card, and nothing else happens', async () => {
    const { dispatch, sent, afterwards } = stage();
    for (let id = 1; id <= 20; id++) await dispatch(withId(slash(), id));
    const before = afterwards.length;
    await dispatch(withId(press('v1:try:update'), 21));
    expect(sent.at(-1)).toEqual({
      what: 'callback',
      type: Type.ChannelMessageWithSource,
      flags: PRIVATE_V2,
      words: '⏳ **That was a lot at once.** Try again <t:6:R>; nothing was changed.',
    });
    expect(afterwards).toHaveLength(before);
  });

  it('may look at everything all the same, and gets no other answer to what is nowhere', async () => {
    const { dispatch, sent } = stage();
    for (let id = 1; id <= 30; id++) await dispatch(withId(slash(), id));
    await dispatch(withId(press('v1:try:look'), 31));
    await dispatch(withId(press('v1:try:nothing'), 32));
    expect(sent.slice(-2)).toMatchObject([{ words: 'seen' }, { words: expect.stringContaining('older version') }]);
  });

  it('is met by what does not say that it only reads: a new command is limited without a word about it', async () => {
    const { dispatch, sent } = stage();
    for (let id = 1; id <= 21; id++) await dispatch(withId(press('v1:try:aside'), id));
    expect(sent.at(-1)?.words).toContain('a lot at once');
  });

  it('may open as many forms as they like: sending one is what counts', async () => {
    const { dispatch, sent } = stage();
    for (let id = 1; id <= 30; id++) await dispatch(withId(press('v1:try:form'), id));
    await dispatch(withId(slash(), 31));
    expect(new Set(sent.slice(0, 30).map(({ type }) => type))).toEqual(new Set([Type.Modal]));
    expect(sent.at(-1)?.words).toBe('at once');
  });

  it('gets the same answer where one interaction is delivered again', async () => {
    const { dispatch, sent } = stage();
    for (let copy = 0; copy < 30; copy++) await dispatch(withId(slash(), 1));
    expect(new Set(sent.map(({ words }) => words))).toEqual(new Set(['at once']));
  });
});

it.each([
  ['changes something', 'liar'],
  ['posts for the group', 'poster'],
  ['changes something before its form', 'form-liar'],
])('what says that it only reads, or shows a form, and %s, fails where its author sees it', async (_, action) => {
  const { dispatch, sent, logged } = stage();
  await dispatch(press(`v1:try:${action}`));
  expect(sent.at(-1)?.words).toContain('went wrong on my side');
  expect(logged).toEqual(['an interaction failed']);
});
