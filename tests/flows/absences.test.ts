/** When members had no bot, or no weekly posts: what is kept of such times, so that nobody loses a streak to them. */
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../contracts/open-store.ts';
import { fileIn, STORES } from '../support/place.ts';
import { DAY, HOUR, staged } from '../support/stage.ts';

describe.each(STORES)('on %s', (kind) => {
  const on = staged(kind);
  afterEach(() => on().stopBots());

  /** One that has said that it is ready: before it does not serve. */
  async function aBot() {
    const bot = await on().bot();
    await on().people.until(async () => bot.output().includes('"ready; '));
    return bot;
  }

  async function inStore<T>(look: (stores: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
    const { env, folder } = on().place;
    const stores = await openStore(env.REDIS_URL ?? fileIn(folder));
    try {
      return await look(stores);
    } finally {
      await stores.close();
    }
  }

  /** How long each absence was that a heartbeat has noted: a look from long ago adds none of its own. */
  const noted = () => inStore(async ({ heartbeat }) => (await heartbeat.look(0)).map(({ from, to }) => to - from));

  test('a bot that was stopped for two days was away for two days, and one whose clock was moved by a week was not', async () => {
    const bot = await aBot();
    await on().later(7 * DAY);
    await bot.stop();
    await on().later(2 * DAY);
    expect(await noted()).toEqual([]);
    await aBot();
    await on().people.until(async () => (await noted()).length > 0);
    const [away = 0, ...others] = await noted();
    expect(others).toEqual([]);
    expect(away).toBeGreaterThanOrEqual(2 * DAY);
    expect(away).toBeLessThan(2 * DAY + HOUR);
  });

  test('a schedule that was paused for ten days knows which', async () => {
    await aBot();
    const { admin, name, setUp } = await on().group();
    await setUp();
    await admin.click('Pause');
    await on().later(10 * DAY);
    await admin.slash('setup');
    await admin.click('Resume');
    const id = (await on().people.world()).guilds.find((guild) => guild.name === name)?.id ?? '';
    const pauses = (await inStore(({ guilds }) => guilds.get(id)))?.pauses ?? [];
    const lasted = pauses.map(({ from, to }) => Math.floor((to - from) / DAY));
    expect(lasted).toEqual([10]);
  });
});
