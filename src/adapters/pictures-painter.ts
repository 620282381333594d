/** SVG to PNG on a thread of its own: one picture at a time, whoever asked last first. Knows no cairn and keeps nothing. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Far more than any picture takes: a thread that is not back by then never will be. */
const HANGS_MS = 10_000;
/** After a thread has ended by itself, so that one which cannot start is not started for each message. */
const REST_MS = 60_000;

/**
 * What the thread runs, as words: a file would lie elsewhere in the sources than in what is built. The library's images are outside
 * of V8's heap, which sees no reason to collect them: 3 MB a picture would stay for ever (resvg-js, issue 216).
 */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Resvg } = require(workerData.library);
  require('node:v8').setFlagsFromString('--expose-gc');
  const collect = require('node:vm').runInNewContext('gc');
  parentPort.on('message', (svg) => {
    try {
      parentPort.postMessage(new Resvg(svg, workerData.options).render().asPng());
    } catch (error) {
      parentPort.postMessage(String(error));
    }
    setImmediate(collect);
  });
`;

interface PainterParts {
  readonly fontFiles: readonly string[];
  readonly family: string;
  /** Of the pictures, in pixels. */
  readonly width: number;
  readonly log: { warn(facts: object, words: string): void };
}

interface Order {
  /** Made when its turn has come: what nobody waits for any more costs nothing. */
  readonly svg: () => string;
  /** By `performance.now()`. */
  readonly until: number;
  readonly done: (png: Uint8Array | null) => void;
}

/**
 * @returns paints by `until` (of `performance.now()`). What had no turn by then is never begun, and gives null; what was begun
 * is finished, also late. Never rejects.
 */
export function createPainter(parts: PainterParts): (svg: () => string, until: number) => Promise<Uint8Array | null> {
  const { fontFiles, family, width, log } = parts;
  const library = createRequire(import.meta.url).resolve('@resvg/resvg-js');
  const options = {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: family },
    fitTo: { mode: 'width', value: width },
  };
  /** Oldest first. */
  let waiting: Order[] = [];
  let thread: Worker | null = null;
  let current: { readonly order: Order; readonly watch: NodeJS.Timeout } | null = null;
  let restsUntil = 0;

  function start(): Worker {
    const worker = new Worker(THREAD, { eval: true, workerData: { library, options } });
    // A process that has nothing else to do may end.
    worker.unref();
    worker.on('message', (answer: Uint8Array | string) => (typeof answer === 'string' ? fail(answer) : finish(answer)));
    worker.on('error', (error) => log.warn({ err: error }, 'the thread that draws pictures failed'));
    worker.on('exit', () => {
      thread = null;
      restsUntil = performance.now() + REST_MS;
      log.warn({ restsSeconds: REST_MS / 1000 }, 'messages go without pictures for a while');
      finish(null);
    });
    return worker;
  }

  function fail(reason: unknown): void {
    log.warn({ err: reason }, 'a picture could not be drawn');
    finish(null);
  }

  function finish(png: Uint8Array | null): void {
    clearTimeout(current?.watch);
    current?.order.done(png);
    current = null;
    next();
  }

  function next(): void {
    if (current) return;
    const now = performance.now();
    const late = waiting.filter(({ until }) => until <= now || restsUntil > now);
    waiting = waiting.filter((order) => !late.includes(order));
    for (const { done } of late) done(null);
    // The newest: whoever has waited for long is about to give up.
    const order = waiting.pop();
    if (!order) return;
    thread ??= start();
    const watch = setTimeout(() => thread?.terminate(), HANGS_MS);
    current = { order, watch: watch.unref() };
    try {
      thread.postMessage(order.svg());
    } catch (error) {
      fail(error);
    }
  }

  return (svg, until) =>
    new Promise((done) => {
      waiting.push({ svg, until, done });
      next();
    });
}
