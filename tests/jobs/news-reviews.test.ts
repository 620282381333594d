import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReviewRule } from '../../src/domain/guild.ts';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import { textOf } from '../support/channels.ts';
import { Bench, DAY, MINUTE } from '../support/posting.ts';
import { utc } from '../support/settings.ts';

const GUILD = '90';
const STUDY = '790';
const MILESTONES = '791';
const ANA = '1001';
const rule: ReviewRule = { by: 'peer', role: null, channel: MILESTONES };

let bench: Bench;
let serial: number;
beforeEach(async () => {
  [bench, serial] = [await Bench.open(), 0];
});
afterEach(() => bench.close());

async function setRule(review: ReviewRule): Promise<void> {
  await bench.save(GUILD, { ...(await bench.setUp(GUILD)), review });
}

/** Ana hands phase 1 in, with the news of it. */
async function handIn(): Promise<ProgressEvent> {
  const day = new Date(bench.now).toISOString().slice(0, 10);
  const by = `6${String(++serial).padStart(17, '0')}`;
  const event: ProgressEvent = { kind: 'submitted', phase: '1', at: bench.now, by, day, gday: day };
  const news = {
    id: by,
    user: ANA,
    name: 'Ana',
    phase: '1',
    at: bench.now,
    channel: '42',
    about: 'submitted',
  } as const;
  await bench.stores.progress.update({ guild: GUILD, user: ANA, name: 'Ana' }, (document) => ({
    events: [...(document?.events ?? []), event],
    news,
    outcome: null,
  }));
  return event;
}

/** What becomes of it, with the news of that. */
async function decide({ at, day, gday }: ProgressEvent, about: 'approved' | 'changes'): Promise<void> {
  const by = `7${String(++serial).padStart(17, '0')}`;
  const base = { phase: '1', at: bench.now, by, day, gday };
  const reviewer = { id: '1002', name: 'Ben' };
  const event: ProgressEvent =
    about === 'approved' ? { kind: about, ...base } : { kind: 'asked', ...base, reviewer, words: 'Why?', unmet: [] };
  const told = {
    id: by,
    user: ANA,
    name: 'Ana',
    phase: '1',
    at: bench.now,
    channel: '42',
    reviewer: 'Ben',
    judge: '1002',
  };
  await bench.stores.progress.update({ guild: GUILD, user: ANA }, (document) => ({
    events: [...(document?.events ?? []), event],
    news: { ...told, about, handed: at, ...(about === 'changes' && { words: 'Why?' }) },
    outcome: null,
  }));
}

const told = () => bench.channels.posts.map(({ channel, message }) => `${channel} ${textOf(message).split('\n')[0]}`);

describe('what is handed in', () => {
  test('goes to the milestones channel; without one to the study channel; without that where it was typed', async () => {
    await handIn();
    await bench.bot().tick();
    expect(told()).toEqual(['42 ### ⏳ **Ana** handed in phase 1: Title 1']);
    bench.channels.posts.length = 0;
    await setRule({ ...rule, channel: null });
    await handIn();
    await bench.bot().tick();
    await setRule(rule);
    await handIn();
    await bench.bot().tick();
    expect(bench.channels.posts.map(({ channel }) => channel)).toEqual([STUDY, MILESTONES]);
  });

  test('is posted once when the bot is killed between post and settle, found by a button of its own', async () => {
    bench.shortLeases();
    await setRule(rule);
    await handIn();
    const dying = new Proxy(bench.stores.ledger, {
      get: (ledger, name) =>
        name === 'settle' ? () => Promise.reject(new Error('killed')) : Reflect.get(ledger, name),
    });
    await bench.bot({ stores: { ...bench.stores, ledger: dying } }).tick();
    // Discord has forgotten the nonce by now.
    bench.channels.posts.splice(0, 1, { ...(bench.channels.posts[0] ?? fail()), nonce: 'forgotten' });
    await bench.leaseEnds();
    bench.now += 16 * MINUTE;
    await bench.bot().tick();
    expect([told().length, bench.channels.tries.get(MILESTONES)]).toEqual([1, 1]);
    expect(await bench.stores.news.pending(GUILD)).toEqual([]);
  });

  test('asks for nobody any more once it is decided, handed in again, or its member left', async () => {
    await setRule(rule);
    const first = await handIn();
    await decide(first, 'changes');
    await bench.bot().tick();
    expect(told()).toHaveLength(1);
    bench.now += MINUTE;
    await handIn();
    await bench.bot().tick();
    expect(told().map((line) => line.replace(/ (to|in) .*/, ''))).toEqual([
      `${MILESTONES} ✏️ <@${ANA}>, **Ben** asks for changes`,
      `${MILESTONES} ### ⏳ **Ana** handed`,
    ]);
    await handIn();
    await bench.stores.progress.update({ guild: GUILD, user: ANA }, (document) => ({
      events: document?.events ?? null,
      left: bench.now,
      outcome: null,
    }));
    await bench.bot().tick();
    expect(told()).toHaveLength(2);
    expect(await bench.notices(GUILD)).toEqual([]);
  });

  test('goes to the new milestones channel as soon as the owner saved one', async () => {
    await setRule(rule);
    await handIn();
    bench.channels.fault = (channel) => (channel === MILESTONES ? { code: 10003 } : undefined);
    const bot = bench.bot();
    await bot.tick();
    expect((await bench.notices(GUILD)).map(({ what }) => what)).toEqual(['a milestone that waits for a reviewer']);
    bench.now += MINUTE;
    const settings = (await bench.stores.guilds.get(GUILD))?.settings ?? fail();
    await bench.save(GUILD, { ...settings, review: { ...rule, channel: '888', savedAt: bench.now } });
    bot.wake(GUILD);
    await expect.poll(told).toHaveLength(1);
    await bot.drain();
    expect(told()).toEqual(['888 ### ⏳ **Ana** handed in phase 1: Title 1']);
  });
});

describe('a verdict', () => {
  test('that it counts is told in the study channel, and draws the post that asked anew', async () => {
    await setRule(rule);
    const event = await handIn();
    await bench.bot().tick();
    bench.now += MINUTE;
    await decide(event, 'approved');
    await bench.bot().tick();
    expect(told()).toEqual([
      `${MILESTONES} ### 🪨 **Ana** · phase 1: Title 1`,
      `${STUDY} 🪨 <@${ANA}> finished phase 1: Title 1. **Ben** had a look.`,
    ]);
    expect(bench.channels.posts.map(({ message }) => message.mentionUser)).toEqual([undefined, ANA]);
  });

  test('is told once, and settled, although the post that asked can not be found or drawn anew', async () => {
    await setRule(rule);
    const event = await handIn();
    await bench.bot().tick();
    await decide(event, 'changes');
    bench.channels.reading = 'unreadable';
    await bench.bot().tick();
    bench.channels.reading = 'readable';
    bench.channels.edit = async () => ({ kind: 'refused', status: 403, code: 50013 });
    await decide(await handIn(), 'approved');
    await bench.bot().tick();
    await bench.bot().tick();
    expect(told()).toHaveLength(3);
    expect([await bench.stores.news.pending(GUILD), bench.log]).toEqual([[], []]);
  });

  test('only what counts is among the new stones of the next prompt', async () => {
    await setRule(rule);
    await decide(await handIn(), 'changes');
    await bench.checkIn(GUILD, 'Chloe');
    bench.now = utc('2026-08-03 18:00');
    await bench.bot().tick();
    await decide(await handIn(), 'approved');
    bench.now += 7 * DAY;
    await bench.bot().tick();
    const lines = bench.channels.posts.flatMap(({ message }) => textOf(message).match(/New stones.*/)?.[0] ?? []);
    expect(lines).toEqual(['New stones since the last prompt: Chloe.', 'New stones since the last prompt: Ana.']);
  });
});

function fail(): never {
  throw new Error('there is none');
}
