/**
 * `npm run faults [-- --only ID,ID] [--short] [--n N] [--seed N] [--write]`: plays faults and prints what came of them, a row of
 * docs/reliability.md each; `--write` puts the rows there. Exits 1 when a promise did not hold.
 */
import { ROOT } from '../support/open-stage.ts';
import { chosen, readNumber, readOptions, writeRow } from '../support/report.ts';
import { count, createRandom, type Finding, type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const REPORT = `${ROOT}/docs/reliability.md`;
const DEFAULT_SEED = 20_261_122;
const SHOWN_FAILURES = 20;

const values = readOptions({
  only: { type: 'string' },
  short: { type: 'boolean' },
  n: { type: 'string' },
  seed: { type: 'string' },
  write: { type: 'boolean' },
});
const seed = readNumber('seed', values.seed, DEFAULT_SEED);

let broken = false;
for (const scenario of chosen(SCENARIOS, values.only)) {
  const finding = await play(scenario);
  broken ||= finding.failures.length > 0;
}
process.exit(broken ? 1 : 0);

async function play(scenario: Scenario): Promise<Finding> {
  const n = readNumber('n', values.n, values.short ? scenario.short : scenario.long);
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
  if (values.write) await writeRow(REPORT, scenario, row);
  return finding;
}

function rowOf({ id, promise, unit }: Scenario, n: number, { figure, failures }: Finding): string {
  const kept = failures.length ? `**${count(failures.length)} times not kept**: ${figure}` : figure;
  return `| ${promise} · \`${id}\` | ${kept} | ${count(n)} ${unit} |`;
}
