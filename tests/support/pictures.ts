/** Pictures as the bot draws them, for tests: on a busy machine nobody's patience ends. */
import { PNG } from 'pngjs';
import { createPictures } from '../../src/adapters/pictures.ts';
import { type Cairn, cairnOf } from '../../src/domain/cairn.ts';
import type { Pictures } from '../../src/ports.ts';
import { aRoadmap } from './builders.ts';

const PATIENCE_MS = 170_000;

export function patient(pictures: Pictures): Pictures {
  return { draw: (what) => pictures.draw(what, PATIENCE_MS) };
}

/** A log that is kept. */
export function aLog() {
  const said: string[] = [];
  return { said, warn: (facts: object, words: string) => void said.push(`${words} ${JSON.stringify(facts)}`) };
}

/** What it logs is an error. */
export const realPictures = patient(
  createPictures({
    log: {
      warn(facts, words) {
        throw new Error(`${words} ${JSON.stringify(facts)}`);
      },
    },
  }),
);

/** A cairn of so many phases, the first `laid` of them done. */
export function aCairn(phases: number, laid: number, more: Partial<Cairn> = {}): Cairn {
  const roadmap = aRoadmap({ phases });
  const done = roadmap.phases.slice(0, laid).map(({ id }, at) => ({
    kind: 'done' as const,
    phase: id,
    at,
    by: id,
    day: '2026-08-05',
    gday: '2026-08-05',
  }));
  return { ...cairnOf(roadmap, done), ...more };
}

/** A cairn of one laid stone with this title. */
export function titled(title: string): Cairn {
  return { ...aCairn(1, 1), stones: [{ number: 1, title, state: 'laid' }] };
}

/** Throws where there is no picture. */
export function pixels(png: Uint8Array | null): PNG {
  if (!png) throw new Error('no picture was drawn');
  return PNG.sync.read(Buffer.from(png));
}

/** The places, as `[x, y]` in pixels, at which two pictures of one size are not the same. */
export function differences(one: PNG, other: PNG): readonly (readonly [number, number])[] {
  if (one.width !== other.width || one.height !== other.height) throw new Error('two sizes');
  const places: [number, number][] = [];
  for (let at = 0; at < one.width * one.height; at++) {
    const same = one.data.readUInt32LE(at * 4) === other.data.readUInt32LE(at * 4);
    if (!same) places.push([at % one.width, Math.floor(at / one.width)]);
  }
  return places;
}
