/** Pictures for messages: drawn off the event loop, kept by what they show. Whatever goes wrong, the message goes without. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Cairn, GroupCairn } from '../domain/cairn.ts';
import { svgOf } from '../pictures/picture.ts';
import type { Pictures } from '../ports.ts';
import { createSeldom } from '../seldom.ts';
import { FAMILY, fontFolder, loadFont } from './pictures-font.ts';
import { createPainter } from './pictures-painter.ts';

/** Sharp on a phone, where a card is about 320 points wide. */
const WIDTH = 720;
/** Some two hundred pictures: most members of a group have one in common, since a member's own bears no name. */
const KEPT_BYTES = 16 * 1024 * 1024;
/** Fonts that could not be read are not looked for at each message. */
const REST_MS = 60_000;

interface PicturesParts {
  readonly log: { warn(facts: object, words: string): void };
  /** The folder of the fonts; in their package, unless told otherwise. */
  readonly fonts?: string;
}

/** Reads and starts nothing before the first picture. */
export function createPictures({ log, fonts }: PicturesParts): Pictures {
  const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length });
  /** Two who ask for the same at once get one picture. */
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  const seldom = createSeldom();
  let studio: ReturnType<typeof open> | null = null;

  async function open() {
    try {
      const { font, files } = await loadFont(fonts ?? fontFolder());
      return { font, paint: createPainter({ fontFiles: files, family: FAMILY, width: WIDTH, log }) };
    } catch (error) {
      log.warn({ err: error }, 'the fonts can not be read, so messages go without pictures');
      setTimeout(() => {
        studio = null;
      }, REST_MS).unref();
      return null;
    }
  }

  async function paint(key: string, what: Cairn | GroupCairn, until: number): Promise<Uint8Array | null> {
    studio ??= open();
    const opened = await studio;
    const png = opened && (await opened.paint(() => svgOf(opened.font, what), until));
    if (png) kept.set(key, png);
    underWay.delete(key);
    return png;
  }

  return {
    async draw(what, patienceMs) {
      const key = createHash('sha256').update(JSON.stringify(what)).digest('base64');
      const ready = kept.get(key);
      if (ready) return ready;
      const own = () => paint(key, what, performance.now() + patienceMs);
      // Whoever asked first may have given up before its turn came.
      const painting = underWay.get(key)?.then((png) => png ?? own()) ?? own();
      underWay.set(key, painting);
      const late = new AbortController();
      const png = await Promise.race([painting, lateness(patienceMs, late.signal)]);
      late.abort();
      if (png !== 'late') return png;
      const unsaid = seldom();
      if (unsaid !== null)
        log.warn({ patienceMs, unsaid }, 'a picture was not drawn in time, and its message went without');
      return null;
    },
  };
}

function lateness(ms: number, signal: AbortSignal): Promise<'late'> {
  return sleep(ms, 'late' as const, { signal }).catch(() => 'late');
}
