import { describe, expect, it } from 'vitest';
import { readInteraction } from '../../src/bot/interaction.ts';

const USER = { id: '7', username: 'ana', global_name: 'Ana' };
const from = {
  id: '1',
  application_id: '2',
  token: 't',
  guild_id: '9',
  channel: { id: '8' },
  member: { user: USER, nick: 'Ana of the Hills', permissions: '32' },
};
const NOW = 1_700_000_000_000;

function slash(options: readonly object[], resolved: object = {}) {
  const read = readInteraction({ ...from, type: 2, data: { name: 'x', options, resolved } }, NOW);
  return read?.kind === 'command' ? { ...read.asked.options } : null;
}

describe('who asked', () => {
  const nameOf = (extra: object) =>
    readInteraction({ ...from, type: 2, data: { name: 'x' }, ...extra }, NOW)?.asked.name;

  it('goes by the name that the server shows: nickname, else display name, else user name', () => {
    expect(nameOf({})).toBe('Ana of the Hills');
    expect(nameOf({ member: { ...from.member, nick: null } })).toBe('Ana');
    expect(nameOf({ member: { ...from.member, nick: null, user: { ...USER, global_name: null } } })).toBe('ana');
  });

  it('has no server and no rights in a direct message', () => {
    const direct = { ...from, guild_id: undefined, member: undefined, user: USER, type: 2, data: { name: 'x' } };
    expect(readInteraction(direct, NOW)?.asked).toMatchObject({ guild: null, user: '7', permissions: 0n, now: NOW });
  });

  it('came into the server when Discord says so; it does not in a direct message', () => {
    const joined = (member: object | undefined) =>
      readInteraction({ ...from, user: USER, type: 2, data: { name: 'x' }, member }, NOW)?.joined;
    expect(joined({ ...from.member, joined_at: '2026-11-22T10:00:00.000000+00:00' })).toMatch(/^2026-11-22T10/);
    expect([joined({ ...from.member, joined_at: null }), joined(undefined)]).toEqual(['', '']);
  });

  it('is nobody, and so no interaction, without a user or a channel', () => {
    const data = { type: 2, data: { name: 'x' } };
    expect(readInteraction({ ...from, ...data, member: undefined }, NOW)).toBeNull();
    expect(readInteraction({ ...from, ...data, channel: undefined }, NOW)).toBeNull();
  });
});

describe('what is not an interaction of Discord’s', () => {
  const whole = { ...from, type: 2, data: { name: 'x' } };

  it('is none where an id, which becomes a key of the store, is something else', () => {
    expect(readInteraction(whole, NOW)).not.toBeNull();
    for (const strange of ['', 'a', '1:2', '9'.repeat(21), 7, null]) {
      for (const broken of [
        { id: strange },
        { guild_id: strange ?? {} },
        { channel: { id: strange } },
        { member: { ...from.member, user: { ...USER, id: strange } } },
      ])
        expect(readInteraction({ ...whole, ...broken }, NOW), JSON.stringify(broken)).toBeNull();
    }
  });

  it('is none where something is missing, or of a kind that Cairn does not have', () => {
    for (const type of [2, 3, 4, 5]) expect(readInteraction({ ...from, type }, NOW)).toBeNull();
    const members = [undefined, 'all', 1.5].map((permissions) => ({ member: { user: USER, permissions } }));
    for (const broken of [{ type: 9 }, ...members]) expect(readInteraction({ ...whole, ...broken }, NOW)).toBeNull();
    for (const nothing of [undefined, null, 'x', 7, [], {}]) expect(readInteraction(nothing, NOW)).toBeNull();
  });
});

describe('a message in whose menu a command was chosen', () => {
  const author = { id: '5', username: 'ben', bot: true };
  const target = (data: object) => {
    const read = readInteraction({ ...from, type: 2, data: { name: 'x', type: 3, ...data } }, NOW);
    return read?.kind === 'command' ? read.asked.target : undefined;
  };

  it('is known by where it is and who wrote it', () => {
    const messages = { 60: { id: '60', channel_id: '8', content: 'Look!', author, attachments: [] } };
    expect(target({ target_id: '60', resolved: { messages } })).toEqual({
      id: '60',
      channel: '8',
      author: '5',
      bot: true,
    });
  });

  it('is none for other commands, and for what Discord did not resolve', () => {
    const messages = { 60: { id: '60', channel_id: '8', author } };
    for (const data of [
      {},
      { target_id: '61', resolved: { messages } },
      { target_id: '60' },
      { resolved: { messages } },
    ])
      expect(target(data)).toBeNull();
  });
});

describe('an option', () => {
  const resolved = {
    users: { 5: { id: '5', username: 'ben', global_name: 'Ben', bot: true }, 6: { id: '6', username: 'zoe' } },
    members: { 5: { nick: 'Ben the Bot' } },
    channels: { 40: { id: '40', type: 0, app_permissions: '3072' }, 41: { id: '41', type: 0 } },
    roles: { 50: { id: '50', name: 'learners', mentionable: true }, 51: { id: '51', name: 'quiet' } },
  };

  it('that is a member comes with the name shown there, and whether it is a bot', () => {
    expect(slash([{ name: 'member', type: 6, value: '5' }], resolved)).toEqual({
      member: { id: '5', name: 'Ben the Bot', bot: true },
    });
    expect(slash([{ name: 'member', type: 6, value: '6' }], resolved)).toEqual({
      member: { id: '6', name: 'zoe', bot: false },
    });
    for (const strange of ['', '1:2', 7.5]) {
      expect(slash([{ name: 'member', type: 6, value: strange }], resolved), String(strange)).toBeNull();
    }
  });

  it('that is a channel comes with what the bot may do there; null where it cannot see it', () => {
    expect(slash([{ name: 'channel', type: 7, value: '40' }], resolved)).toEqual({
      channel: { id: '40', type: 0, botPermissions: 3072n },
    });
    expect(slash([{ name: 'channel', type: 7, value: '41' }], resolved)).toMatchObject({
      channel: { botPermissions: null },
    });
  });

  it('that is a role may be mentioned only where Discord says so', () => {
    expect(slash([{ name: 'role', type: 8, value: '50' }], resolved)).toMatchObject({ role: { mentionable: true } });
    expect(slash([{ name: 'role', type: 8, value: '51' }], resolved)).toMatchObject({ role: { mentionable: false } });
    expect(slash([{ name: 'role', type: 8, value: '99' }], resolved)).toMatchObject({ role: { mentionable: false } });
  });

  it('keeps false and zero, which were said', () => {
    expect(
      slash([
        { name: 'paused', type: 5, value: false },
        { name: 'weeks', type: 4, value: 0 },
      ]),
    ).toEqual({ paused: false, weeks: 0 });
  });
});

describe('a submitted form', () => {
  const submit = (components: readonly object[], message?: object) =>
    readInteraction({ ...from, type: 5, data: { custom_id: 'f', components }, message }, NOW);

  it('gives each input’s values, whether it sat in a label or in a row', () => {
    const read = submit([
      { type: 18, component: { custom_id: 'link', value: 'https://example.org' } },
      { type: 18, component: { custom_id: 'tracks', values: ['a', 'b'] } },
      {
        type: 1,
        components: [
          { custom_id: 'note', value: 'n' },
          { custom_id: 'empty', value: null },
        ],
      },
      { type: 10, content: 'only words' },
    ]);
    expect(read?.kind === 'press' && { ...read.press.fields }).toEqual({
      link: ['https://example.org'],
      tracks: ['a', 'b'],
      note: ['n'],
      empty: [],
    });
  });

  it('knows whether the message under it may be redrawn', () => {
    expect(submit([], { id: '3', flags: 64 })).toMatchObject({ onPrivate: true });
    expect(submit([], { id: '3', flags: 0 })).toMatchObject({ onPrivate: false });
    expect(submit([])).toMatchObject({ onPrivate: null });
  });
});

describe('what was pressed', () => {
  const components = [{ type: 17, components: [{ type: 10, content: 'a card' }] }];
  const message = { id: '3', flags: 0, components, author: { id: '2' } };
  const pressed = (raw: object) => {
    const read = readInteraction({ ...from, ...raw }, NOW);
    return read?.kind === 'press' ? read.press.message : 'no press';
  };

  it('comes as Discord sent it, on a click as on the form that a click opened', () => {
    const click = { type: 3, data: { custom_id: 'b' } };
    const form = { type: 5, data: { custom_id: 'f', components: [] } };
    for (const raw of [click, form]) expect(pressed({ ...raw, message })).toEqual({ id: '3', components });
    expect(pressed({ ...click, message: { id: '3' } })).toEqual({ id: '3', components: [] });
    expect(pressed(form)).toBeNull();
  });

  it('is never taken for a message where Discord names none', () => {
    for (const broken of [{}, { id: 'x' }, { id: '3', components: 'all' }]) {
      expect(pressed({ type: 3, data: { custom_id: 'b' }, message: broken })).toBe('no press');
    }
  });
});
