/** A page with a small bot behind it that answers as a test wants: for what Discord has and Cairn does not send. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Raw, type Stage, stage } from '../local-discord/bot.ts';
import { startBrowser, type Visit, visit } from './browser.ts';

const COMMANDS = [
  { name: 'show', description: 'Shows something' },
  {
    name: 'poll',
    description: 'Has parts',
    options: [
      {
        type: 1,
        name: 'create',
        description: 'Makes one',
        options: [
          { type: 3, name: 'question', description: 'What to ask', required: true },
          { type: 5, name: 'secret', description: 'Whether votes are hidden' },
        ],
      },
    ],
  },
];

export const V2 = 1 << 15;
export const PRIVATE = 1 << 6;

export const text = (content: string) => ({ type: 10, content });
export const row = (...components: object[]) => ({ type: 1, components });

/** For the tests of one file: ana opens the page anew before each. */
export function smallBot() {
  let browser: Browser | undefined;
  let current: { bot: Stage; seen: Visit } | undefined;
  let bot: Stage | undefined;
  beforeAll(async () => {
    [browser, bot] = await Promise.all([startBrowser(), stage(COMMANDS)]);
  });
  beforeEach(async () => {
    await current?.seen.page.context().close();
    if (browser === undefined || bot === undefined) throw new Error('the scene has not begun');
    current = { bot, seen: await visit(browser, bot.local.page, { member: 'ana' }) };
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });
  const now = () => {
    if (current === undefined) throw new Error('the scene has not begun');
    return current;
  };
  const page = (): Page => now().seen.page;
  return {
    bot: (): Stage => now().bot,
    page,
    elsewhere: (): readonly string[] => now().seen.elsewhere,
    last: (): Locator => page().getByRole('article').last(),
    async show(): Promise<void> {
      await page()
        .getByRole('textbox', { name: /^Message/ })
        .focus();
      await page().keyboard.type('/show ');
      await page().getByRole('button', { name: 'Send' }).click();
    },
    /** /show is answered with these components; buttons and lists with what was chosen. */
    answerWith(components: readonly object[]): void {
      const { bot: small } = now();
      small.on((interaction: Raw) => {
        const { data } = interaction as { data: { name?: string; custom_id?: string; values?: string[] } };
        if (data.name === 'show') return small.callback(interaction, { type: 4, data: { flags: V2, components } });
        const content = `got ${data.custom_id} ${JSON.stringify(data.values ?? '')}`;
        return small.callback(interaction, { type: 4, data: { content, flags: PRIVATE } });
      });
    },
  };
}
