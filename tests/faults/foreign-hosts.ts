/** Every program of the project runs with its connections written down: who speaks to anybody but Discord and the store? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BARE, type Env, openStage, PATIENT, ROOT, type Stage } from '../support/open-stage.ts';
import type { StoreKind } from '../support/place.ts';
import { run as runProgram } from '../support/run.ts';
import { count, type Finding, type Scenario, type Task } from './scenario.ts';

export const foreignHosts: Scenario = {
  id: 'foreign-hosts',
  promise:
    'connections, name lookups and datagrams of the bot, the tools, tour and demo to hosts other than Discord and the store',
  unit: 'programs',
  short: 8,
  long: 32,
  run,
};

/** Side by side, each in a world of its own. */
const LANES = 2;

/** Where a program may connect to: "127.0.0.1:6379". */
type Allowed = (host: string) => boolean;

interface Program {
  readonly name: string;
  /** Runs it to its end with these variables set, in a world of its own. */
  play(stage: Stage, log: Env): Promise<Allowed>;
  /** It speaks to nobody at all. */
  readonly alone?: true;
}

const hostOf = (url: string): string => new URL(url).host;
const discordAndStore = ({ place, url }: Stage): Allowed => {
  const hosts = [url, place.env.REDIS_URL].flatMap((each) => (each ? [hostOf(each)] : []));
  return (host) => hosts.includes(host);
};

const aBot: Program['play'] = async (stage, log) => {
  const bot = await stage.bot(log);
  const { admin, ana, hears, setUp } = await stage.group();
  const [prompt] = await setUp();
  await ana.done({ link: 'https://example.org/ana' });
  await hears(/ana finished/);
  await stage.people.gateway({ action: 'drop' });
  await stage.moveTo(prompt?.at ?? 0);
  await hears(/Week 1 of 2/);
  await admin.slash('help');
  if (stage.place.env.REDIS_URL) {
    await stage.place.redis().kill9();
    await stage.place.redis().start();
    await stage.people.until(async () => !(await ana.slash('progress')).text.includes('can’t reach'), 60_000);
  }
  await bot.stop();
  return discordAndStore(stage);
};

const tool =
  (name: string, args: (folder: string) => readonly string[]): Program['play'] =>
  async (stage, log) => {
    await (await stage.bot()).stop();
    const discord = { DISCORD_TOKEN: stage.token, DISCORD_API_URL: `${stage.url}/api` };
    const tried = [`dist/src/cli/${name}.js`, ...args(stage.place.folder)];
    const { code, err } = await runProgram(tried, { ...stage.place.env, ...discord, ...log });
    if (code !== 0 && name !== 'doctor') throw new Error(`${name} ended with ${code}: ${err}`);
    return discordAndStore(stage);
  };

const tour: Program['play'] = async (_stage, log) => {
  const script = ['dist/local-discord/tour.js', 'local-discord/tour.txt', process.execPath, 'dist/src/main.js'];
  const { code, err } = await runProgram(script, log);
  if (code !== 0) throw new Error(`the tour ended with ${code}: ${err}`);
  return onThisMachine;
};

/** Until the page is there, with what has happened in it by then. */
const demo: Program['play'] = async (_stage, log) => {
  const env = { ...process.env, ...BARE, ...log };
  const child = spawn(process.execPath, ['dist/local-discord/demo.js', process.execPath, 'dist/src/main.js'], {
    cwd: ROOT,
    env,
  });
  const gone = once(child, 'close');
  let said = '';
  const there = new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      said += String(text);
      if (said.includes('Open this page')) resolve();
    });
  });
  await Promise.race([there, gone]);
  child.kill('SIGTERM');
  await gone;
  if (!said.includes('Open this page')) throw new Error(`the demo ended: ${said}`);
  return onThisMachine;
};

/** The tour's and the demo's Discord listens where there is room, and their store is a file. */
const onThisMachine: Allowed = (host) => host.startsWith('127.0.0.1:');

const backUp = tool('backup', (folder) => [join(folder, 'b.backup')]);
const PROGRAMS: readonly Program[] = [
  { name: 'the bot', play: aBot },
  { name: 'doctor', play: tool('doctor', () => []) },
  { name: 'backup', play: backUp },
  {
    name: 'restore',
    async play(stage, log) {
      await backUp(stage, {});
      return tool('restore', (folder) => [join(folder, 'b.backup')])(stage, log);
    },
  },
  { name: 'leaderboard:check', play: tool('leaderboard-check', () => []) },
  { name: 'roadmap:check', play: tool('check-roadmap', () => ['roadmap/rust.md']), alone: true },
  { name: 'the tour', play: tour },
  { name: 'the demo', play: demo },
];

async function run({ n, say }: Task): Promise<Finding> {
  const failures: string[] = [];
  const hosts = new Set<string>();
  let connections = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    const i = next;
    if (i >= n) return;
    next += 1;
    // Both stores in turn, also where the list comes round again.
    const kind: StoreKind = (i + Math.floor(i / PROGRAMS.length)) % 2 ? 'redis' : 'sqlite';
    const program = PROGRAMS[i % PROGRAMS.length] as Program;
    say(`${i} of ${count(n)} programs: ${program.name}`);
    const { lines, allowed, ended } = await watched(kind, program);
    if (ended) failures.push(`${program.name}, ${kind}: ${ended}`);
    const connected = lines.flatMap((line) => (line.startsWith('connect ') ? [line.slice('connect '.length)] : []));
    connections += connected.length;
    for (const host of connected.filter(allowed)) hosts.add(host);
    const foreign = connected.filter((host) => !allowed(host));
    const asked = lines.filter((line) => /^(look up|datagram)/.test(line) && !/ (127\.0\.0\.1|localhost)$/.test(line));
    for (const line of [...foreign, ...asked]) failures.push(`${program.name}, ${kind}: ${line}`);
    const silent =
      !connected.length && !program.alone && !(kind === 'sqlite' && /backup|restore|leaderboard/.test(program.name));
    if (silent) failures.push(`${program.name}, ${kind}: no connection was seen, not even one that is needed`);
    return lane();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const figure = `${failures.length} of ${count(connections)} connections, to ${count(hosts.size)} addresses of local Discords and stores`;
  return { figure, failures };
}

interface Watched {
  readonly lines: readonly string[];
  readonly allowed: Allowed;
  /** What went wrong: a connection to elsewhere ends a program. */
  readonly ended: string | null;
}

async function watched(kind: StoreKind, { play }: Program): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-hosts-'));
  const stage = await openStage(kind, { timing: PATIENT });
  const file = join(folder, 'connections');
  const hook = pathToFileURL(join(ROOT, 'tests/support/only-loopback.mjs')).href;
  try {
    const played = await play(stage, { CONNECTIONS_LOG: file, NODE_OPTIONS: `--import=${hook}` }).then(
      (allowed) => ({ allowed, ended: null }),
      (error: unknown) => ({ allowed: discordAndStore(stage), ended: String(error) }),
    );
    const text = await readFile(file, 'utf8').catch(() => '');
    return { ...played, lines: text.split('\n').filter(Boolean) };
  } finally {
    await stage.close();
    await rm(folder, { recursive: true });
  }
}
