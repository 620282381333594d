/** Whether a roadmap twice as long takes twice as long to read. */
import { readFile } from 'node:fs/promises';
import { parseMarkdown } from '../src/domain/parse-roadmap/markdown.ts';
import { parseRoadmap } from '../src/domain/parse-roadmap.ts';
import { ROOT } from '../tests/support/open-stage.ts';
import { type Bench, count, inTurn, ratioOf, seenOf } from './bench.ts';

/** As many as a roadmap may have. */
const PHASES = 100;
const MEGABYTE = 1_000_000;

export const roadmap: Bench = {
  id: 'roadmap',
  what: 'a roadmap read, a hundred phases like those of `rust.md`, against half of it; and a megabyte of Markdown until there is a tree, against half of it',
  goal: 'linear (≤ 2.2×), ≤ 150 ms',
  pairs: 21,
  async run(task) {
    const rust = await readFile(`${ROOT}/roadmap/rust.md`, 'utf8');
    const [whole, half] = [roadmapOf(rust, PHASES), roadmapOf(rust, PHASES / 2)];
    for (const text of [whole, half]) {
      const parsed = parseRoadmap(text);
      if (parsed.kind !== 'roadmap') throw new Error(JSON.stringify(parsed.problems.slice(0, 3)));
    }
    const rest = rust.slice(rust.indexOf('\n## '));
    const megabyte = rest.repeat(Math.ceil(MEGABYTE / rest.length)).slice(0, MEGABYTE);
    const halfMegabyte = megabyte.slice(0, MEGABYTE / 2);
    const roadmaps = await inTurn(
      task,
      async () => took(() => parseRoadmap(whole)),
      async () => took(() => parseRoadmap(half)),
    );
    const trees = await inTurn(
      task,
      async () => took(() => parseMarkdown(megabyte)),
      // Half of it twice, with both trees kept, as large as the whole: one alone fits into V8's young generation, and what
      // it leaves there is cleared away in the time of the next one.
      async () => took(() => [parseMarkdown(halfMegabyte), parseMarkdown(halfMegabyte)]) / 2,
    );
    const ours = roadmaps.map((pair) => pair.ours);
    return {
      figures: [
        ratioOf(`roadmap of ${count(whole.length)} characters`, 'ms', roadmaps, { most: 2.2 }),
        seenOf('which is', 'ms', ours, { most: 150 }),
        ratioOf(`tree of ${count(MEGABYTE)}`, 'ms', trees, { most: 2.2 }),
        seenOf(
          'which is',
          'ms',
          trees.map((pair) => pair.ours),
          { most: 150 },
        ),
      ],
      tried: `${task.pairs} pairs`,
    };
  },
};

function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The phases of a roadmap over and over, each with its own number and ids. */
function roadmapOf(text: string, phases: number): string {
  const [head = '', ...originals] = text.split(/^(?=## .*Phase \d+:)/m);
  const numbered = Array.from({ length: phases }, (_, n) =>
    (originals[n % originals.length] ?? '')
      .replace(/Phase \d+:/, `Phase ${n + 1}:`)
      .replaceAll(/\{#([\w-]+)\}/g, (_whole, id: string) => `{#${id.slice(0, 28)}-${n}}`),
  );
  return head + numbered.join('');
}
