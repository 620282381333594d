/** What benches and fault runs share on the command line: their options, which of them are wanted, and their rows in docs. */
import { readFile, writeFile } from 'node:fs/promises';
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
interface Named {
  readonly id: string;
}

/** What was asked for. Ends the program with a sentence where it can not be read. */
export function readOptions<T extends Options>(options: T) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    return refuse(`${error instanceof Error ? error.message : error}. There are: ${known.join(', ')}.`);
  }
}

/** A whole number from 1 on, or `usual` where none was given. Ends the program likewise. */
export function readNumber(name: string, given: string | undefined, usual: number): number {
  if (given === undefined) return usual;
  return /^[1-9]\d{0,14}$/.test(given) ? Number(given) : refuse(`--${name} wants a whole number, not ${given}.`);
}

/** Those with the ids of a list such as `start,trips`; without a list all. Ends the program where one is unknown. */
export function chosen<T extends Named>(all: readonly T[], list: string | undefined): readonly T[] {
  const ids = list?.split(',');
  const unknown = ids?.filter((id) => !all.some((one) => one.id === id)) ?? [];
  if (unknown.length)
    return refuse(`There is no ${unknown.join(', ')}. There are: ${all.map(({ id }) => id).join(', ')}.`);
  return all.filter(({ id }) => ids?.includes(id) ?? true);
}

/** Puts a row where the one with the same id is. */
export async function writeRow(report: string, { id }: Named, row: string): Promise<void> {
  const lines = (await readFile(report, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.includes(` · \`${id}\` | `));
  if (at < 0) throw new Error(`${report} has no row with ${id} in its first cell`);
  lines[at] = row;
  await writeFile(report, lines.join('\n'));
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
