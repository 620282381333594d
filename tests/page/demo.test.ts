/** `npm run demo` as a program: it says where to look, keeps what it is asked to keep, and leaves when told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { SESSION_HEADER } from '../../local-discord/control/guard.ts';

const running = new Set<ChildProcess>();
const folders: string[] = [];
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** As the demo's own people are: what a slow machine adds is not what these tests are about. */
const PATIENT = { answerWithinMs: 20_000, patienceMs: 60_000 } as const;

async function demo(env: Record<string, string>) {
  const child = spawn('node', ['dist/local-discord/demo.js', 'node', 'dist/src/main.js'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const exit = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl-C')) break;
  }
  const [, url = '', session = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/#(\S+)/.exec(said) ?? [];
  return {
    said,
    people: createClient({ url, session }),
    playSomeWeeks: () => fetch(`${url}/local/history`, { method: 'POST', body: '{}', headers: headersOf(session) }),
    stop: () => {
      child.kill('SIGINT');
      return exit;
    },
  };
}

const headersOf = (session: string) => ({ 'content-type': 'application/json', [SESSION_HEADER]: session });

const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'demo-test-'));
  folders.push(made);
  return made;
};

test('the schedule is set, the bot answers, and Ctrl-C ends it all and leaves nothing behind', async () => {
  const temporary = await folder();
  const surroundings = {
    REDIS_URL: 'redis://127.0.0.1:1',
    PORT: '80',
    DISCORD_PUBLIC_KEY: 'of the bot that runs here',
  };
  const { said, people, stop } = await demo({ ...surroundings, TMPDIR: temporary, DATA_DIR: '' });
  expect(said).toMatch(/forgets everything/);
  const card = await people.slash('ana', 'study', 'phase', { phase: 'borrow' }, PATIENT);
  expect(card.status).toBe('answered');
  expect(JSON.stringify(await people.messages('admin', 'study'))).toContain('Europe/Berlin');
  expect(await people.problems()).toEqual([]);
  expect(await stop()).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
});

test('with DATA_DIR the same people find what they did, and what waits for a mentor', async () => {
  const kept = await folder();
  const first = await demo({ DATA_DIR: kept });
  await first.people.slash('ana', 'study', 'done', { phase: '1', link: 'https://example.org/a' }, PATIENT);
  const before = await first.people.world();
  expect(await first.stop()).toBe(0);
  const second = await demo({ DATA_DIR: kept });
  const after = await second.people.world();
  expect(after.guilds[0]?.id).toBe(before.guilds[0]?.id);
  expect(after.now).toBeGreaterThanOrEqual(before.now);
  // The post is in the channel that went with the first demo; what waits is the bot's to keep.
  await second.people.slash('mentor', 'study', 'reviews', {}, PATIENT);
  await second.people.click('mentor', 'study', 'Approve', PATIENT);
  const progress = await second.people.slash('ana', 'study', 'progress', {}, PATIENT);
  expect(JSON.stringify(progress.messages)).toMatch(/1 of 14/);
  expect(await second.stop()).toBe(0);
});

test('weeks are played whatever somebody has done by hand before', async () => {
  const { people, playSomeWeeks, stop } = await demo({ DATA_DIR: '' });
  await people.slash('ana', 'study', 'done', { phase: '1', link: 'https://example.org/a' }, PATIENT);
  await people.slash('ben', 'study', 'done', { phase: '1', link: 'https://example.org/b' }, PATIENT);
  await people.slash('mentor', 'study', 'reviews', {}, PATIENT);
  await people.click('mentor', 'study', 'Approve', PATIENT);
  await people.click('mentor', 'study', 'Approve', PATIENT);
  // Nobody is left to be approved, which is what the first lines would do.
  expect((await playSomeWeeks()).status).toBe(200);
  expect(JSON.stringify(await people.slash('ana', 'study', 'progress', {}, PATIENT))).toMatch(/4 of 14/);
  expect(await stop()).toBe(0);
});
