/** What a start takes, and what a started bot holds: Cairn beside bare discord.js. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, inTurn, ratioOf } from './bench.ts';
import { type Kind, startBot } from './bots.ts';
import { openEdge } from './edge/edge.ts';
import { cpuMs, residentBytes } from './measure.ts';

export const memory: Bench = {
  id: 'memory',
  what: 'memory in RAM at 10,000 servers after READY, against bare discord.js',
  goal: '≤ 0.35×',
  pairs: 5,
  async run(task) {
    const guilds = task.amount(10_000, 100);
    const edge = await openEdge({ guilds });
    const megabytes = async (kind: Kind) => {
      const bot = await startBot(kind, { edge });
      await quiet(bot.pid);
      const bytes = residentBytes(bot.pid);
      await bot.stop();
      return bytes / 1e6;
    };
    const pairs = await inTurn(
      task,
      () => megabytes('cairn'),
      () => megabytes('bare'),
    );
    edge.close();
    return { figures: [ratioOf('', 'MB', pairs, { most: 0.35 })], tried: `${task.pairs} pairs` };
  },
};

export const start: Bench = {
  id: 'start',
  what: 'from the start of the program to READY, compiled, against bare discord.js',
  goal: '≤ 1.10×',
  pairs: 15,
  async run(task) {
    const edge = await openEdge();
    const milliseconds = async (kind: Kind) => {
      const bot = await startBot(kind, { edge });
      await bot.stop();
      return bot.readyAt - bot.spawnedAt;
    };
    // The first start registers the commands and fills the file cache, which no later one has to.
    for (const kind of ['cairn', 'bare'] as const) await milliseconds(kind);
    const pairs = await inTurn(
      task,
      () => milliseconds('cairn'),
      () => milliseconds('bare'),
    );
    edge.close();
    return { figures: [ratioOf('', 'ms', pairs, { most: 1.1 })], tried: `${task.pairs} pairs` };
  },
};

/** Resolves once a process has done next to nothing for two seconds: all servers are taken in. */
async function quiet(pid: number): Promise<void> {
  for (let before = cpuMs(pid); ; ) {
    await sleep(2_000);
    const now = cpuMs(pid);
    if (now - before <= 40) return;
    before = now;
  }
}
