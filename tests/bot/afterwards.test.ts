import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIInteractionResponseCallbackData } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { createAfterwards } from '../../src/bot/afterwards.ts';
import type { Answered } from '../../src/bot/dispatch.ts';
import { type Interaction, readInteraction } from '../../src/bot/interaction.ts';
import type { Presence } from '../../src/bot/presence.ts';
import type { Notice } from '../../src/domain/guild.ts';
import type { Stores } from '../../src/ports.ts';

const GUILD = '9';
const MANAGE_SERVER = '32';

let folder: string;
let stores: Stores;
let told: APIInteractionResponseCallbackData[];
let deaf: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-'));
  stores = await openSqliteStore({ file: join(folder, 'cairn.sqlite'), log: () => {} });
  [told, deaf, known] = [[], false, false];
  noted.length = 0;
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true });
});

/** Whether presence has nothing to ask of whoever acted. */
let known = false;
/** Who acted and who was shown, as presence hears of it. */
const noted: unknown[] = [];
const presence: Pick<Presence, 'met' | 'shown'> = {
  met: ({ user, name }) => {
    noted.push({ met: user, name });
    return known ? null : Promise.resolve();
  },
  shown: (_guild, users) => void noted.push({ shown: users }),
};

function afterwardsWith(guilds: Pick<Stores['guilds'], 'get' | 'update'> = stores.guilds) {
  const followUp = async (_to: unknown, data: APIInteractionResponseCallbackData) => {
    if (deaf) throw new Error('Discord is not there');
    told.push(data);
  };
  const afterwards = createAfterwards({ guilds, presence, responder: { followUp } });
  return (interaction: Interaction, answered: Partial<Answered> = {}) =>
    afterwards(interaction, { told: true, shown: [], ...answered });
}

function asked({ permissions = '0', nick = 'Ana', guild_id = GUILD as string | null } = {}): Interaction {
  const user = { id: '7', username: 'ana' };
  const data = { name: 'help' };
  const who = guild_id ? { guild_id, member: { user, nick, permissions } } : { user };
  const read = readInteraction(
    { id: '1', application_id: '2', token: 't', channel: { id: '8' }, type: 2, data, ...who },
    0,
  );
  if (!read) throw new Error('that is no interaction');
  return read;
}

const notice = (id: string): Notice => ({ id, at: 0, kind: 'no-thread', channel: '42', what: `post ${id}` });
const withNotices = (...ids: readonly string[]) =>
  stores.guilds.update(GUILD, () => ({
    document: { settings: null, notices: ids.map(notice), pauses: [] },
    outcome: null,
  }));
const left = async () => (await stores.guilds.get(GUILD))?.notices.map(({ id }) => id);
const said = () => told.map((data) => JSON.stringify(data.components)).join('\n');

describe('notices', () => {
  it('are told also to whoever is known already', async () => {
    await withNotices('one');
    known = true;
    await afterwardsWith()(asked({ permissions: '32' }));
    expect(said()).toContain('post one');
    expect(await left()).toEqual([]);
  });

  it('are told once, privately, to whoever has Manage Server, and to nobody else', async () => {
    await withNotices('one', 'two');
    const afterwards = afterwardsWith();
    await afterwards(asked());
    expect(told).toEqual([]);
    await afterwards(asked({ permissions: MANAGE_SERVER }));
    await afterwards(asked({ permissions: MANAGE_SERVER }));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ flags: 64 | (1 << 15), allowed_mentions: { parse: [] } });
    expect(said()).toMatch(/post one.*post two/);
    expect(await left()).toEqual([]);
  });

  it('stay until somebody was really told', async () => {
    await withNotices('one');
    deaf = true;
    await expect(afterwardsWith()(asked({ permissions: MANAGE_SERVER }))).rejects.toThrow();
    expect(await left()).toEqual(['one']);
  });

  it('that come while others are told are told the next time', async () => {
    await withNotices('one');
    const { guilds } = stores;
    const late: Pick<Stores['guilds'], 'get' | 'update'> = {
      get: async (guild) => {
        const document = await guilds.get(guild);
        await withNotices('one', 'late');
        return document;
      },
      update: guilds.update,
    };
    await afterwardsWith(late)(asked({ permissions: MANAGE_SERVER }));
    expect(said()).not.toContain('post late');
    expect(await left()).toEqual(['late']);
  });

  it('of which there are more than fit wait for the next time, so that each is read', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `n${n}.`);
    await withNotices(...ids);
    const afterwards = afterwardsWith();
    await afterwards(asked({ permissions: MANAGE_SERVER }));
    await afterwards(asked({ permissions: MANAGE_SERVER }));
    for (const id of ids) expect(said().split(`post ${id.replace('.', '\\\\.')}`)).toHaveLength(2);
    expect(await left()).toEqual([]);
  });

  it('are not told where no message of ours stands, nor in direct messages', async () => {
    await withNotices('one');
    const afterwards = afterwardsWith();
    await afterwards(asked({ permissions: MANAGE_SERVER }), { told: false });
    await afterwards(asked({ guild_id: null }));
    expect(told).toEqual([]);
    expect(await left()).toEqual(['one']);
  });
});

describe('who is there', () => {
  it('is noted with every answer: who acted, and who else was shown, if anybody was', async () => {
    await afterwardsWith()(asked(), { shown: ['7', '8'] });
    await afterwardsWith()(asked({ nick: 'Anna' }), { told: false });
    expect(noted).toEqual([{ shown: ['8'] }, { met: '7', name: 'Ana' }, { met: '7', name: 'Anna' }]);
  });

  it('is not noted in direct messages, which belong to no server', async () => {
    await afterwardsWith()(asked({ guild_id: null }));
    expect(noted).toEqual([]);
  });
});
