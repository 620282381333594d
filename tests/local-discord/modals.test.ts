/** Modals: opened by commands and buttons, filled in by people, submitted to a real discord.js bot. */
import { describe, expect, test } from 'vitest';
import { checkModal } from '../../local-discord/rules/modals.ts';
import { button, HASTY, row, scene } from './scene.ts';

const { on, answerWith } = scene();

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
    on().on((i) => on().callback(i, modal));
    const opened = await on().people.slash('ana', 'study', 'phase');
    expect(opened.modal?.title).toBe('Your proof');
    answerWith({ content: 'Thanks', flags: 64 });
    const outcome = await on().people.submit('ana', 'study', opened, {
      Link: 'https://a.io',
      Track: 'Web',
      met: ['Tested'],
    });
    expect(outcome.messages).toMatchObject([{ content: 'Thanks' }]);
    expect(on().received.at(-1)).toMatchObject({
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
    on().on((i) => on().callback(i, modal));
    const opened = await on().people.slash('ana', 'study', 'phase');
    await expect(on().people.submit('ana', 'study', opened, { Track: 'Web' })).rejects.toThrow(
      /"Link" must be filled in/,
    );
    await expect(on().people.submit('ana', 'study', opened, { Link: 'x'.repeat(21), Track: 'Web' })).rejects.toThrow(
      /0 to 20/,
    );
  });

  describe('with a role and a channel to choose', () => {
    const chosen = (more: object = {}, channel: object = {}) => ({
      type: 9,
      data: {
        custom_id: 'v1:where',
        title: 'Where',
        components: [
          {
            type: 18,
            label: 'Role',
            component: { type: 6, custom_id: 'role', required: false, min_values: 0, ...more },
          },
          {
            type: 18,
            label: 'Channel',
            component: {
              type: 8,
              custom_id: 'channel',
              channel_types: [0],
              required: false,
              min_values: 0,
              ...channel,
            },
          },
        ],
      },
    });

    test('comes back with what each of them is, and what the bot may do in the channel', async () => {
      on().on((i) => on().callback(i, chosen()));
      const opened = await on().people.slash('ana', 'study', 'phase');
      answerWith({ content: 'Thanks', flags: 64 });
      await on().people.submit('ana', 'study', opened, { Role: ['@mentors'], Channel: ['#milestones'] });
      const { data } = on().received.at(-1) as { data: { resolved: Record<string, Record<string, object>> } };
      expect(Object.values(data.resolved.roles ?? {})).toMatchObject([{ name: 'mentors' }]);
      expect(Object.values(data.resolved.channels ?? {})).toMatchObject([
        { name: 'milestones', type: 0, app_permissions: expect.stringMatching(/^\d+$/) },
      ]);
      await expect(on().people.submit('ana', 'study', opened, { Channel: ['#nowhere'] })).rejects.toThrow(/no channel/);
    });

    test('keeps what was chosen before where nobody touches it', async () => {
      const world = await on().people.world();
      const role = world.guilds[0]?.roles.find(({ name }) => name === 'mentors')?.id;
      on().on((i) => on().callback(i, chosen({ default_values: [{ id: role, type: 'role' }] })));
      const opened = await on().people.slash('ana', 'study', 'phase');
      answerWith({ content: 'Thanks', flags: 64 });
      await on().people.submit('ana', 'study', opened, {});
      expect(on().received.at(-1)).toMatchObject({
        data: { components: [{ component: { values: [role] } }, { component: { values: [] } }] },
      });
    });

    test.each([
      ['of another kind', [{ id: '1', type: 'channel' }], 'SELECT_DEFAULT_VALUE_TYPE_INVALID'],
      [
        'more than it takes',
        [
          { id: '1', type: 'role' },
          { id: '2', type: 'role' },
        ],
        'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      ],
    ])('is refused with default values %s', async (_, default_values, code) => {
      const { components } = chosen({ default_values }).data;
      expect(checkModal(components as never).map((problem) => problem.code)).toEqual([code]);
    });
  });

  test('is no answer to a modal', async () => {
    on().on((i) => on().callback(i, modal));
    const opened = await on().people.slash('ana', 'study', 'phase');
    const answer = await on().people.submit('ana', 'study', opened, { Link: 'x', Track: 'Web' }, HASTY);
    expect(answer.status).toBe('failed');
  });

  test('that a button opened may update the message of the button', async () => {
    answerWith({ content: 'Card', flags: 64, components: [row(button('Prove it', 'v1:prove'))] });
    await on().people.slash('ana', 'study', 'phase');
    on().on((i) => on().callback(i, modal));
    const opened = await on().people.click('ana', 'study', 'Prove it');
    on().on((i) => on().callback(i, { type: 7, data: { content: 'Proved', components: [] } }));
    const outcome = await on().people.submit('ana', 'study', opened, { Link: 'x', Track: 'web' });
    expect(on().received.at(-1)).toMatchObject({ message: { content: 'Card' } });
    expect(outcome.messages).toMatchObject([{ content: 'Proved', private: true }]);
  });
});
