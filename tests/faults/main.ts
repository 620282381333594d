/**
 * `npm run faults [-- --only ID,ID] [--short] [--n N] [--seed N] [--write]`: plays faults and prints what came of them, a row of
 * docs/reliability.md each; `--write` puts the rows there. Exits 1 when a promise did not hold.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/open-stage.ts';
import { count, createRandom, type Finding, type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const REPORT = `${ROOT}/docs/reliability.md`;
const DEFAULT_SEED = 20_261_122;
const SHOWN_FAILURES = 20;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    n: { type: 'string' },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    write: { type: 'boolean', default: false },
  },
});

const wanted = values.only?.split(',');
const unknown = wanted?.filter((id) => !SCENARIOS.some((scenario) => scenario.id === id)) ?? [];
if (unknown.length) {
  process.stderr.write(`There is no ${unknown.join(', ')}. There are: ${SCENARIOS.map(({ id }) => id).join(', ')}.\n`);
  process.exit(2);
}

let broken = false;
for (const scenario of SCENARIOS.filter(({ id }) => wanted?.includes(id) ?? true)) {
  const finding = await play(scenario);
  broken ||= finding.failures.length > 0;
}
process.exit(broken ? 1 : 0);

async function play(scenario: Scenario): Promise<Finding> {
  const n = values.n ? Number(values.n) : values.short ? scenario.short : scenario.long;
  const seed = Number(values.seed);
  const began = performance.now();
  const say = (words: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${scenario.id}: ${words}`);
  };
  say(`0 of ${count(n)} ${scenario.unit}`);
  const finding = await scenario.run({ n, seed, random: createRandom(seed), say });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const row = rowOf(scenario, n, finding);
  process.stdout.write(`${row}\n`);
  for (const failure of finding.failures.slice(0, SHOWN_FAILURES)) process.stdout.write(`  NOT KEPT: ${failure}\n`);
  const more = finding.failures.length - SHOWN_FAILURES;
  if (more > 0) process.stdout.write(`  … and ${count(more)} more\n`);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stderr.write(`  ${scenario.id}: seed ${seed}, ${seconds} s\n`);
  if (values.write) await write(scenario, row);
  return finding;
}

function rowOf({ id, promise, unit }: Scenario, n: number, { figure, failures }: Finding): string {
  const kept = failures.length ? `**${count(failures.length)} times not kept**: ${figure}` : figure;
  return `| ${promise} · \`${id}\` | ${kept} | ${count(n)} ${unit} |`;
}

async function write({ id }: Scenario, row: string): Promise<void> {
  const lines = (await readFile(REPORT, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.includes(` · \`${id}\` | `));
  if (at < 0) throw new Error(`docs/reliability.md has no row with ${id} in its first cell`);
  lines[at] = row;
  await writeFile(REPORT, lines.join('\n'));
}
