/** Two bots at once on one store, and interactions that come more than once: everything still happens once. */
import { beforeAll, describe, expect, test } from 'vitest';
import { STORES } from '../support/place.ts';
import { MINUTE, type Stage, staged } from '../support/stage.ts';

describe.each(STORES)('two bots on one %s', (kind) => {
  const on = staged(kind);
  beforeAll(async () => {
    await on().bot();
    await on().bot();
  });

  test.each([1, 2])('a check-in that each gets %i time(s) is one answer, one stone and one news', async (copies) => {
    const { ana, ben, count, hears } = await on().group();
    const { outcome, text } = await ana.done({}, { copies });
    expect([text.includes('Phase 1 is done'), outcome.messages.length]).toEqual([true, 1]);
    expect(await answersTo(on(), outcome.interaction, 2 * copies)).toBe(1);
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished/)).toBe(1);
    expect((await ana.slash('progress')).text).toContain('1 of 14');
    expect((await ben.slash('leaderboard')).text).toMatch(/2 members.*1\. ana · 1/s);
  });

  test('a button pressed for both of them acts once', async () => {
    const { ana, ben, count, hears } = await on().group();
    await ana.slash('phase', { phase: '4' });
    const checkIn = async () => (await ana.fill(await ana.click('Check in'), {})).text;
    expect(await checkIn()).toContain('Phase 4 is done');
    expect((await ana.click('Take back')).text).toContain('is open again');
    expect(await checkIn()).toContain('Phase 4 is done');
    await ben.done();
    await hears(/ben finished/);
    expect(await count(/ana finished phase 4/)).toBe(1);
  });

  test('the weekly posts of every server come once, with one thread each', async () => {
    const groups = await Promise.all([1, 2, 3, 4, 5].map(() => on().group()));
    const plans = await Promise.all(groups.map(({ setUp }) => setUp()));
    const [prompt, challenge] = plans[0] ?? [];
    for (const moment of [prompt, challenge]) {
      await on().moveTo(moment?.at ?? 0);
      await on().later(MINUTE);
    }
    for (const { count, hears, name } of groups) {
      await hears(/Challenge · Week 1 of 2/);
      expect([await count(/🧭 Week 1 of 2/), await count(/Challenge · Week 1 of 2/)]).toEqual([1, 1]);
      expect(await threadsIn(on(), name)).toHaveLength(1);
    }
    expect(
      await tries(
        on(),
        groups.map(({ name }) => name),
      ),
    ).toEqual(groups.map(() => 2));
  });
});

/** How many of the answers to an interaction Discord took, once so many were given. */
async function answersTo({ people }: Stage, interaction: string, given: number): Promise<number> {
  const answers = await people.until(async () => {
    const seen = (await people.wire()).filter(({ path }) => path?.startsWith(`/interactions/${interaction}/`));
    return seen.length === given && seen;
  });
  return answers.filter(({ status = 0 }) => status < 300).length;
}

async function threadsIn({ people }: Stage, group: string) {
  const { guilds } = await people.world();
  return guilds.find(({ name }) => name === group)?.channels.filter(({ parent }) => parent !== null);
}

/** How often somebody posted in the study channel of each group, Discord's own refusal of doubles aside. */
async function tries({ people }: Stage, groups: readonly string[]): Promise<readonly number[]> {
  const [{ guilds }, wire] = [await people.world(), await people.wire()];
  return groups.map((group) => {
    const study = guilds.find(({ name }) => name === group)?.channels.find(({ name }) => name === 'study');
    return wire.filter(({ method, path }) => method === 'POST' && path === `/channels/${study?.id}/messages`).length;
  });
}
