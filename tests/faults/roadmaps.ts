/** Hostile roadmap files: each is answered with a roadmap or with problems that a person can find, and soon. */
import { readFileSync } from 'node:fs';
import { parseRoadmap } from '../../src/domain/parse-roadmap.ts';
import type { Problem, Roadmap } from '../../src/domain/roadmap.ts';
import { type HostileFile, hostileFile } from './hostile-roadmaps.ts';
import { count, createRandom, type Finding, type Scenario, type Task } from './scenario.ts';

/** What a person at a prompt takes for at once. */
const SOON_MS = 200;
/** A file that was slow once is read again, and its best time counts: the first takes the compiler's time as well. */
const AGAIN = 8;

export const hostileRoadmaps: Scenario = {
  id: 'hostile-roadmaps',
  promise: `roadmap files (random, mutated, deep, huge, hostile names) that crash, take over ${SOON_MS} ms, or are refused without line, column, reason, hint`,
  unit: 'files',
  short: 200,
  long: 20_000,
  run: async (task) => run(task),
};

function run({ n, seed, say }: Task): Finding {
  const originals = readOriginals();
  const failures: string[] = [];
  const prototype = Object.getOwnPropertyNames(Object.prototype).join();
  let slowest = { ms: 0, made: '' };
  let accepted = 0;
  for (let at = 0; at < n; at += 1) {
    if (at % 50 === 0) say(`${at} of ${n} files, slowest ${slowest.ms} ms`);
    // Each file has a seed of its own, so that one of them can be made again without those before it.
    const file = hostileFile(createRandom(seed + at), originals);
    const { ms, wrong, fine } = answered(file.text);
    if (fine) accepted += 1;
    if (ms > slowest.ms) slowest = { ms, made: file.made };
    const reasons = [...wrong, ...(ms > SOON_MS ? [`took ${ms} ms`] : [])];
    for (const reason of reasons) failures.push(`--n 1 --seed ${seed + at}: ${described(file)}: ${reason}`);
  }
  if (Object.getOwnPropertyNames(Object.prototype).join() !== prototype) failures.push('Object.prototype has changed');
  const figure = `${failures.length}; ${count(accepted)} read, the others refused; slowest ${slowest.ms} ms`;
  return { figure, failures };
}

function readOriginals(): [string, string, string] {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const [, example = ''] = /```md\n(.*?)\n```\n/s.exec(read('../../roadmap/README.md')) ?? [];
  return [read('../../roadmap/rust.md'), read('../domain/fixtures/seed-roadmap.md'), example];
}

function described({ made, text }: HostileFile): string {
  return `${made.slice(0, 200)} (${count(text.length)} characters)`;
}

function answered(text: string): { ms: number; wrong: readonly string[]; fine: boolean } {
  let ms = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < AGAIN && ms > SOON_MS; turn += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    let parsed: ReturnType<typeof parseRoadmap>;
    try {
      parsed = parseRoadmap(text);
    } catch (error) {
      return { ms: 0, wrong: [`crashed: ${error}`], fine: false };
    }
    // Other processes may hold the processor: what this one used of it counts where that is less.
    const { user, system } = process.cpuUsage(used);
    ms = Math.round(Math.min(ms, performance.now() - began, (user + system) / 1000));
    if (turn > 0 && ms > SOON_MS) continue;
    const wrong = parsed.kind === 'roadmap' ? wrongRoadmap(parsed.roadmap) : wrongProblems(parsed.problems, text);
    if (ms <= SOON_MS || turn === AGAIN - 1) return { ms, wrong, fine: parsed.kind === 'roadmap' };
  }
  return { ms, wrong: [], fine: false };
}

/** Every problem stands somewhere in the file, and says what is wrong and how to mend it, in words that can be printed. */
function wrongProblems(problems: readonly Problem[], text: string): readonly string[] {
  if (problems.length === 0) return ['refused without a reason'];
  const lines = text.split(/\r\n?|\n/);
  return problems.flatMap(({ line, column, message, hint }) => {
    const length = lines[line - 1]?.length;
    const inFile = length !== undefined && column >= 1 && column <= length + 1;
    return [
      ...(inFile ? [] : [`“${message}” stands at ${line}:${column}, outside of the file`]),
      ...(message.trim() && hint.trim() && message.length < 300 ? [] : [`no reason or hint at ${line}:${column}`]),
      ...(unprintable(message + hint) ? [`“${message}” holds characters that nobody sees`] : []),
    ];
  });
}

/** Nothing that is read holds a character that hides, turns text around or is half of one. */
function wrongRoadmap(roadmap: Roadmap): readonly string[] {
  const words = JSON.stringify(roadmap);
  return [
    ...(roadmap.phases.length > 0 ? [] : ['a roadmap without phases']),
    ...(Object.isFrozen(roadmap) && Object.isFrozen(roadmap.phases) ? [] : ['the roadmap is not frozen']),
    ...(unprintable(words.replace(/\\[nt]/g, '').replace(/\u200b/g, '')) ||
    /\\u(?:00|d[89a-f])/.test(words.replace(/\\\\/g, ''))
      ? ['the roadmap holds characters that nobody sees']
      : []),
  ];
}

function unprintable(words: string): boolean {
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(words) || !words.isWellFormed();
}
