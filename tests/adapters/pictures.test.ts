import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPictures } from '../../src/adapters/pictures.ts';
import { fontFolder, loadFont } from '../../src/adapters/pictures-font.ts';
import { createPainter } from '../../src/adapters/pictures-painter.ts';
import type { Cairn, GroupCairn } from '../../src/domain/cairn.ts';
import { aCairn, aLog, differences, patient, pixels, realPictures, titled } from '../support/pictures.ts';

const drawn = async (what: Cairn | GroupCairn) => pixels(await realPictures.draw(what, 0));

describe('a picture', () => {
  it('is a whole card in many colours, clear only at its round corners', async () => {
    const { width, height, data } = await drawn(aCairn(14, 3));
    const colours = new Set(Array.from({ length: width * height }, (_, at) => data.readUInt32LE(at * 4)));
    expect(colours.size).toBeGreaterThan(200);
    const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3];
    const corners = [alpha(0, 0), alpha(width - 1, 0), alpha(0, height - 1), alpha(width - 1, height - 1)];
    expect(corners).toEqual([0, 0, 0, 0]);
    const edges = [
      alpha(width / 2, 0),
      alpha(0, height / 2),
      alpha(width - 1, height / 2),
      alpha(width / 2, height - 1),
    ];
    expect(edges).toEqual([255, 255, 255, 255]);
  });

  it.each([1, 14, 16, 17, 30, 100])('has room for %i phases', async (phases) => {
    const { width, height } = await drawn(aCairn(phases, Math.ceil(phases / 2), { streak: '5 weeks in a row' }));
    expect(width).toBe(720);
    expect(height).toBeGreaterThan(150);
    // Discord would show a taller one so small that nobody can read it.
    expect(height).toBeLessThan(width * 1.2);
  });

  it.each([[[1]], [[12, 9, 9, 5]], [Array.from({ length: 100 }, (_, at) => 300 - at * 3)]])(
    'of a group has room for everybody: %j',
    async (heights) => {
      expect((await drawn({ kind: 'group', heights })).height).toBeLessThan(720 * 1.2);
    },
  );

  it('is the same whenever it is drawn', async () => {
    const log = aLog();
    const [one, other] = [patient(createPictures({ log })), patient(createPictures({ log }))];
    expect(await one.draw(aCairn(14, 5), 0)).toEqual(await other.draw(aCairn(14, 5), 0));
  });

  it('is drawn once for all who ask for the same, at once or later', async () => {
    const [first, second] = await Promise.all([0, 1].map(() => realPictures.draw(aCairn(7, 2), 0)));
    expect(first).toBe(second);
    expect(await realPictures.draw(aCairn(7, 2), 0)).toBe(first);
    expect(await realPictures.draw(aCairn(7, 3), 0)).not.toBe(first);
  });
});

describe('words in a picture', () => {
  it('are really drawn, beside their stone', async () => {
    const places = differences(await drawn(titled('Ownership')), await drawn(titled('Ooooooo')));
    expect(places.length).toBeGreaterThan(100);
    expect(Math.min(...places.map(([x]) => x))).toBeGreaterThan(300);
  });

  const without = titled('\u05e9\u05dc\u05d5\u05dd');

  it.each([
    ['Hebrew', '\u05d0\u05d1\u05d2 abc'],
    ['Chinese', '\u7b2c\u4e00'],
    ['emoji', 'Go \u{1faa8}'],
    ['a family of emoji', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['marks piled upon marks', 'Z\u0351\u036b\u0343a\u0489l\u0334go'],
    ['letters turned round', 'abc\u202edef'],
    ['nothing that can be seen', '\u200b\u2060'],
    ['half a letter', 'abc\ud83e'],
  ])('leave no empty boxes: %s is left to the message’s text', async (_title, title) => {
    expect(differences(await drawn(titled(title)), await drawn(without))).toEqual([]);
  });

  it.each([
    ['Vietnamese', 'Ti\u1ebfng Vi\u1ec7t'],
    ['letters with their accents apart', 'Vie\u0302\u0323t'],
    ['Russian', '\u0412\u043b\u0430\u0434\u0435\u043d\u0438\u0435'],
    ['Greek', '\u03a9\u03bc\u03ad\u03b3\u03b1'],
    ['markup', '<script>&"\'</text>'],
  ])('are drawn where the font has their letters: %s', async (_title, title) => {
    expect(differences(await drawn(titled(title)), await drawn(without)).length).toBeGreaterThan(100);
  });

  it('show markup as it was typed', async () => {
    const [lt, other] = [await drawn(titled('a<b')), await drawn(titled('a&lt;b'))];
    expect(differences(lt, other).length).toBeGreaterThan(100);
  });
});

describe('whatever goes wrong', () => {
  it('without its fonts there is no picture, and the log says so once', async () => {
    const [log, fonts] = [aLog(), await mkdtemp(join(tmpdir(), 'cairn-fonts-'))];
    const pictures = patient(createPictures({ log, fonts }));
    expect([await pictures.draw(aCairn(3, 1), 0), await pictures.draw(aCairn(3, 2), 0)]).toEqual([null, null]);
    expect(log.said.join()).toMatch(/^pictures cannot be drawn.*ENOENT/);
    expect(log.said).toHaveLength(1);
    await rm(fonts, { recursive: true });
  });

  it('who has no patience gets none, and whoever asks for the same meanwhile gets theirs', async () => {
    const log = aLog();
    const pictures = createPictures({ log });
    const [hasty, calm] = await Promise.all([pictures, patient(pictures)].map((each) => each.draw(aCairn(5, 1), 0)));
    expect(hasty).toBeNull();
    expect(log.said.join()).toContain('not drawn in time');
    pixels(calm ?? null);
  });

  it('the first one is waited for four times as long, the others as long as they may be', async () => {
    const [first, later] = [aLog(), aLog()];
    expect(await createPictures({ log: first }).draw(aCairn(6, 1), 1)).toBeNull();
    expect(first.said.join()).toContain('"patienceMs":4,');
    const pictures = createPictures({ log: later });
    pixels(await patient(pictures).draw(aCairn(6, 1), 0));
    expect(await pictures.draw(aCairn(6, 2), 1)).toBeNull();
    expect(later.said.join()).toContain('"patienceMs":1,');
  });

  it('what can not be drawn is null, and the next one comes as ever', async () => {
    const [log, paint] = await painter();
    const bug = () => {
      throw new Error('a bug');
    };
    const later = performance.now() + 170_000;
    expect(await Promise.all([paint(() => '<svg', later), paint(bug, later)])).toEqual([null, null]);
    expect(log.said).toHaveLength(2);
    pixels(await paint(() => SVG, later));
  });

  it('begins with whoever asked last, and never with what nobody waits for any more', async () => {
    const [, paint] = await painter();
    const begun: string[] = [];
    const asked = (name: string, until: number) =>
      paint(() => {
        begun.push(name);
        return SVG;
      }, until);
    const later = performance.now() + 170_000;
    const [, , late] = await Promise.all([
      asked('first', later),
      asked('second', later),
      asked('late', 0),
      asked('third', later),
    ]);
    expect(begun).toEqual(['first', 'third', 'second']);
    expect(late).toBeNull();
  });
});

it('is drawn off the event loop: the library is never loaded into the bot’s own thread', async () => {
  await drawn(aCairn(4, 1));
  const { cache, resolve } = createRequire(import.meta.url);
  expect(Object.keys(cache)).not.toContain(resolve('@resvg/resvg-js'));
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>';

async function painter() {
  const log = aLog();
  const { files } = await loadFont(fontFolder());
  return [log, createPainter({ fontFiles: files, family: 'Inter', width: 10, log })] as const;
}
