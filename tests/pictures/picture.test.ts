import { describe, expect, it } from 'vitest';
import { COLOURS } from '../../src/pictures/colours.ts';
import { type Font, fitted, measured } from '../../src/pictures/lettering.ts';
import { svgOf } from '../../src/pictures/picture.ts';
import { SMALL, WIDTH } from '../../src/pictures/scene.ts';
import { outline } from '../../src/pictures/stone.ts';
import { el } from '../../src/pictures/svg.ts';
import { aCairn, titled } from '../support/pictures.ts';

/** Every letter of ASCII and a few signs is half as wide as it is tall; there are no others. */
const font: Font = {
  advance: (point) => ((point >= 32 && point < 127) || '…·’'.includes(String.fromCodePoint(point)) ? 0.5 : null),
};

const texts = (svg: string) =>
  [
    ...svg.matchAll(
      /<text x="([\d.-]+)" y="([\d.-]+)" fill="[^"]+" font-size="(\d+)"[^>]*?( text-anchor="middle")?>([^<]*)</g,
    ),
  ].map(([, x, y, size, middle, line = '']) => ({
    x: Number(x),
    y: Number(y),
    size: Number(size),
    middle: !!middle,
    line,
  }));

describe('the picture of a cairn', () => {
  it('says beside each stone what it is: laid by its name, the next one as now, known as known, and open not at all', () => {
    const stones = (['laid', 'known', 'next', 'open'] as const).map((state, at) => ({
      number: at + 1,
      title: `T${at}`,
      state,
    }));
    const lines = texts(svgOf(font, { ...aCairn(4, 0), stones })).map(({ line }) => line);
    expect(lines).toEqual(['1', 'T0', '2', 'Known before', '3', 'Now: T2', '4', '1 of 4 phases']);
  });

  it('tells stones apart without colour: solid, outlined, and dashed', () => {
    const svg = svgOf(font, aCairn(3, 1));
    expect(svg.match(/fill="url\(#stone\d\)"/g)).toHaveLength(1);
    expect(svg.match(/stroke-width="2.5"/g)).toHaveLength(1);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
  });

  it('has the name and the weeks in a row below, and of many stones the one that is next', () => {
    const more = { name: 'Ana', streak: '5 weeks in a row' };
    expect(
      texts(svgOf(font, aCairn(3, 3, more)))
        .slice(-3)
        .map(({ line }) => line),
    ).toEqual(['Ana’s cairn', '3 of 3 phases', '5 weeks in a row']);
    expect(texts(svgOf(font, aCairn(40, 9, more))).at(-1)?.line).toBe('Now: 10 · Title 10');
  });

  it('cuts no weeks in a row off: what is too long for one line has two', () => {
    const streak = '5 weeks in a row, this one still open · one week may be missed';
    const lines = texts(svgOf(font, aCairn(3, 3, { streak }))).map(({ line }) => line);
    expect(lines.slice(-2)).toEqual(['5 weeks in a row, this one still open', 'one week may be missed']);
    const short = '5 weeks in a row · one week may be missed';
    expect(texts(svgOf(font, aCairn(3, 3, { streak: short }))).at(-1)?.line).toBe(short);
  });

  it('cuts a long name, and not what it says of it', () => {
    const name = 'Benedicte-Alexandrina von Langenfeld the Elder';
    const lines = texts(svgOf(font, aCairn(2, 1, { name }))).map(({ line }) => line);
    expect(lines.find((line) => line.includes('cairn'))).toMatch(/^Benedicte-Alexandrina .*…’s cairn$/);
  });

  it('leaves a name out that the font can not write, and keeps the figures where it can not write the unit', () => {
    const lines = texts(svgOf(font, aCairn(2, 1, { name: '\u05e9', unit: '\u05e9' }))).map(({ line }) => line);
    expect(lines.at(-1)).toBe('1 of 2');
    expect(lines.join()).not.toMatch(/\u05e9|cairn/);
  });

  it.each([1, 2, 14, 16, 17, 50, 100])(
    'keeps all words of %i phases on the card, and large enough for a phone',
    (phases) => {
      const cairn = aCairn(phases, phases - 1, { name: 'N'.repeat(80), streak: 'w'.repeat(200) });
      const stones = cairn.stones.map((stone) => ({
        ...stone,
        title: 'A very long title that goes on and on, and on',
      }));
      const svg = svgOf(font, { ...cairn, stones });
      const height = Number(/height="(\d+)/.exec(svg)?.[1]);
      const drawn = texts(svg);
      expect(drawn.length).toBeGreaterThanOrEqual(phases + 3);
      for (const { x, y, size, middle, line } of drawn) {
        const half = middle ? (measured(font, line, { size })?.width ?? 0) / 2 : 0;
        const right = x + (middle ? half : (measured(font, line, { size })?.width ?? 0));
        expect([size >= SMALL, x - half >= 0, right <= WIDTH, y > SMALL, y < height - 4]).toEqual(Array(5).fill(true));
      }
    },
  );

  it('has a stone for each height that somebody reached, in a group, with figures', () => {
    const lines = texts(svgOf(font, { kind: 'group', heights: [12, 9, 1, 0, 0] })).map(({ line }) => line);
    expect(lines).toEqual([
      ...['1', '12 members with 1 or more', '2', '9 with 2 or more', '3', '1 with 3 or more'],
      ...['The group’s cairn', '22 stones from 12 members'],
    ]);
  });
});

describe('words in SVG', () => {
  it('are words, whatever is in them', () => {
    const svg = svgOf(font, titled('<script>&"\'</text>'));
    expect(svg).toContain('&lt;script&gt;&amp;&quot;&#39;&lt;/text&gt;');
    expect(svg).not.toContain('<script');
    expect(el('a', { b: '"<&>\'' }, 'x\u0000\u0008\ud800y').markup).toBe(
      '<a b="&quot;&lt;&amp;&gt;&#39;">x\ufffdy</a>',
    );
  });

  it('are cut to fit with an ellipsis, never in the midst of a letter, and not drawn where not even that fits', () => {
    expect(fitted(font, 'Ownership', { size: 10 }, 45)).toBe('Ownership');
    expect(fitted(font, 'Ownership', { size: 10 }, 44)).toBe('Ownersh…');
    expect(fitted(font, 'On and on', { size: 10 }, 20)).toBe('On…');
    expect(fitted(font, 'Ownership', { size: 10 }, 4)).toBeNull();
  });
});

describe('colours', () => {
  const grounds = [COLOURS.skyAbove, COLOURS.skyBelow, COLOURS.farHills, COLOURS.nearHills, COLOURS.ground];

  it.each([
    ['words', COLOURS.words, grounds],
    ['what is next', COLOURS.next, grounds],
    ['what is faint', COLOURS.faint, grounds],
    ['numbers on stones', COLOURS.onStone, COLOURS.granite.flat()],
  ])('can be read by those who see little contrast: %s (WCAG AA, 4.5)', (_title, words, behind) => {
    for (const ground of behind) expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

it('stones differ, and each has its shape for ever', () => {
  const place = { x: 50, y: 50, width: 80, height: 30 };
  expect(outline(place, 1)).toBe(outline(place, 1));
  expect(new Set([1, 2, 3, 4].map((seed) => outline(place, seed))).size).toBe(4);
});

/** Of two colours as `#rrggbb` (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
