/** Pictures for messages. Nothing is loaded before the first one; whatever goes wrong, the message goes without. */
import { within } from '../deadlines.ts';
import type { Pictures } from '../ports.ts';
import { createSeldom } from '../seldom.ts';

/** What could not be opened is not tried for each message. */
const REST_MS = 60_000;

/** The first picture waits for letters, library and thread as well: so many times as long as whoever asks would for another. */
const FIRST_TIMES = 4;

interface PicturesParts {
  readonly log: { warn(facts: object, words: string): void };
  /** The folder of the fonts; in their package, unless told otherwise. */
  readonly fonts?: string;
}

export function createPictures(parts: PicturesParts): Pictures {
  const { log } = parts;
  const seldom = createSeldom();
  let studio: ReturnType<typeof open> | null = null;
  let atWork = false;

  async function open() {
    try {
      // Fonts and threads are more code than most starts should read.
      const { openStudio } = await import('./pictures-studio.ts');
      return await openStudio(parts);
    } catch (error) {
      log.warn({ err: error }, 'pictures cannot be drawn, so messages go without');
      setTimeout(() => {
        studio = null;
      }, REST_MS).unref();
      return null;
    }
  }

  return {
    async draw(what, patience) {
      const patienceMs = atWork ? patience : patience * FIRST_TIMES;
      const until = performance.now() + patienceMs;
      studio ??= open();
      const png = await within(
        patienceMs,
        studio.then((opened) => opened?.draw(what, until) ?? null),
      );
      atWork ||= png !== 'late' && png !== null;
      // Its painter may find that nobody waits any more before the timer here has its turn.
      if (png !== 'late' && (png !== null || performance.now() < until)) return png;
      const unsaid = seldom();
      if (unsaid !== null)
        log.warn({ patienceMs, unsaid }, 'a picture was not drawn in time, so its message went without');
      return null;
    },
  };
}
