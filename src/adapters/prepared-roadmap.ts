/** A roadmap that was read when Cairn was built, since reading Markdown is a third of a start. Knows no Markdown: another text is another roadmap. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Roadmap } from '../domain/roadmap.ts';

interface Prepared {
  readonly sha256: string;
  readonly roadmap: Roadmap;
}

/** What to write when Cairn is built: read it again with the same build only. */
export function prepare(markdown: string, roadmap: Roadmap): string {
  return JSON.stringify({ sha256: digest(markdown), roadmap } satisfies Prepared);
}

/** The roadmap that this very text became; null: it has to be read. */
export async function prepared(file: URL, markdown: string): Promise<Roadmap | null> {
  try {
    const found: Prepared = JSON.parse(await readFile(file, 'utf8'), (_key, value) => Object.freeze(value));
    return found.sha256 === digest(markdown) ? found.roadmap : null;
  } catch {
    return null;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
