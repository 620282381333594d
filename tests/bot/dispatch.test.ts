import { InteractionResponseType as Type } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { from, PRIVATE_V2, press, slash, stage, submitted, typing } from './stage.ts';

describe.concurrent('an answer', () => {
  it('comes at once, privately, as components v2', async () => {
    const { dispatch, sent } = stage();
    await dispatch(slash());
    expect(sent).toEqual([
      { what: 'callback', type: Type.ChannelMessageWithSource, flags: PRIVATE_V2, words: 'at once' },
    ]);
  });

  it('is deferred privately when it takes long, and then edited in; a deferral is not components v2', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:slow'));
    expect(sent).toMatchObject([
      { type: Type.DeferredChannelMessageWithSource, flags: 64 },
      { what: 'edit', flags: 1 << 15, words: 'late' },
    ]);
  });

  it('is deferred after a second and a half, half of what Discord waits', async () => {
    const { dispatch, sent } = stage();
    // A turn after its timer, as deadlines are: on a busy machine all of them may be over at once.
    const sentAfter = (ms: number) =>
      new Promise((resolve) => setTimeout(() => setImmediate(() => resolve(sent.length)), ms));
    const [before, after] = [sentAfter(1_400), sentAfter(1_600)];
    await dispatch(press('v1:try:slow'));
    expect([await before, await after]).toEqual([0, 2]);
  });

  it('is followed by what comes afterwards, which learns whether there is a message beside which more can be said', async () => {
    const { dispatch, afterwards } = stage();
    await dispatch(press('v1:try:form'));
    await dispatch(slash());
    await dispatch(press('v1:try:slow'));
    const taken = stage({ taken: true });
    await taken.dispatch(slash());
    expect([...afterwards, ...taken.afterwards].map(({ told }) => told)).toEqual([false, true, true, false]);
  });

  it('tells afterwards whom it showed, late or not', async () => {
    const { dispatch, afterwards } = stage();
    for (const action of ['board', 'slow-board', 'slow']) await dispatch(press(`v1:try:${action}`));
    expect(afterwards.map(({ shown }) => shown)).toEqual([['7', '8'], ['7', '8'], []]);
    const taken = stage({ taken: true });
    await taken.dispatch(press('v1:try:board'));
    expect(taken.afterwards[0]?.shown).toEqual([]);
  });

  it('redraws the private card it sits on', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:update'));
    expect(sent).toMatchObject([{ type: Type.UpdateMessage, words: 'redrawn' }]);
  });

  it('never redraws what everybody sees: there it is a private answer', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:update', 0));
    expect(sent).toMatchObject([{ type: Type.ChannelMessageWithSource, flags: PRIVATE_V2, words: 'redrawn' }]);
  });

  it('draws anew what everybody sees only where that is asked for, and then wherever it sits', async () => {
    const { dispatch, sent } = stage();
    for (const flags of [0, 64]) await dispatch(press('v1:try:redraw', flags));
    await dispatch(submitted('v1:try:redraw'));
    expect(sent).toEqual([
      { what: 'callback', type: Type.UpdateMessage, flags: 1 << 15, words: 'drawn anew' },
      { what: 'callback', type: Type.UpdateMessage, flags: 1 << 15, words: 'drawn anew' },
      { what: 'callback', type: Type.ChannelMessageWithSource, flags: PRIVATE_V2, words: 'drawn anew' },
    ]);
  });

  it('leaves what everybody sees as it is until it is drawn anew, late', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:slow-redraw', 0));
    expect(sent).toMatchObject([{ type: Type.DeferredMessageUpdate }, { what: 'edit', words: 'drawn anew, late' }]);
  });

  it.each([
    ['redraw-aside', 'beside'],
    ['redraw-outage', 'can’t reach my storage'],
    ['slow-redraw-aside', 'beside, late'],
    ['slow-redraw-broken', 'went wrong on my side'],
  ])('never puts over what everybody sees what is meant for one: %s', async (action, words) => {
    const { dispatch, sent } = stage();
    await dispatch(press(`v1:try:${action}`, 0));
    expect(sent.map(({ what, type }) => type ?? what)).toEqual(
      action.startsWith('slow') ? [Type.DeferredMessageUpdate, 'follow-up'] : [Type.ChannelMessageWithSource],
    );
    expect(sent.at(-1)).toMatchObject({ flags: PRIVATE_V2, words: expect.stringContaining(words) });
  });

  it('defers a redraw without a message of its own', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:slow-update'));
    expect(sent).toMatchObject([{ type: Type.DeferredMessageUpdate }, { what: 'edit', words: 'redrawn late' }]);
  });

  it('says what went wrong beside the card, never over it', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:aside'));
    await dispatch(press('v1:try:slow-aside'));
    expect(sent).toMatchObject([
      { type: Type.ChannelMessageWithSource, flags: PRIVATE_V2, words: 'no' },
      { type: Type.DeferredMessageUpdate },
      { what: 'follow-up', flags: PRIVATE_V2, words: 'no, late' },
    ]);
  });

  it('gives up on a form in time to say so, since a form cannot be deferred', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:modal'));
    expect(sent).toMatchObject([
      {
        type: Type.ChannelMessageWithSource,
        flags: PRIVATE_V2,
        words: 'That form took too long to open. Please press again.',
      },
    ]);
  });

  it('is left alone when another process gave it already', async () => {
    const { dispatch, sent } = stage({ taken: true });
    await dispatch(press('v1:try:slow'));
    await dispatch(press('v1:try:share'));
    expect(sent.map(({ what }) => what)).toEqual(['callback', 'callback']);
  });

  it('is followed by the group’s copy, and says so when Discord refuses that', async () => {
    const fine = stage();
    await fine.dispatch(press('v1:try:share'));
    expect(fine.sent.at(-1)).toMatchObject({ what: 'follow-up', flags: 1 << 15, words: 'all' });
    const refused = stage({ refuseShares: true });
    await refused.dispatch(press('v1:try:share'));
    expect(refused.sent.at(-1)?.words).toContain('the group has not seen it');
  });

  it('keeps its file and the group’s copy also when it comes late', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:slow-share'));
    expect(sent).toMatchObject([
      { type: Type.DeferredChannelMessageWithSource },
      { what: 'edit', files: 1 },
      { what: 'follow-up', flags: 1 << 15, words: 'all' },
    ]);
  });

  it('is refused to a button that was pressed where its command does not exist', async () => {
    const { dispatch, sent } = stage();
    const direct = { guild_id: undefined, member: undefined, user: from.member.user };
    await dispatch({ ...press('v1:try:update'), ...direct });
    expect(sent[0]?.words).toContain('older version');
  });

  it.each([
    'v1:try:nothing',
    'v1:nobody:update',
    'v1:try:constructor',
    'v1:try:__proto__',
    'v2:try:update',
    'x',
    `v1:try:${'x'.repeat(100)}`,
    `v1:try:update:${'x'.repeat(60)}:${'x'.repeat(60)}`,
  ])('meets the foreign custom id %s with a sentence', async (id) => {
    const { dispatch, sent } = stage();
    await dispatch(press(id));
    expect(sent[0]?.words).toContain('older version');
  });

  it.each([slash('constructor'), slash('gone')])('meets an unknown command with a sentence', async (raw) => {
    const { dispatch, sent } = stage();
    await dispatch(raw);
    expect(sent[0]?.words).toContain('I don’t know that command');
  });

  it('is not missing because of a bug in how it should come', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:bad-plan'));
    expect(sent[0]?.words).toContain('went wrong on my side');
  });

  it('says that a newer version wrote what is stored, and that nothing is lost', async () => {
    const { dispatch, sent } = stage();
    await dispatch(press('v1:try:newer'));
    expect(sent[0]?.words).toContain('written by a newer version');
    expect(sent[0]?.words).not.toContain('code');
  });

  it('has words of its own for an outage', async () => {
    const { dispatch, sent, logged } = stage();
    await dispatch(press('v1:try:outage'));
    expect(sent[0]?.words).toContain('can’t reach my storage');
    expect(sent[0]?.words).toContain('may or may not be saved');
    expect(logged).toEqual(['the store did not answer']);
  });

  it('has one line in the log for an outage, however many meet it, and none that an answer was lost', async () => {
    const { dispatch, sent, logged } = stage({ storeAwayAfterwards: true });
    await Promise.all([press('v1:try:outage'), press('v1:try:outage'), slash()].map((raw) => dispatch(raw)));
    expect(sent).toHaveLength(3);
    expect(logged).toEqual(['the store did not answer']);
  });

  it.each([null, 'x', {}, { type: 2 }, { ...slash(), id: '1 OR 1' }, { ...slash(), type: 99 }])(
    'stays silent and standing on %j',
    async (raw) => {
      const { dispatch, sent, logged } = stage();
      await dispatch(raw);
      expect(sent).toEqual([]);
      expect(logged).toHaveLength(1);
    },
  );
});

describe('suggestions', () => {
  it('are at most as many as Discord takes', async () => {
    const { dispatch, choices } = stage();
    await dispatch(typing('many'));
    expect(choices).toHaveLength(25);
  });

  it.each(['broken', 'unknown', 'constructor'])(
    'are an empty list for the option “%s”, never silence',
    async (option) => {
      const { dispatch, sent, choices } = stage();
      await dispatch(typing(option));
      expect(sent).toMatchObject([{ type: Type.ApplicationCommandAutocompleteResult }]);
      expect(choices).toEqual([]);
    },
  );
});
