/** How long a picture takes that nobody has asked for before, and whether anybody else has to wait for it. */
import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPictures } from '../src/adapters/pictures.ts';
import { type Cairn, cairnOf, type GroupCairn } from '../src/domain/cairn.ts';
import { parseRoadmap } from '../src/domain/parse-roadmap.ts';
import { ROOT } from '../tests/support/open-stage.ts';
import { type Bench, quantile, seenOf } from './bench.ts';

const MS = 1e6;
const PATIENCE_MS = 60_000;

export const pictures: Bench = {
  id: 'pictures',
  what: 'a picture that is not kept yet, from facts to PNG: a whole cairn of the 14 phases of `rust.md`, the same in a heap of 100, a group’s; and the longest that the event loop stands still meanwhile',
  goal: '≤ 50 ms each; ≤ 10 ms',
  pairs: 61,
  async run(task) {
    const parsed = parseRoadmap(await readFile(`${ROOT}/roadmap/rust.md`, 'utf8'));
    if (parsed.kind !== 'roadmap') throw new Error('the roadmap has problems');
    const whole = cairnOf(parsed.roadmap, []);
    const heap = Array.from({ length: 100 }, (_, at) => ({ number: at + 1, title: 'Heap', state: 'laid' as const }));
    const stones = whole.stones.map((stone) => ({ ...stone, state: 'laid' as const }));
    const kinds: readonly (readonly [string, (n: number) => Cairn | GroupCairn])[] = [
      ['14 stones', (n) => ({ ...whole, stones, streak: `${n} weeks in a row` })],
      ['100 stones', (n) => ({ ...whole, stones: heap, streak: `${n} weeks in a row` })],
      ['a group', (n) => ({ kind: 'group', heights: Array.from({ length: 14 }, (_, at) => 20 * n + 300 - at * 20) })],
    ];
    const { draw } = createPictures({ log: { warn: (facts, words) => task.say(`${words} ${JSON.stringify(facts)}`) } });
    // The first loads fonts, library and thread.
    for (const [, make] of kinds) await draw(make(0), PATIENCE_MS);
    const loop = monitorEventLoopDelay({ resolution: 1 });
    const figures = [];
    const stoodStill: number[] = [];
    for (const [name, make] of kinds) {
      const took: number[] = [];
      for (let n = 1; n <= task.pairs; n++) {
        loop.reset();
        loop.enable();
        const began = performance.now();
        if (!(await draw(make(n), PATIENCE_MS))) throw new Error(`no picture of ${name}`);
        took.push(performance.now() - began);
        loop.disable();
        stoodStill.push(Math.max(0, loop.max / MS - 1));
      }
      figures.push(seenOf(name, 'ms', took, { most: 50 }));
    }
    figures.push(seenOf('the event loop, 95 of 100', 'ms', [quantile(stoodStill, 0.95)], { most: 10 }));
    return { figures, tried: `medians of ${task.pairs}` };
  },
};
