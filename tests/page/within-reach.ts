/** What keeps a page from somebody: axe-core's findings, and what leaves the screen sideways. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line for each thing that axe-core finds wrong. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser itself: the page allows no script but its own.
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** What is wider than its place, by its class. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[document.documentElement, ...document.querySelectorAll('.main, .scroller, .message, .composer, .wire, dialog')]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => each.className || each.tagName)`);
