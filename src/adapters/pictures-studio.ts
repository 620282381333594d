/** Where pictures are made: letters, a thread that paints, and a shelf on which they are kept by what they show. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Cairn, GroupCairn } from '../domain/cairn.ts';
import { svgOf } from '../pictures/picture.ts';
import { FAMILY } from '../pictures/scene.ts';
import { fontFolder, loadFont } from './pictures-font.ts';
import { createPainter } from './pictures-painter.ts';

/** In pixels: sharp on a phone, where a card is about 320 points wide. */
const WIDTH = 720;
/** Some two hundred pictures: most members of a group have one in common, since one's own card bears no name. */
const KEPT_BYTES = 16 * 1024 * 1024;

interface StudioParts {
  readonly log: { warn(facts: object, words: string): void };
  readonly fonts?: string;
}

interface Studio {
  /** A PNG; null: it could not be drawn, or had no turn by `until` (of `performance.now()`). Never rejects. */
  draw(what: Cairn | GroupCairn, until: number): Promise<Uint8Array | null>;
}

/** Rejects when the fonts can not be read. */
export async function openStudio({ log, fonts = fontFolder() }: StudioParts): Promise<Studio> {
  const { font, files } = await loadFont(fonts);
  const paint = createPainter({ fontFiles: files, family: FAMILY, width: WIDTH, log });
  const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length });
  /** Two who ask for the same at once get one picture. */
  const underWay = new Map<string, Promise<Uint8Array | null>>();

  async function painted(key: string, what: Cairn | GroupCairn, until: number): Promise<Uint8Array | null> {
    const png = await paint(() => svgOf(font, what), until);
    if (png) kept.set(key, png);
    underWay.delete(key);
    return png;
  }

  return {
    async draw(what, until) {
      const key = createHash('sha256').update(JSON.stringify(what)).digest('base64');
      const ready = kept.get(key);
      if (ready) return ready;
      // Whoever asked first may have given up before its turn came.
      const own = () => painted(key, what, until);
      const painting = underWay.get(key)?.then((png) => png ?? own()) ?? own();
      underWay.set(key, painting);
      return painting;
    },
  };
}
