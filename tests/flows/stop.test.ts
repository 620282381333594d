/** SIGTERM in the middle of work: what was taken on is answered, what was answered is kept, and the bot is gone in time. */
import { describe, expect, test } from 'vitest';
import { STORES } from '../support/place.ts';
import { staged } from '../support/stage.ts';

const PEOPLE = ['ana', 'ben', 'chloe', 'mentor'] as const;
const PHASES = Array.from({ length: 12 }, (_, n) => String(n + 1));

describe.each(STORES)('on %s', (kind) => {
  const on = staged(kind);

  test.each(['SIGTERM', 'SIGINT'] as const)('%s under load answers all, keeps all, tells all once', async (signal) => {
    const bot = await on().bot();
    const { admin, count, hears, person } = await on().group();
    await on().people.fault({ method: 'POST', path: '/callback$', delayMs: 300 });
    const asked = PEOPLE.flatMap((who) => PHASES.map((phase) => person(who).done({ phase })));
    // The bot has taken every one of them; what comes after the signal would be for the next bot.
    await on().people.until(async () => (await on().people.faultHits())[0] === asked.length);
    const stopped = bot.stop(signal);
    await on().people.until(async () => bot.output().includes('"stopping"'));
    // Once more, as npm and a terminal do.
    const exit = await bot.stop(signal);
    expect(await stopped).toEqual(exit);
    // Otherwise it gives up after 7.5 s by its own clock, says so, and never comes to “stopped”.
    expect([exit.code, bot.output()]).toEqual([0, expect.stringContaining('"stopped"')]);
    for (const { text } of await Promise.all(asked)) expect(text).toMatch(/Phase \d+ is done/);

    await on().people.clearFaults();
    await on().bot();
    for (const who of PEOPLE) expect((await person(who).slash('progress')).text).toContain('12 of 14');
    await admin.done();
    // News come in the order of their check-ins, so this one is the last.
    await hears(/admin finished phase 1/);
    for (const who of PEOPLE) expect([who, await count(new RegExp(`${who} finished`))]).toEqual([who, 12]);
    await on().stopBots();
  });
});
