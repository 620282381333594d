import { afterEach, beforeEach, expect, test } from 'vitest';
import { textOf } from '../support/channels.ts';
import { pixels, realPictures } from '../support/pictures.ts';
import { Bench } from '../support/posting.ts';
import { utc } from '../support/settings.ts';

const GUILD = '90';
const FIRST_PROMPT = utc('2026-08-03 18:00');
const WORDS = 'The group’s cairn: 3 stones from 2 members. 1 has 2 or more.';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
  await bench.setUp(GUILD);
});
afterEach(() => bench.close());

async function firstPrompt(pictures?: Parameters<Bench['bot']>[0]) {
  bench.now = FIRST_PROMPT;
  await bench.bot(pictures).tick();
  return bench.channels.posts[0]?.message ?? { components: [] };
}

async function threeStones() {
  await bench.checkIn(GUILD, 'Ana', '1');
  await bench.checkIn(GUILD, 'Ana', '3');
  await bench.checkIn(GUILD, 'Ben', '2');
}

test('a prompt comes with everybody’s stones on one cairn, in a picture and in words', async () => {
  await threeStones();
  const prompt = await firstPrompt({ pictures: realPictures });
  expect(textOf(prompt)).toContain(WORDS);
  expect(JSON.stringify(prompt.components)).toContain(`"description":"${WORDS}"`);
  expect(pixels(prompt.files?.[0]?.data ?? null).width).toBe(720);
});

test('a prompt whose picture can not be drawn comes without', async () => {
  await threeStones();
  const prompt = await firstPrompt();
  expect(textOf(prompt)).toContain(WORDS);
  expect([prompt.files, JSON.stringify(prompt.components).includes('attachment')]).toEqual([undefined, false]);
});

test('where nobody has laid a stone, a prompt says nothing of a cairn and asks for no picture', async () => {
  const asked: unknown[] = [];
  const draw = async (what: unknown) => {
    asked.push(what);
    return null;
  };
  expect(textOf(await firstPrompt({ pictures: { draw } }))).not.toContain('cairn');
  expect(asked).toEqual([]);
});
