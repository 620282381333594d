/** The local Discord as a program, and bots as its children. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { type Bot, type Launch, launch } from '../../local-discord/launch.ts';
import { PATIENT } from './bot.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const COMMAND = [process.execPath, file('launched-bot.mjs')] as const;

let launched: Launch | undefined;
afterEach(() => launched?.close());

test('a bot starts with token and address, hears of the clock, is killed and starts again', async () => {
  launched = await launch({ timing: PATIENT });
  const { people, startBot, moveClock } = launched;
  const bot: Bot = await startBot({ command: COMMAND, env: { EXTRA: 'one' } });
  await moveClock(1_800_000_000_000);
  expect((await people.slash('ana', 'study', 'clock')).messages[0]?.content).toBe('clock 1800000000000 one');
  expect((await people.world()).now).toBeGreaterThanOrEqual(1_800_000_000_000);
  expect(await bot.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  expect(bot.output()).toContain('ready');
  const next = await startBot({ command: COMMAND, env: { EXTRA: 'two' } });
  expect((await people.slash('ana', 'study', 'clock')).messages[0]?.content).toBe('clock 0 two');
  expect(await next.stop()).toMatchObject({ code: 0 });
});

test('a bot that ends at once is reported with what it said', async () => {
  launched = await launch();
  const command = [process.execPath, '-e', 'console.error("no configuration"); process.exit(78)'] as const;
  const message = 'the bot did not become ready: the bot ended at once (78)\nno configuration\n';
  await expect(launched.startBot({ command })).rejects.toThrow(new Error(message));
});

test('as a program it says where it listens in one line, and leaves when its parent is gone', async () => {
  const main = file('../../local-discord/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url = '', session = '', token, applicationId } = JSON.parse(line.toString('utf8')) as Record<string, string>;
  expect(token).toMatch(/^local\.[\w-]+$/);
  expect((await createClient({ url, session }).world()).bot.id).toBe(applicationId);
  const exit = once(child, 'exit');
  child.stdin.end();
  expect((await exit)[0]).toBe(0);
});
