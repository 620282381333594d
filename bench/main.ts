/**
 * `npm run bench [-- --only ID,ID] [--pairs N] [--smoke] [--write]`: measures, and prints a row of docs/performance.md each; `--write`
 * puts the rows there. What is missed is said, and is no failure: a figure of this machine proves nothing about another.
 */
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chosen, readNumber, readOptions, writeRow } from '../tests/support/report.ts';
import type { Bench } from './bench.ts';
import { BENCHES } from './benches.ts';
import { keepToFirst } from './measure.ts';

const REPORT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
/** More than this before anything began: others use the processors too. */
const BUSY = 1.5;

const values = readOptions({
  only: { type: 'string' },
  pairs: { type: 'string' },
  smoke: { type: 'boolean' },
  write: { type: 'boolean' },
});
const wanted = chosen(BENCHES, values.only);

keepToFirst();
const load = loadavg()[0] ?? 0;
const busy = load > BUSY;
if (busy) process.stderr.write(`The machine is busy already (load ${load.toFixed(1)}): the figures will say so.\n`);
for (const bench of wanted) await measure(bench);
process.exit(0);

async function measure(bench: Bench): Promise<void> {
  const began = performance.now();
  const say = (words: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${bench.id}: ${words}`);
  };
  const { figures, tried } = await bench.run({
    pairs: readNumber('pairs', values.pairs, values.smoke ? 1 : bench.pairs),
    amount: (full, least) => (values.smoke ? least : full),
    say,
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const seen = figures.map(({ words, reached }) => (reached === false ? `**missed**: ${words}` : words)).join('; ');
  const row = `| ${bench.what} · \`${bench.id}\` | ${seen}; ${tried}${busy ? ', on a busy machine' : ''} | ${bench.goal} |`;
  process.stdout.write(`${row}\n`);
  process.stderr.write(`  ${bench.id}: ${Math.round((performance.now() - began) / 1000)} s\n`);
  if (values.write) await writeRow(REPORT, bench, row);
}
