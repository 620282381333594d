/**
 * `npm run bench [-- --only ID,ID] [--pairs N] [--smoke] [--write]`: measures, and prints a row of docs/performance.md each; `--write`
 * puts the rows there. What is missed is said, and is no failure: a figure of this machine proves nothing about another.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { BENCHES } from './benches.ts';
import { keepToFirst } from './measure.ts';

const REPORT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
/** More than this before anything began: others use the processors too. */
const BUSY = 1.5;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    pairs: { type: 'string' },
    smoke: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const wanted = values.only?.split(',');
const unknown = wanted?.filter((id) => !BENCHES.some((bench) => bench.id === id)) ?? [];
if (unknown.length) {
  process.stderr.write(`There is no ${unknown.join(', ')}. There are: ${BENCHES.map(({ id }) => id).join(', ')}.\n`);
  process.exit(2);
}

keepToFirst();
const load = loadavg()[0] ?? 0;
const busy = load > BUSY;
if (busy) process.stderr.write(`The machine is busy already (load ${load.toFixed(1)}): the figures will say so.\n`);
for (const bench of BENCHES.filter(({ id }) => wanted?.includes(id) ?? true)) await measure(bench);
process.exit(0);

async function measure(bench: Bench): Promise<void> {
  const began = performance.now();
  const say = (words: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${bench.id}: ${words}`);
  };
  const { figures, tried } = await bench.run({
    pairs: values.smoke ? 1 : Number(values.pairs ?? bench.pairs),
    amount: (full, least) => (values.smoke ? least : full),
    say,
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const seen = figures.map(({ words, reached }) => (reached === false ? `**missed**: ${words}` : words)).join('; ');
  const row = `| ${bench.what} · \`${bench.id}\` | ${seen}; ${tried}${busy ? ', on a busy machine' : ''} | ${bench.goal} |`;
  process.stdout.write(`${row}\n`);
  process.stderr.write(`  ${bench.id}: ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (values.write) await write(bench, row);
}

async function write({ id }: Bench, row: string): Promise<void> {
  const lines = (await readFile(REPORT, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.includes(` · \`${id}\` | `));
  if (at < 0) throw new Error(`docs/performance.md has no row with ${id} in its first cell`);
  lines[at] = row;
  await writeFile(REPORT, lines.join('\n'));
}
