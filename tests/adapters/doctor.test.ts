/** The check-up as an owner runs it: the compiled program (`npm test` builds it before), on both stores, with much that is wrong. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createDiscordRest } from '../../src/adapters/discord-rest.ts';
import { openRedisStore } from '../../src/adapters/redis-store.ts';
import { NODE_FROM } from '../../src/cli/doctor/configuration.ts';
import { read } from '../repo/files.ts';
import { about, checkUps, saving, settleOne } from '../support/check-up.ts';
import { someSettings } from '../support/settings.ts';
import { freePort, startRedis } from './redis-server.ts';

const definitions = commands.map(({ definition }) => definition);
const { aServer, doctor, file, folder, withStore, world } = checkUps();
const log = () => {};

describe('when all is well', () => {
  test.each(['sqlite', 'redis'] as const)('says so on %s, names what it found, and exits 0', async (kind) => {
    const server = kind === 'redis' ? await startRedis() : null;
    const { name, id, study, learners } = await aServer();
    await world().people.change({ kind: 'role-permissions', guild: name, role: 'bot', allow: ['MENTION_EVERYONE'] });
    const settings = someSettings({ channel: study, timezone: 'Europe/Berlin', role: learners }, Date.now());
    const stores = server ? await openRedisStore({ url: server.url, log }) : undefined;
    await withStore(async (opened) => {
      await saving(id, settings)(opened);
      await settleOne(opened, id, 'posted');
    }, stores);
    const discord = createDiscordRest({ token: world().local.token, apiUrl: `${world().local.url}/api` });
    await discord.register(world().local.applicationId, definitions);

    const done = await doctor({ REDIS_URL: server?.url });
    await server?.remove();
    expect(done.out).toMatch(
      server
        ? /✓ Redis \d.* answers.*✓ Redis keeps an append-only file \(appendfsync everysec\)/s
        : /✓ The SQLite file in .* is sound/,
    );
    expect(done.out).toMatch(
      /✓ The token belongs to “Cairn”.*✓ All \d+ commands are registered.*✓ The bot is in \d+ servers/s,
    );
    expect(done.out).toMatch(/✓ roadmap\/rust\.md: 14 phases/);
    expect(done.out).toContain('✓ This machine’s clock agrees with Discord’s');
    expect(about(done, name)).toEqual([
      expect.stringMatching(
        /^✓ Mondays at 18:00 \(Europe\/Berlin\) in #study; next the prompt of .*, Mon \d+ \w+ \d+, 18:00; last post \w+ /,
      ),
    ]);
    expect(done.out).toMatch(/All is well\n$/);
    expect(done.code).toBe(0);
  });

  test('makes no file where there is none', async () => {
    const { out } = await doctor();
    expect(out).toContain(`✓ Nothing is kept in ${folder()} yet`);
    expect(await readdir(folder())).toEqual([]);
  });

  test('is told to owners with the line that runs it in the container, and wants the Node that the package does', () => {
    expect(read('docs/operations.md')).toContain('docker compose run --rm bot node dist/src/cli/doctor.js');
    expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${NODE_FROM.join('.')}`);
  });
});

describe('what is wrong with the configuration', () => {
  test('is told all at once, and the rest is looked at all the same', async () => {
    const { name, id, study } = await aServer();
    await withStore(saving(id, someSettings({ channel: study }, Date.now())));
    const { out, code } = await doctor({ DISCORD_TOKEN: undefined, PORT: '70000', LOG_LEVEL: 'loud' });
    expect(out).toMatch(/✗ DISCORD_TOKEN is missing\n {6}Copy it/);
    expect(out).toContain('✗ PORT must be');
    expect(out).toContain('✗ LOG_LEVEL must be');
    expect(out).toMatch(/✓ Discord at .* answers.*! Without a token/s);
    expect(about({ out }, `Server ${id}`)).toEqual([expect.stringMatching(/^✓ Mondays at 18:00 .*; next /)]);
    expect(out).not.toContain(name);
    expect(out).toContain('! Channels, permissions and roles were not checked');
    expect(code).toBe(1);
  });

  test('keeps it from looking at another store than the one that is meant', async () => {
    const { out } = await doctor({ REDIS_URL: 'localhost:6379', DISCORD_API_URL: 'discord.com/api' });
    expect(out).toContain('Store\n  ! Not checked: mend REDIS_URL first');
    expect(out).toContain('Discord\n  ! Not checked: mend DISCORD_API_URL first');
  });

  test('includes the roadmap, each problem with its place and its hint', async () => {
    const file = join(folder(), 'broken.md');
    await writeFile(file, '# R\n\n## Phase 1: One\n\n**Topics:**\n- a\n');
    const [bad, missing] = [await doctor({ ROADMAP: file }), await doctor({ ROADMAP: join(folder(), 'none.md') })];
    expect(bad.out).toMatch(/Roadmap\n {2}✗ .*broken\.md:3:1 .*milestone.*\n {6}\S/);
    expect(missing.out).toMatch(/✗ .*none\.md cannot be read \(ENOENT\)\n {6}Let ROADMAP/);
    expect([bad.code, missing.code]).toEqual([1, 1]);
  });
});

describe('what is wrong with the store', () => {
  test('Redis that is not there, without its password', async () => {
    const { out, code } = await doctor({ REDIS_URL: `redis://:pass-word-of-it@127.0.0.1:${await freePort()}` });
    expect(out).toMatch(/✗ Redis at 127\.0\.0\.1:\d+ did not let Cairn in.*\n {6}Start it, or mend REDIS_URL/);
    expect(out).not.toContain('pass-word-of-it');
    expect(code).toBe(1);
  });

  test('Redis that can lose check-ins: a warning each, which breaks nothing', async () => {
    const server = await startRedis(['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']);
    const { out, code } = await doctor({ REDIS_URL: server.url });
    await server.remove();
    expect(out).toMatch(/! Redis keeps no append-only file.*\n {6}Set “appendonly yes”/);
    expect(out).toMatch(/! Redis throws check-ins away.*allkeys-lru.*\n {6}Set “maxmemory-policy noeviction”/);
    expect(out).toMatch(/Nothing is broken, \d warnings\n$/);
    expect(code).toBe(0);
  });

  test('a Redis without memory left', async () => {
    const server = await startRedis(['--maxmemory', '100kb']);
    const { out, code } = await doctor({ REDIS_URL: server.url });
    await server.remove();
    expect(out).toMatch(/✗ Redis uses .* of the 100 KB of memory it may\n {6}Raise maxmemory/);
    expect(code).toBe(1);
  });

  test('a SQLite file that is none, and is left as it was', async () => {
    await writeFile(file(), 'not a database '.repeat(100));
    const { out, code } = await doctor();
    expect(out).toMatch(/✗ The SQLite file in .* is damaged: .*not a database\n {6}Stop Cairn/);
    expect(code).toBe(1);
    expect(await readdir(folder())).toEqual(['cairn.sqlite']);
  });

  test('a folder that can not be one', async () => {
    await writeFile(join(folder(), 'file'), '');
    const { out, code } = await doctor({ DATA_DIR: join(folder(), 'file', 'data') });
    expect(out).toMatch(/✗ The folder .*file\/data cannot be written in/);
    expect(code).toBe(1);
  });
});

describe('what is wrong with Discord', () => {
  test('nobody answers: said once, and what is stored is told', async () => {
    const { id, study } = await aServer();
    await withStore(saving(id, someSettings({ channel: study }, Date.now())));
    const { out, code } = await doctor({ DISCORD_API_URL: `http://127.0.0.1:${await freePort()}` });
    expect(out).toMatch(
      /✗ Discord at 127\.0\.0\.1:\d+ does not answer as it should \(ECONNREFUSED\)\n {6}Is the network up/,
    );
    expect(about({ out }, `Server ${id}`)).toHaveLength(1);
    expect(code).toBe(1);
  });

  test('the token is refused', async () => {
    const { out, code } = await doctor({ DISCORD_TOKEN: `${world().local.token}x` });
    expect(out).toMatch(/✗ Discord refused DISCORD_TOKEN\n {6}Make a new one/);
    expect(code).toBe(1);
  });

  test('interactions go elsewhere, whose path is nobody’s business', async () => {
    const found = { id: world().local.applicationId, name: 'Cairn' };
    const body = { ...found, interactions_endpoint_url: 'https://old.example.org/secret-path' };
    await world().people.fault({ method: 'GET', path: '^/applications/@me$', status: 200, body });
    const { out, code } = await doctor();
    expect(out).toMatch(
      /✗ Discord sends everything .* to old\.example\.org, .*\n {6}Empty “Interactions Endpoint URL”/,
    );
    expect(out).not.toContain('secret-path');
    expect(code).toBe(1);
  });

  test('commands are not those of this version, or not there yet', async () => {
    const discord = createDiscordRest({ token: world().local.token, apiUrl: `${world().local.url}/api` });
    const before = [{ name: 'done', description: 'Before', contexts: [0] }] as const;
    await discord.register(world().local.applicationId, before);
    expect((await doctor()).out).toMatch(
      /! The commands at Discord are not those of this version\n {6}Start Cairn once/,
    );
    await discord.register(world().local.applicationId, []);
    expect((await doctor()).out).toContain('! No command is registered yet');
  });

  test('the clock of this machine is wrong', async () => {
    const headers = { date: new Date(Date.now() - 3_600_000).toUTCString() };
    await world().people.fault({ path: '^/gateway$', status: 200, body: { url: 'wss://gateway' }, headers });
    const { out, code } = await doctor();
    expect(out).toMatch(/! This machine’s clock is 3\d{3} s ahead of Discord’s\n {6}\S/);
    expect(code).toBe(0);
  });
});
