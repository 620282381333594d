import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIInteractionResponseCallbackData } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { createAfterwards } from '../../src/bot/afterwards.ts';
import { type Interaction, readInteraction } from '../../src/bot/interaction.ts';
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
  [told, deaf] = [[], false];
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true });
});

function afterwardsWith(progress: Pick<Stores['progress'], 'rename'> = stores.progress) {
  const followUp = async (_to: unknown, data: APIInteractionResponseCallbackData) => {
    if (deaf) throw new Error('Discord is not there');
    told.push(data);
  };
  return createAfterwards({ ...stores, progress, responder: { followUp } });
}

function asked({
  permissions = '0',
  nick = 'Ana',
  type = 2,
  guild_id = GUILD as string | undefined,
} = {}): Interaction {
  const user = { id: '7', username: 'ana' };
  const options = [{ name: 'o', type: 3, value: '', focused: true }];
  const data = { name: 'help', options };
  const who = guild_id ? { guild_id, member: { user, nick, permissions } } : { user };
  const read = readInteraction(
    { id: '1', application_id: '2', token: 't', channel: { id: '8' }, type, data, ...who },
    0,
  );
  if (!read) throw new Error('that is no interaction');
  return read;
}

const notice = (id: string): Notice => ({ id, at: 0, kind: 'no-thread', channel: '42', what: `post ${id}` });
const withNotices = (...ids: readonly string[]) =>
  stores.guilds.update(GUILD, () => ({ document: { settings: null, notices: ids.map(notice) }, outcome: null }));
const left = async () => (await stores.guilds.get(GUILD))?.notices.map(({ id }) => id);
const said = () => told.map((data) => JSON.stringify(data.components)).join('\n');

describe('notices', () => {
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
    const followUp = async (_to: unknown, data: APIInteractionResponseCallbackData) => void told.push(data);
    await createAfterwards({ ...stores, guilds: late, responder: { followUp } })(asked({ permissions: MANAGE_SERVER }));
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

  it('are not told beside suggestions, nor in direct messages', async () => {
    await withNotices('one');
    const afterwards = afterwardsWith();
    await afterwards(asked({ permissions: MANAGE_SERVER, type: 4 }));
    await afterwards(asked({ guild_id: undefined }));
    expect(told).toEqual([]);
    expect(await left()).toEqual(['one']);
  });
});

describe('a display name', () => {
  it('is kept current, and written only when it changed', async () => {
    const written: string[] = [];
    const afterwards = afterwardsWith({ rename: async (_member, name) => void written.push(name) });
    for (const nick of ['Ana', 'Ana', 'Anna', 'Anna', 'Ana']) await afterwards(asked({ nick }));
    expect(written).toEqual(['Ana', 'Anna', 'Ana']);
  });

  it('is written again after the store was out of reach', async () => {
    const written: string[] = [];
    let reachable = false;
    const rename = async (_member: unknown, name: string) => {
      if (!reachable) throw new Error('frozen');
      written.push(name);
    };
    const afterwards = afterwardsWith({ rename });
    await expect(afterwards(asked())).rejects.toThrow('frozen');
    reachable = true;
    await afterwards(asked());
    expect(written).toEqual(['Ana']);
  });
});
