/** People act, a real discord.js bot answers: commands, autocomplete, buttons and selects. */
import { describe, expect, test } from 'vitest';
import { NotPossible } from '../../local-discord/client.ts';
import { button, HASTY, row, scene } from './scene.ts';

const { on, answerWith, original } = scene();

describe('a slash command', () => {
  test('reaches the bot, and its private answer is seen by nobody else', async () => {
    answerWith({ content: 'Phase 2', flags: 64 });
    const outcome = await on().people.slash('ana', 'study', 'phase', { phase: '2' });
    expect(outcome).toMatchObject({
      status: 'answered',
      deferred: false,
      messages: [{ content: 'Phase 2', private: true }],
    });
    const [message] = outcome.messages;
    const reads = async (who: string) => (await on().people.messages(who, 'study')).map(({ id }) => id);
    expect(await reads('ana')).toContain(message?.id);
    expect(await reads('ben')).not.toContain(message?.id);
    await expect(
      on().rest.get(`/channels/${on().channel('study')}/messages/${message?.id ?? ''}`),
    ).rejects.toMatchObject({
      code: 10008,
    });
  });

  test('carries member, permissions, context and locale as Discord sends them', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on().people.slash('ana', 'study', 'phase', { phase: 'borrow' });
    const raw = on().received.at(-1);
    expect(raw).toMatchObject({
      type: 2,
      version: 1,
      context: 0,
      locale: 'en-US',
      guild_locale: 'en-US',
      guild_id: on().guild,
      entitlements: [],
      authorizing_integration_owners: { '0': on().guild },
      member: { user: { username: 'ana' } },
      channel: { name: 'study', type: 0 },
      data: { name: 'phase', type: 1, options: [{ name: 'phase', type: 3, value: 'borrow' }] },
    });
    expect(BigInt(String(raw?.app_permissions)) & 0x800n).toBe(0x800n);
  });

  test('resolves channels, people and roles by the names that people type', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on().people.slash('admin', 'study', 'assign', {
      where: '#milestones',
      who: '@ben',
      role: 'learners',
      weeks: 2,
      day: 'Monday',
      quiet: 'True',
    });
    const data = on().received.at(-1)?.data as unknown as {
      options: { name: string; value: unknown }[];
      resolved: Record<string, object>;
    };
    const milestones = on().channel('milestones');
    expect(data.options.map(({ name }) => name)).toEqual(['where', 'who', 'role', 'weeks', 'day', 'quiet']);
    expect(data.options.slice(-2).map(({ value }) => value)).toEqual(['mon', true]);
    expect(data.resolved.channels).toMatchObject({
      [milestones]: { name: 'milestones', app_permissions: expect.any(String) },
    });
    expect(Object.keys(data.resolved)).toEqual(['channels', 'users', 'members', 'roles']);
  });

  test('in direct messages comes with a user and without a server', async () => {
    answerWith({ content: 'ok' });
    const outcome = await on().people.slash('chloe', 'dm', 'phase');
    expect(on().received.at(-1)).toMatchObject({ context: 1, user: { username: 'chloe' } });
    expect(on().received.at(-1)).not.toHaveProperty('member');
    expect(outcome.status).toBe('answered');
  });

  test('sends a subcommand as an option of its own', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on().people.slash('ana', 'study', 'poll create');
    expect(on().received.at(-1)?.data).toMatchObject({ name: 'poll', options: [{ name: 'create', type: 1 }] });
  });

  test.each([
    ['a missing required option', () => on().people.slash('ana', 'study', 'assign', {}), /"where" is required/],
    [
      'a value that is no choice',
      () => on().people.slash('ana', 'study', 'assign', { where: '#study', day: 'Sunday' }),
      /one of: Monday/,
    ],
    [
      'a number out of range',
      () => on().people.slash('ana', 'study', 'assign', { where: '#study', weeks: 9 }),
      /from 1 to 4/,
    ],
    [
      'neither yes nor no',
      () => on().people.slash('ana', 'study', 'assign', { where: '#study', quiet: 'perhaps' }),
      /one of: True, False/,
    ],
    [
      'an option that is not there',
      () => on().people.slash('ana', 'study', 'phase', { colour: 'red' }),
      /no option "colour"/,
    ],
    ['a command that is not there', () => on().people.slash('ana', 'study', 'nothing'), /no command \/nothing/],
    ['a person who is not there', () => on().people.slash('zoe', 'study', 'phase'), /nobody here is called zoe/],
  ])('is not sent with %s', async (_what, attempt, reason) => {
    const before = on().received.length;
    await expect(attempt()).rejects.toThrow(NotPossible);
    await expect(attempt()).rejects.toThrow(reason);
    expect(on().received).toHaveLength(before);
  });
});

describe('autocomplete', () => {
  test('offers the choices of the bot while one types', async () => {
    on().on((i) => on().callback(i, { type: 8, data: { choices: [{ name: '2 · Ownership', value: '2' }] } }));
    const outcome = await on().people.autocomplete('ana', 'study', 'phase', { phase: 'own' }, 'phase');
    expect(outcome).toMatchObject({ status: 'answered', choices: [{ name: '2 · Ownership', value: '2' }] });
    expect(on().received.at(-1)).toMatchObject({ type: 4, data: { options: [{ value: 'own', focused: true }] } });
  });

  test('takes nothing but choices', async () => {
    on().on((i) => on().callback(i, { type: 4, data: { content: 'no' } }));
    expect((await on().people.autocomplete('ana', 'study', 'phase', {}, 'phase', HASTY)).status).toBe('failed');
  });
});

describe('buttons and selects', () => {
  const card = {
    content: 'Card',
    flags: 64,
    components: [row(button('Check in', 'v1:done'), button('Open', 'v1:open'))],
  };

  test('a click carries the message and may update it in place', async () => {
    answerWith(card);
    await on().people.slash('ana', 'study', 'phase');
    on().on((i) => on().callback(i, { type: 7, data: { content: 'Checked in', components: [] } }));
    const outcome = await on().people.click('ana', 'study', 'check in');
    expect(on().received.at(-1)).toMatchObject({
      type: 3,
      data: { custom_id: 'v1:done', component_type: 2 },
      message: { content: 'Card' },
    });
    expect(outcome).toMatchObject({
      status: 'answered',
      messages: [{ content: 'Checked in', components: [], private: true }],
    });
  });

  test('a deferred update changes the card, and a private follow-up stands beside it', async () => {
    answerWith(card);
    await on().people.slash('ben', 'study', 'phase');
    on().on(async (i) => {
      await on().callback(i, { type: 6 });
      await on().rest.patch(original(i), { body: { content: 'Changed' }, auth: false });
    });
    const outcome = await on().people.click('ben', 'study', 'v1:open');
    expect(outcome).toMatchObject({ status: 'answered', deferred: true, messages: [{ content: 'Changed' }] });
  });

  test('a public card is drawn anew for everybody by whoever clicks, with the ids it had, and pings nobody meanwhile', async () => {
    const { people, rest } = on();
    const post = (...parts: object[]) => ({ components: [...parts, row(button('I can', 'v1:can'))], flags: 1 << 15 });
    const words = (id: number, content: string) => ({ type: 10, id, content });
    await rest.post(`/channels/${on().channel('study')}/messages`, { body: post(words(101, 'Who can?')) });
    const { guilds } = await people.world();
    const ben = guilds[0]?.members.find(({ name }) => name === 'ben')?.id ?? '';
    on().on((i) => {
      const drawn = [words(101, 'Who can?'), words(102, `<@${ben}> can`)];
      return on().callback(i, { type: 7, data: { ...post(...drawn), allowed_mentions: { parse: [] } } });
    });
    await people.click('ben', 'study', 'I can');
    expect(on().received.at(-1)).toMatchObject({ message: { components: [{ id: 101, content: 'Who can?' }, {}] } });
    const [seen] = (await people.messages('ana', 'study')).slice(-1);
    expect(seen).toMatchObject({ private: false, mentions: [], components: [{ id: 101 }, { id: 102 }, {}] });
  });

  test("somebody else's private card can not be clicked", async () => {
    answerWith(card);
    await on().people.slash('ana', 'study', 'phase');
    await expect(on().people.click('mentor', 'study', 'Check in')).rejects.toThrow(/sees/);
  });

  test('a select sends values for labels, and names for people', async () => {
    const options = [
      { label: 'One', value: '1' },
      { label: 'Two', value: '2' },
    ];
    const selects = [row({ type: 3, custom_id: 's', placeholder: 'Pick', options }), row({ type: 5, custom_id: 'u' })];
    answerWith({ content: 'Choose', flags: 64, components: selects });
    await on().people.slash('ana', 'study', 'phase');
    answerWith({ content: 'ok', flags: 64 });
    await on().people.select('ana', 'study', ['two'], { select: 'pick' });
    expect(on().received.at(-1)?.data).toMatchObject({ component_type: 3, custom_id: 's', values: ['2'] });
    await on().people.select('ana', 'study', ['@ben'], { select: 'u' });
    expect(on().received.at(-1)?.data).toMatchObject({ component_type: 5, resolved: { users: expect.any(Object) } });
    await expect(on().people.select('ana', 'study', ['three'], { select: 'pick' })).rejects.toThrow(
      /there is: One, Two/,
    );
  });

  test('an update is no answer to a slash command', async () => {
    on().on((i) => on().callback(i, { type: 7, data: { content: 'x' } }));
    expect((await on().people.slash('ana', 'study', 'phase', {}, HASTY)).status).toBe('failed');
  });
});
