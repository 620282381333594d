/** The error paths that secrets are led along: a bot on each store, starts that fail, tools that fail. Knows what is secret, not who looks. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import Database from 'libsql';
import type { FaultRule } from '../../local-discord/control/types.ts';
import type { Bot } from '../../local-discord/launch.ts';
import { freePort } from '../adapters/redis-server.ts';
import type { Answer, Group } from '../support/group.ts';
import { MINUTE, type Stage } from '../support/open-stage.ts';
import { fileIn } from '../support/place.ts';
import { run } from '../support/run.ts';
import { idsIn, serverWith } from './members.ts';
import { openRaw } from './raw-store.ts';
import type { Random } from './scenario.ts';
import { marker, type Secret } from './secret-forms.ts';
import type { Part } from './secrets.ts';

const MEMBERS = 8;
const owners = (what: string, random: Random): Secret => ({ what, value: marker(random), whose: 'owner' });

interface Writer {
  readonly name: string;
  readonly note: string;
  readonly link: string;
}

function writers(random: Random): { readonly all: readonly Writer[]; readonly secrets: readonly Secret[] } {
  const all = Array.from({ length: MEMBERS }, () => ({
    name: marker(random),
    note: marker(random),
    link: marker(random),
  }));
  const secrets = all.flatMap((writer) =>
    Object.entries(writer).map(([what, value]): Secret => ({ what: `a member’s ${what}`, value, whose: 'member' })),
  );
  return { all, secrets };
}

/** What Discord may answer: its own words, a page, nothing at all; with what it was sent in it. */
function troubles({ token }: Stage): readonly FaultRule[] {
  const echo = {
    message: `Bot ${token} is not welcome`,
    code: 0,
    errors: { authorization: { _errors: [{ code: 'X', message: `Bot ${token}` }] } },
  };
  return [
    { status: 400, body: { ...echo, code: 50035 } },
    { status: 403, body: { ...echo, code: 50013 } },
    { status: 404, body: { ...echo, code: 10008 } },
    { status: 500, body: echo },
    { status: 502, body: `<html>Authorization: Bot ${token}</html>` },
    { resetBefore: true },
    { resetAfter: true },
  ];
}

const ROUTES = ['/callback$', '^/webhooks/', '^/channels/\\d+/messages', '^/(guilds|channels|users)'];

interface Scene {
  readonly group: Group;
  readonly random: Random;
  readonly stage: Stage;
}

/** Everybody does something on every route, under every trouble; who gets no answer reads nothing. */
async function underTroubles(
  { group, random, stage }: Scene,
  all: readonly Writer[],
  answers: string[],
): Promise<void> {
  const asking: (() => Promise<Answer>)[] = [];
  for (const [n, { name, note, link }] of all.entries()) {
    const person = group.person(name);
    asking.push(() => person.done({ phase: String(1 + (n % 14)), note, link: `https://example.org/${link}` }));
    asking.push(() => person.slash('progress').then(() => person.click('Share')));
    asking.push(() => group.admin.slash('setup', { channel: '#study', timezone: 'UTC' }));
  }
  const shift = random.int(0, ROUTES.length - 1);
  for (const [n, trouble] of troubles(stage).entries()) {
    for (const path of [ROUTES[(n + shift) % ROUTES.length] ?? '.', '.']) {
      await stage.people.fault({ path, times: 4, ...trouble });
      const some = asking.splice(0, 3);
      asking.push(...some);
      await Promise.all([...some.map((ask) => hear(answers, ask)), stage.later(MINUTE)]);
      await stage.people.clearFaults();
    }
  }
}

async function hear(heard: string[], ask: (() => Promise<Answer>) | undefined): Promise<void> {
  const answer = await ask?.().catch(() => null);
  if (answer) heard.push(answer.text);
}

async function pagesOf(port: number): Promise<readonly string[]> {
  const page = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return Promise.all(['/healthz', '/readyz', '/metrics', '/other'].map(page));
}

/** A document that is broken in its middle, and one from the future; both hold what their member wrote. */
async function spoil(stage: Stage, group: Group, [one, other]: readonly Writer[]): Promise<void> {
  const { guild, users } = await idsIn(stage, group);
  const raw = await openRaw(stage.place);
  const broken = `{"value":{"v":2,"rev":"x","note":"${one?.note}","link":"${one?.link}",`;
  const newer = JSON.stringify({ value: { v: 99, rev: 'x', events: [{ note: other?.note, link: other?.link }] } });
  for (const [who, text] of [
    [one, broken],
    [other, newer],
  ] as const) {
    await raw.setDocument({ guild, user: users.get(who?.name ?? '') ?? '' }, text);
  }
  raw.close();
}

async function withEverythingWrong(
  stage: Stage,
  random: Random,
  env: Record<string, string>,
  store: () => Promise<void>,
) {
  const { all, secrets } = writers(random);
  const port = await freePort();
  const bot = await stage.bot({ LOG_LEVEL: 'debug', PORT: String(port), ...env });
  const group = await serverWith(
    stage,
    all.map(({ name }) => name),
  );
  const answers: string[] = [];
  await underTroubles({ group, random, stage }, all, answers);
  await spoil(stage, group, all);
  const said = [...(await pagesOf(port))];
  const ask = async () => {
    for (const { name, note } of all.slice(0, 3)) {
      await hear(answers, () => group.person(name).slash('progress'));
      await hear(answers, () => group.person(name).done({ phase: '9', note, link: `no link ${note}` }));
      await hear(answers, () => group.ben.slash('progress', { member: `@${name}` }));
    }
    await hear(answers, () => group.ben.slash('leaderboard'));
  };
  await ask();
  await store();
  await ask();
  said.push(...(await pagesOf(port)));
  const end = await lastWords(stage, bot, group);
  return { secrets, said: [...said, end], answers };
}

/** The token is refused in the end, with an echo; what the bot printed until then. */
async function lastWords(stage: Stage, bot: Bot, group: Group): Promise<string> {
  const body = { message: `401: Bot ${stage.token}`, code: 0 };
  await stage.people.fault({ path: '^/(?!interactions|webhooks)', status: 401, body });
  await group.chloe.done({ phase: '3' }).catch(() => {});
  await stage.people.gateway({ action: 'close', code: 4004 });
  await bot.exited;
  await stage.people.clearFaults();
  return bot.output();
}

export const onRedis: Part = async (stage, random) => {
  const [user, password] = [owners('the Redis user', random), owners('the Redis password', random)];
  const server = stage.place.redis();
  const url = server.url.replace('//', `//${user.value}:${password.value}@`);
  const acl = async (...rules: string[]) => {
    const client = createClient({ url: server.url });
    await client.connect();
    await client.sendCommand(['ACL', ...rules]);
    await client.close();
  };
  const letIn = () => acl('SETUSER', user.value, 'reset', 'on', `>${password.value}`, '~*', '&*', '+@all');
  await letIn();
  const read = await withEverythingWrong(stage, random, { REDIS_URL: url }, async () => {
    // No longer allowed to write, then to do anything, then not known, then dead.
    await acl('SETUSER', user.value, '-@write');
    await pause();
    await acl('SETUSER', user.value, '-@all');
    await pause();
    await acl('DELUSER', user.value);
    await pause();
    await server.kill9();
    await pause();
    await server.start();
  });
  return { ...read, secrets: [...read.secrets, user, password] };
};

/** Long enough for the bot to try again. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 700));

export const onSqlite: Part = (stage, random) =>
  withEverythingWrong(stage, random, {}, async () => {
    const holder = new Database(fileIn(stage.place.folder));
    holder.exec('PRAGMA busy_timeout = 5000');
    holder.exec('BEGIN EXCLUSIVE');
    await pause();
    holder.exec('ROLLBACK');
    holder.close();
    await writeFile(fileIn(stage.place.folder), 'no longer a database', { flag: 'r+' });
  });

/** Starts that end at once: every variable wrong, every door closed. */
export const startsThatFail: Part = async (stage, random) => {
  const server = stage.place.redis();
  const secret = (what: string) => owners(what, random);
  const all = {
    token: secret('a token with quotes'),
    refused: secret('a refused token'),
    key: secret('a public key'),
    level: secret('a log level'),
    port: secret('a port'),
    api: secret('a password in DISCORD_API_URL'),
    host: secret('an address that is none'),
    store: secret('a Redis address that is none'),
    wrong: secret('a wrong Redis password'),
    away: secret('the password of a Redis that is away'),
    odd: secret('the password in an odd Redis address'),
  };
  const here = { DATA_DIR: stage.place.folder, DISCORD_TOKEN: stage.token, DISCORD_API_URL: `${stage.url}/api` };
  const nobody = await freePort();
  const at = (password: Secret, where: string) => `redis://me:${password.value}@${where}`;
  const envs: readonly Record<string, string>[] = [
    {
      DISCORD_TOKEN: `"${all.token.value}"`,
      DISCORD_PUBLIC_KEY: all.key.value,
      LOG_LEVEL: all.level.value,
      PORT: all.port.value,
    },
    { DISCORD_API_URL: all.host.value, REDIS_URL: all.store.value },
    { DISCORD_TOKEN: `local.${all.refused.value}` },
    { DISCORD_API_URL: `http://me:${all.api.value}@127.0.0.1:${nobody}/api` },
    { REDIS_URL: at(all.wrong, `127.0.0.1:${server.port}`) },
    { REDIS_URL: at(all.away, `127.0.0.1:${nobody}`) },
    { REDIS_URL: at(all.odd, `127.0.0.1:${server.port}/not-a-number`) },
    { REDIS_URL: at(all.odd, '127.0.0.1:99999') },
  ];
  const said: string[] = [];
  for (const program of ['main.js', 'cli/doctor.js']) {
    for (const env of envs) {
      // A start that goes well in spite of all would wait for ever.
      const { out, err } = await run([`dist/src/${program}`], { ...here, ...env, LOG_LEVEL: env.LOG_LEVEL ?? 'debug' });
      said.push(out, err);
    }
  }
  return { secrets: Object.values(all), said, answers: [] };
};

/** The owner's tools on a store and on files that hold what members wrote, and are broken. */
export const toolsThatFail: Part = async (stage, random) => {
  const { all, secrets } = writers(random);
  const bot = await stage.bot();
  const group = await serverWith(
    stage,
    all.map(({ name }) => name),
  );
  for (const { name, note, link } of all) await group.person(name).done({ note, link: `https://example.org/${link}` });
  await bot.stop();
  const { folder } = stage.place;
  const env = { DATA_DIR: folder, DISCORD_TOKEN: stage.token, DISCORD_API_URL: `${stage.url}/api` };
  const said: string[] = [];
  const tool = async (name: string, ...args: string[]) => {
    const { out, err } = await run([`dist/src/cli/${name}.js`, ...args], env);
    said.push(out, err);
  };
  const file = join(folder, 'whole.backup');
  await tool('backup', file);
  await spoil(stage, group, all);
  await tool('backup', join(folder, 'part.backup'));
  await tool('backup', join(folder, 'no', 'such', 'folder'));
  await tool('backup', file);
  await tool('leaderboard-check');
  await tool('leaderboard-check', '--repair');
  for (const [n, text] of (await broken(file)).entries()) {
    const path = join(folder, `broken-${n}.backup`);
    await writeFile(path, text);
    await tool('restore', path, '--dry-run');
    await tool('restore', path);
  }
  await stage.people.fault({ status: 401, body: { message: `Bot ${stage.token}`, code: 0 } });
  await tool('doctor');
  await stage.people.clearFaults();
  await writeFile(fileIn(folder), 'no longer a database', { flag: 'r+' });
  for (const name of ['doctor', 'leaderboard-check']) await tool(name);
  await tool('restore', file);
  return { secrets, said, answers: [] };
};

/** Backups that were cut, changed in a line, and followed by something else. */
async function broken(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const without = (n: number) => lines.toSpliced(n, 1).join('\n');
  const cut = lines.map((line, n) => (n === 2 ? line.slice(0, -9) : line)).join('\n');
  const other = lines.join('\n').replace(/"v":\d+/g, '"v":98');
  return [lines.slice(0, 4).join('\n'), without(2), cut, other, `${lines.join('\n')}more`];
}
