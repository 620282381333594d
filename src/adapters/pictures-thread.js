/**
 * The thread that turns SVG into PNG, one after the other. Plain JavaScript, since a thread starts from its very file: the same in
 * the sources and in dist. Knows nothing of the program.
 */
// @ts-check
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

// The library's images lie outside of V8's heap, which sees no reason to collect them: 3 MB a picture would stay (resvg-js, issue 216).
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** @type {{ fontFiles: string[], family: string, width: number }} */
const { fontFiles, family, width } = workerData;
/** @type {import('@resvg/resvg-js').ResvgRenderOptions} */
const options = {
  font: { fontFiles, loadSystemFonts: false, defaultFontFamily: family },
  fitTo: { mode: 'width', value: width },
};

parentPort?.on('message', (svg) => {
  try {
    parentPort?.postMessage(new Resvg(svg, options).render().asPng());
  } catch (error) {
    parentPort?.postMessage(String(error));
  }
  setImmediate(collect);
});
