/** People act, a real discord.js bot answers: every kind of interaction, every kind of answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Raw, type Stage, stage } from './bot.ts';

const COMMANDS = [
  {
    name: 'phase',
    description: 'Looks a phase up',
    options: [{ type: 3, name: 'phase', description: 'Which one', autocomplete: true }],
  },
  {
    name: 'assign',
    description: 'All kinds of options',
    options: [
      { type: 7, name: 'where', description: 'A channel', required: true },
      { type: 6, name: 'who', description: 'A person' },
      { type: 8, name: 'role', description: 'A role' },
      { type: 4, name: 'weeks', description: 'A number', min_value: 1, max_value: 4 },
      { type: 3, name: 'day', description: 'A day', choices: [{ name: 'Monday', value: 'mon' }] },
    ],
  },
  { name: 'poll', description: 'Has parts', options: [{ type: 1, name: 'create', description: 'Makes one' }] },
];

const row = (...components: object[]) => ({ type: 1, components });
const button = (label: string, id: string) => ({ type: 2, style: 1, label, custom_id: id });

let on: Stage;
beforeAll(async () => {
  on = await stage(COMMANDS, { timing: { answerWithinMs: 400, patienceMs: 1500, tokenLifeMs: 60_000 } });
});
afterAll(() => on.stop());

const answerWith = (data: object) => on.on((i) => on.callback(i, { type: 4, data }));
const original = (i: Raw) => `/webhooks/${on.local.applicationId}/${i.token}/messages/@original` as const;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { code: unknown }) => error.code,
  );

describe('a slash command', () => {
  test('reaches the bot, and its private answer is seen by nobody else', async () => {
    answerWith({ content: 'Phase 2', flags: 64 });
    const outcome = await on.people.slash('ana', 'study', 'phase', { phase: '2' });
    expect(outcome).toMatchObject({
      status: 'answered',
      deferred: false,
      messages: [{ content: 'Phase 2', private: true }],
    });
    expect(await on.people.messages('ben', 'study')).toEqual([]);
    expect(await on.people.messages('ana', 'study')).toHaveLength(1);
    const [message] = outcome.messages;
    await expect(on.rest.get(`/channels/${on.channel('study')}/messages/${message?.id ?? ''}`)).rejects.toMatchObject({
      code: 10008,
    });
  });

  test('carries member, permissions, context and locale as Discord sends them', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on.people.slash('ana', 'study', 'phase', { phase: 'borrow' });
    const raw = on.received.at(-1);
    expect(raw).toMatchObject({
      type: 2,
      version: 1,
      context: 0,
      locale: 'en-US',
      guild_locale: 'en-US',
      guild_id: on.guild,
      entitlements: [],
      authorizing_integration_owners: { '0': on.guild },
      member: { user: { username: 'ana' } },
      channel: { name: 'study', type: 0 },
      data: { name: 'phase', type: 1, options: [{ name: 'phase', type: 3, value: 'borrow' }] },
    });
    expect(BigInt(String(raw?.app_permissions)) & 0x800n).toBe(0x800n);
  });

  test('resolves channels, people and roles by the names that people type', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on.people.slash('admin', 'study', 'assign', {
      where: '#milestones',
      who: '@ben',
      role: 'learners',
      weeks: 2,
      day: 'Monday',
    });
    const data = on.received.at(-1)?.data as unknown as {
      options: { name: string; value: unknown }[];
      resolved: Record<string, object>;
    };
    const milestones = on.channel('milestones');
    expect(data.options.map(({ name }) => name)).toEqual(['where', 'who', 'role', 'weeks', 'day']);
    expect(data.options.at(-1)?.value).toBe('mon');
    expect(data.resolved.channels).toMatchObject({
      [milestones]: { name: 'milestones', app_permissions: expect.any(String) },
    });
    expect(Object.keys(data.resolved)).toEqual(['channels', 'users', 'members', 'roles']);
  });

  test('in direct messages comes with a user and without a server', async () => {
    answerWith({ content: 'ok' });
    const outcome = await on.people.slash('chloe', 'dm', 'phase');
    expect(on.received.at(-1)).toMatchObject({ context: 1, user: { username: 'chloe' } });
    expect(on.received.at(-1)).not.toHaveProperty('member');
    expect(outcome.status).toBe('answered');
  });

  test('sends a subcommand as an option of its own', async () => {
    answerWith({ content: 'ok', flags: 64 });
    await on.people.slash('ana', 'study', 'poll create');
    expect(on.received.at(-1)?.data).toMatchObject({ name: 'poll', options: [{ name: 'create', type: 1 }] });
  });

  test.each([
    ['a missing required option', () => on.people.slash('ana', 'study', 'assign', {}), /"where" is required/],
    [
      'a value that is no choice',
      () => on.people.slash('ana', 'study', 'assign', { where: '#study', day: 'Sunday' }),
      /one of: Monday/,
    ],
    [
      'a number out of range',
      () => on.people.slash('ana', 'study', 'assign', { where: '#study', weeks: 9 }),
      /from 1 to 4/,
    ],
    [
      'an option that is not there',
      () => on.people.slash('ana', 'study', 'phase', { colour: 'red' }),
      /no option "colour"/,
    ],
    ['a command that is not there', () => on.people.slash('ana', 'study', 'nothing'), /no command \/nothing/],
    ['a person who is not there', () => on.people.slash('zoe', 'study', 'phase'), /nobody here is called zoe/],
  ])('is not sent with %s', async (_what, attempt, reason) => {
    const before = on.received.length;
    await expect(attempt()).rejects.toThrow(reason);
    expect(on.received).toHaveLength(before);
  });
});

describe('the time to answer', () => {
  test('that passes without an answer fails the interaction, and a late answer is 10062', async () => {
    let late: Raw | undefined;
    on.on(async (i) => {
      late = i;
    });
    const outcome = await on.people.slash('ana', 'study', 'phase');
    expect(outcome).toMatchObject({ status: 'failed', messages: [] });
    expect(await code(on.callback(late as Raw, { type: 4, data: { content: 'x' } }))).toBe(10062);
  });

  test('is not shortened by moving the clock', async () => {
    on.on(async (i) => {
      await on.people.setClock(Date.now() + 86_400_000);
      await on.callback(i, { type: 4, data: { content: 'still in time', flags: 64 } });
    });
    expect((await on.people.slash('ana', 'study', 'phase')).status).toBe('answered');
    await on.people.setClock(Date.now());
  });

  test('a refused answer leaves the interaction unanswered', async () => {
    on.on((i) => on.callback(i, { type: 4, data: { content: 'x'.repeat(2001) } }));
    expect((await on.people.slash('ana', 'study', 'phase')).status).toBe('failed');
    expect((await on.people.problems()).at(-1)).toMatch(/data\.content BASE_TYPE_MAX_LENGTH/);
  });

  test('the loser of a race for one interaction gets 40060', async () => {
    const codes: unknown[] = [];
    on.on(async (i) => {
      codes.push(await code(on.callback(i, { type: 5, data: { flags: 64 } })));
      codes.push(await code(on.callback(i, { type: 4, data: { content: 'me too' } })));
      await on.rest.patch(original(i), { body: { content: 'done' }, auth: false });
    });
    await on.people.slash('ana', 'study', 'phase');
    expect(codes).toEqual(['accepted', 40060]);
  });
});

describe('a deferred answer', () => {
  test('shows "thinking" until the edit comes, and stays private', async () => {
    const flags: unknown[] = [];
    on.on(async (i) => {
      await on.callback(i, { type: 5, data: { flags: 64 } });
      flags.push(((await on.rest.get(original(i), { auth: false })) as { flags: number }).flags);
      const body = { flags: 1 << 15, components: [{ type: 10, content: 'Here it is' }] };
      flags.push(((await on.rest.patch(original(i), { body, auth: false })) as { flags: number }).flags);
    });
    const outcome = await on.people.slash('ana', 'study', 'phase');
    expect(outcome).toMatchObject({
      status: 'answered',
      deferred: true,
      messages: [{ private: true, edited_timestamp: null }],
    });
    expect(flags).toEqual([64 | 128, 64 | (1 << 15)]);
  });

  test('that nothing follows is reported as thinking', async () => {
    on.on((i) => on.callback(i, { type: 5 }));
    const outcome = await on.people.slash('ana', 'study', 'phase', {}, { patienceMs: 200 });
    expect(outcome).toMatchObject({ status: 'thinking', deferred: true, messages: [] });
  });

  test('is filled by the first follow-up, which keeps its visibility', async () => {
    on.on(async (i) => {
      await on.callback(i, { type: 5, data: { flags: 64 } });
      await on.rest.post(`/webhooks/${on.local.applicationId}/${i.token}`, { body: { content: 'first' }, auth: false });
    });
    expect((await on.people.slash('ana', 'study', 'phase')).messages).toMatchObject([
      { content: 'first', private: true },
    ]);
  });

  test('refuses the v2 flag on the deferral itself', async () => {
    const codes: unknown[] = [];
    on.on(async (i) => {
      codes.push(await code(on.callback(i, { type: 5, data: { flags: 64 | (1 << 15) } })));
      await on.callback(i, { type: 4, data: { content: 'x', flags: 64 } });
    });
    await on.people.slash('ana', 'study', 'phase');
    expect(codes).toEqual([50035]);
  });
});

describe('what comes after the first answer', () => {
  test('can be a private follow-up, an edit and a deletion', async () => {
    on.on(async (i) => {
      await on.callback(i, { type: 4, data: { content: 'public' } });
      const hook = `/webhooks/${on.local.applicationId}/${i.token}` as const;
      const private_ = (await on.rest.post(hook, { body: { content: 'private', flags: 64 }, auth: false })) as {
        id: string;
      };
      await on.rest.patch(`${hook}/messages/${private_.id}`, { body: { content: 'private, changed' }, auth: false });
      await on.rest.delete(original(i), { auth: false });
    });
    const { interaction } = await on.people.slash('ana', 'study', 'phase');
    const outcome = await on.people.until(async () => {
      const now = await on.people.outcome(interaction);
      return now.messages.length === 1 && now.messages[0]?.content === 'private, changed' ? now : undefined;
    });
    expect(outcome.messages).toMatchObject([{ private: true }]);
  });

  test('is 10015 before the first answer, 10008 where there is no message, 10015 for a token nobody gave out', async () => {
    const codes: unknown[] = [];
    on.on(async (i) => {
      codes.push(await code(on.rest.patch(original(i), { body: { content: 'x' }, auth: false })));
      await on.callback(i, { type: 9, data: { custom_id: 'm', title: 'T', components: [label('Link')] } });
      codes.push(await code(on.rest.get(original(i), { auth: false })));
      codes.push(await code(on.rest.get(original({ ...i, token: 'forged' }), { auth: false })));
    });
    await on.people.slash('ana', 'study', 'phase');
    await on.people.until(async () => codes.length === 3);
    expect(codes).toEqual([10015, 10008, 10015]);
  });

  test('is 50027 when the token has run out', async () => {
    const brief = await stage([COMMANDS[0] as object], { timing: { tokenLifeMs: 0 } });
    const seen = new Promise((resolve) => {
      brief.on(async (i) => {
        await brief.callback(i, { type: 4, data: { content: 'x' } });
        const path = `/webhooks/${brief.local.applicationId}/${i.token}/messages/@original` as const;
        resolve(await code(brief.rest.get(path, { auth: false })));
      });
    });
    await brief.people.slash('ana', 'study', 'phase');
    expect(await seen).toBe(50027);
    await brief.stop();
  });
});

const label = (text: string) => ({
  type: 18,
  label: text,
  component: { type: 4, custom_id: 'link', style: 1, required: false },
});

describe('autocomplete', () => {
  test('offers the choices of the bot while one types', async () => {
    on.on((i) => on.callback(i, { type: 8, data: { choices: [{ name: '2 · Ownership', value: '2' }] } }));
    const outcome = await on.people.autocomplete('ana', 'study', 'phase', { phase: 'own' }, 'phase');
    expect(outcome).toMatchObject({ status: 'answered', choices: [{ name: '2 · Ownership', value: '2' }] });
    expect(on.received.at(-1)).toMatchObject({ type: 4, data: { options: [{ value: 'own', focused: true }] } });
  });

  test('takes nothing but choices', async () => {
    on.on((i) => on.callback(i, { type: 4, data: { content: 'no' } }));
    expect((await on.people.autocomplete('ana', 'study', 'phase', {}, 'phase')).status).toBe('failed');
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
    await on.people.slash('ana', 'study', 'phase');
    on.on((i) => on.callback(i, { type: 7, data: { content: 'Checked in', components: [] } }));
    const outcome = await on.people.click('ana', 'study', 'check in');
    expect(on.received.at(-1)).toMatchObject({
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
    await on.people.slash('ben', 'study', 'phase');
    on.on(async (i) => {
      await on.callback(i, { type: 6 });
      await on.rest.patch(original(i), { body: { content: 'Changed' }, auth: false });
    });
    const outcome = await on.people.click('ben', 'study', 'v1:open');
    expect(outcome).toMatchObject({ status: 'answered', deferred: true, messages: [{ content: 'Changed' }] });
  });

  test("somebody else's private card can not be clicked", async () => {
    answerWith(card);
    await on.people.slash('ana', 'study', 'phase');
    await expect(on.people.click('mentor', 'study', 'Check in')).rejects.toThrow(/sees/);
  });

  test('a select sends values for labels, and names for people', async () => {
    const options = [
      { label: 'One', value: '1' },
      { label: 'Two', value: '2' },
    ];
    const selects = [row({ type: 3, custom_id: 's', placeholder: 'Pick', options }), row({ type: 5, custom_id: 'u' })];
    answerWith({ content: 'Choose', flags: 64, components: selects });
    await on.people.slash('ana', 'study', 'phase');
    answerWith({ content: 'ok', flags: 64 });
    await on.people.select('ana', 'study', ['two'], { select: 'pick' });
    expect(on.received.at(-1)?.data).toMatchObject({ component_type: 3, custom_id: 's', values: ['2'] });
    await on.people.select('ana', 'study', ['@ben'], { select: 'u' });
    expect(on.received.at(-1)?.data).toMatchObject({ component_type: 5, resolved: { users: expect.any(Object) } });
    await expect(on.people.select('ana', 'study', ['three'], { select: 'pick' })).rejects.toThrow(/there is: One, Two/);
  });

  test('an update is no answer to a slash command', async () => {
    on.on((i) => on.callback(i, { type: 7, data: { content: 'x' } }));
    expect((await on.people.slash('ana', 'study', 'phase')).status).toBe('failed');
  });
});

describe('a modal', () => {
  const modal = {
    type: 9,
    data: {
      custom_id: 'v1:proof',
      title: 'Your proof',
      components: [
        { type: 18, label: 'Link', component: { type: 4, custom_id: 'link', style: 1, max_length: 20 } },
        {
          type: 18,
          label: 'Track',
          component: { type: 3, custom_id: 'track', options: [{ label: 'Web', value: 'web' }] },
        },
        {
          type: 18,
          label: 'Criteria',
          component: {
            type: 22,
            custom_id: 'met',
            required: false,
            min_values: 0,
            options: [
              { label: 'Compiles', value: 'c' },
              { label: 'Tested', value: 't' },
            ],
          },
        },
      ],
    },
  };

  test('opens, is filled in by label, and comes back as Discord sends it', async () => {
    on.on((i) => on.callback(i, modal));
    const opened = await on.people.slash('ana', 'study', 'phase');
    expect(opened.modal?.title).toBe('Your proof');
    answerWith({ content: 'Thanks', flags: 64 });
    const outcome = await on.people.submit('ana', 'study', opened, {
      Link: 'https://a.io',
      Track: 'Web',
      met: ['Tested'],
    });
    expect(outcome.messages).toMatchObject([{ content: 'Thanks' }]);
    expect(on.received.at(-1)).toMatchObject({
      type: 5,
      data: {
        custom_id: 'v1:proof',
        components: [
          { type: 18, component: { type: 4, custom_id: 'link', value: 'https://a.io' } },
          { type: 18, component: { type: 3, custom_id: 'track', values: ['web'] } },
          { type: 18, component: { type: 22, custom_id: 'met', values: ['t'] } },
        ],
      },
    });
  });

  test('is not sent while a required field is empty or too long', async () => {
    on.on((i) => on.callback(i, modal));
    const opened = await on.people.slash('ana', 'study', 'phase');
    await expect(on.people.submit('ana', 'study', opened, { Track: 'Web' })).rejects.toThrow(
      /"Link" must be filled in/,
    );
    await expect(on.people.submit('ana', 'study', opened, { Link: 'x'.repeat(21), Track: 'Web' })).rejects.toThrow(
      /0 to 20/,
    );
  });

  test('is no answer to a modal', async () => {
    on.on((i) => on.callback(i, modal));
    const opened = await on.people.slash('ana', 'study', 'phase');
    expect((await on.people.submit('ana', 'study', opened, { Link: 'x', Track: 'Web' })).status).toBe('failed');
  });

  test('that a button opened may update the message of the button', async () => {
    answerWith({ content: 'Card', flags: 64, components: [row(button('Prove it', 'v1:prove'))] });
    await on.people.slash('ana', 'study', 'phase');
    on.on((i) => on.callback(i, modal));
    const opened = await on.people.click('ana', 'study', 'Prove it');
    on.on((i) => on.callback(i, { type: 7, data: { content: 'Proved', components: [] } }));
    const outcome = await on.people.submit('ana', 'study', opened, { Link: 'x', Track: 'web' });
    expect(on.received.at(-1)).toMatchObject({ message: { content: 'Card' } });
    expect(outcome.messages).toMatchObject([{ content: 'Proved', private: true }]);
  });
});
