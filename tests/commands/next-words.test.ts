import { afterEach, describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../../src/domain/progress.ts';
import { choose } from '../../src/domain/record.ts';
import { StoreOutage } from '../../src/outage.ts';
import { ownStep } from '../../src/own-step.ts';
import { adding } from '../contracts/builders.ts';
import { aPhase, aRoadmap, aTrack, words } from '../support/builders.ts';
import { ana, ben, type FrontDoor, frontDoor, GUILD } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const track = { ...aTrack('Backend'), focus: words('Web APIs, async'), criterion: words('It answers') };
const phases = [aPhase(1), aPhase(2), aPhase(3, { tracks: [track, aTrack('Games')] })];
const roadmap = { ...aRoadmap(), phases };
const HARD = 'lifetimes clicked when I stopped fighting them';

/** They passed phase 2 in May, and ticked that their words may be shown. */
async function passed({ id, name }: { readonly id: string; readonly name: string }, note = HARD) {
  const happened = { phase: '2', at: Date.UTC(2026, 4, 9), by: 'i1', day: '2026-05-09', gday: '2026-05-09' };
  const event: ProgressEvent = { kind: 'done', ...happened, note, later: true };
  await door.stores.progress.update({ guild: GUILD, user: id, name }, adding(event));
}
const benPassed = (note = HARD, name = ben.name) => passed({ id: ben.id, name }, note);
const inPhase2 = () => door.slash(ana, 'done', { phase: '1', link: 'https://example.org/1' });
const benChooses = (choices: Parameters<typeof choose>[0]) =>
  door.stores.progress.update({ guild: GUILD, user: ben.id }, choose(choices));

describe('/next, where somebody left words', () => {
  it('shows them, with the month in which they passed, to whoever is in that phase now', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    expect((await door.slash(ana, 'next')).text).not.toContain('passed here');
    await inPhase2();
    const quoted = `🪨 **${ben.name}**, who passed here in May: “${HARD}”`;
    const seen = await door.slash(ana, 'next');
    expect(seen.text).toContain(quoted);
    expect((await door.forge(ana, 'v1:progress:next')).text).toContain(quoted);
    expect((await door.press(ana, seen, 'Tick what you know by now', ['topic-2'])).text).toContain(quoted);
    door.clock.now = Date.UTC(2027, 1, 1);
    expect((await door.slash(ana, 'next')).text).toContain('passed here in May 2026: ');
  });

  it('shows nobody their own, nor those of a phase that is behind them', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    expect((await door.forge(ben, 'v1:next:tick:2', ['topic-2'])).text).not.toContain('passed here');
    await door.slash(ana, 'done', { phase: '2', link: 'https://example.org/2' });
    expect((await door.forge(ana, 'v1:next:tick:2', ['topic-2'])).text).not.toContain('passed here');
    expect((await door.forge(ana, 'v1:next:tick:1', ['topic-1'])).text).not.toContain('passed here');
  });

  it('shows another’s each day, until everybody’s were shown, however many left some', async () => {
    door = await frontDoor({ roadmap });
    await inPhase2();
    const names = Array.from({ length: 9 }, (_, n) => `Member${n}`);
    for (const [n, name] of names.entries()) await passed({ id: String(n + 1), name });
    const seen: string[] = [];
    for (const _ of names) {
      const { text } = await door.slash(ana, 'next');
      expect((await door.slash(ana, 'next')).text).toBe(text);
      seen.push(/\*\*(Member\d)\*\*, who/.exec(text)?.[1] ?? 'nobody');
      door.clock.now += 86_400_000;
    }
    expect(seen.sort()).toEqual(names);
  });

  it('has them a press away from the card of a check-in, which is about one’s own stone', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    const done = await inPhase2();
    expect(done.text).not.toContain('passed here');
    expect((await door.press(ana, done, 'My next step')).text).toContain(HARD);
  });

  it('leaves the name away, or the words, as their member chose, at once; and all of it once they are deleted', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    await inPhase2();
    await benChooses({ words: 'unnamed' });
    const unnamed = (await door.slash(ana, 'next')).text;
    expect(unnamed).toContain(`🪨 Somebody who passed here in May: “${HARD}”`);
    expect(unnamed).not.toContain(ben.name);
    await benChooses({ words: 'nobody' });
    expect((await door.slash(ana, 'next')).text).not.toContain('passed here');
    await benChooses({ words: 'named' });
    expect((await door.slash(ana, 'next')).text).toContain(HARD);
    await door.press(ben, await door.press(ben, await door.slash(ben, 'privacy'), 'Delete…'), 'Delete for good');
    expect((await door.slash(ana, 'next')).text).not.toContain(HARD);
    expect(await door.stores.leaderboard.first(GUILD, 'words.2', 5)).toEqual([]);
  });

  it('follows a member who takes the milestone back, and one who leaves', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    await inPhase2();
    const card = await door.slash(ben, 'done', { phase: '2', link: 'https://example.org/2' });
    expect((await door.slash(ana, 'next')).text).toContain(HARD);
    await door.press(ben, card, 'Take back');
    expect((await door.slash(ana, 'next')).text).not.toContain(HARD);
  });

  it('tells whose they were, so that it is noticed when their member left the server', async () => {
    door = await frontDoor({ roadmap });
    await benPassed();
    await inPhase2();
    const asked = { guild: GUILD, user: ana.id, name: ana.name, id: '1', channel: '8', locale: 'en-US' };
    const call = { ...asked, permissions: 0n, roles: [], now: door.clock.now };
    expect(await ownStep(call, { ...door.stores, roadmap })).toMatchObject({ shown: [ben.id] });
    await benChooses({ words: 'nobody' });
    expect(await ownStep(call, { ...door.stores, roadmap })).toMatchObject({ shown: [] });
  });

  it('escapes them, and cuts long ones', async () => {
    door = await frontDoor({ roadmap });
    await benPassed(`@everyone **b** [x](https://evil.test)\n# ${'long '.repeat(60)}`, '**Ben**');
    await inPhase2();
    const { text } = await door.slash(ana, 'next');
    const [, quoted = ''] = /: “(.*)”/.exec(text) ?? [];
    expect(quoted).toContain('\\@everyone \\*\\*b\\*\\*');
    expect(quoted.replaceAll('\\', '').length).toBeLessThanOrEqual(200);
    expect(quoted).toMatch(/…$/);
    expect(text).toContain('🪨 **\\*\\*Ben\\*\\***, who');
  });

  it('gives the step without them where the store does not, and asks nothing of it where there is no phase', async () => {
    const asked: string[] = [];
    door = await frontDoor({
      roadmap,
      services: ({ leaderboard }) => ({
        leaderboard: {
          ...leaderboard,
          first: async (_guild, board) => {
            asked.push(board);
            throw new StoreOutage('The store did not give the first of a list.');
          },
        },
      }),
    });
    await benPassed();
    expect((await door.slash(ana, 'next')).text).toContain('Where do you begin?');
    expect(asked).toEqual([]);
    await inPhase2();
    expect((await door.slash(ana, 'next')).text).toMatch(/Your next step.*Phase 2/s);
    expect(asked).toEqual(['words.2']);
  });
});

describe('/next, for a member with a track', () => {
  it('says what their track is about where the phase has it, and nothing elsewhere', async () => {
    door = await frontDoor({ roadmap });
    await door.stores.progress.update({ guild: GUILD, user: ana.id, name: 'Ana' }, choose({ track: 'backend' }));
    await inPhase2();
    expect((await door.slash(ana, 'next')).text).not.toContain('track');
    await door.slash(ana, 'done', { phase: '2', link: 'https://example.org/2' });
    const seen = await door.slash(ana, 'next');
    expect(seen.text).toContain('Your track, **Backend**: Web APIs, async. It answers');
    const ready = await door.press(ana, seen, 'Tick what you know by now', ['topic-3']);
    expect(ready.text).toContain('Your track, **Backend**');
    expect(ready.text).not.toContain('Choose a track');
    expect((await door.forge(ben, 'v1:next:tick:3', ['topic-3'])).text).toContain('Choose a track: Backend, Games');
  });
});
