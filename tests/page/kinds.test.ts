/** Everything Discord has for a bot to send, drawn; and what a member sees when the bot is slow, silent or refused. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const V2 = 1 << 15;
const PRIVATE = 1 << 6;

let browser: Browser;
let bot: Stage;
let seen: Visit;
let page: Page;
beforeAll(async () => {
  [browser, bot] = await Promise.all([startBrowser(), stage(COMMANDS, { timing: { patienceMs: 4_000 } })]);
});
beforeEach(async () => {
  await page?.context().close();
  seen = await visit(browser, bot.local.page, { member: 'ana' });
  page = seen.page;
});
afterAll(async () => {
  await browser?.close();
  await bot?.stop();
});

const last = () => page.getByRole('article').last();

async function show(): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type('/show ');
  await page.getByRole('button', { name: 'Send' }).click();
}

/** The bot answers /show with these components; buttons and lists are answered with what was chosen. */
function answerWith(components: readonly object[], more: object = {}): void {
  bot.on((interaction: Raw) => {
    const { data } = interaction as {
      data: { name?: string; custom_id?: string; values?: string[]; components?: unknown };
    };
    if (data.name === 'show') return bot.callback(interaction, { type: 4, data: { flags: V2, components, ...more } });
    const content = `got ${data.custom_id} ${JSON.stringify(data.values ?? data.components ?? '')}`;
    return bot.callback(interaction, { type: 4, data: { content, flags: PRIVATE } });
  });
}

const text = (content: string) => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });

describe('draws', () => {
  it('containers, sections, separators, buttons of every style, and pictures elsewhere as links', async () => {
    answerWith([
      {
        type: 17,
        accent_color: 0xff8800,
        components: [
          {
            type: 9,
            components: [text('# Left\n-# small')],
            accessory: { type: 2, style: 5, label: 'Out', url: 'https://a.example/' },
          },
          {
            type: 9,
            components: [text('With a thumbnail')],
            accessory: { type: 11, media: { url: 'https://a.example/t.png' }, description: 'A cat' },
          },
          { type: 14, spacing: 2 },
          { type: 12, items: [{ media: { url: 'https://a.example/1.png' }, description: 'One' }] },
          row(
            { type: 2, style: 1, label: 'One', custom_id: 'one' },
            { type: 2, style: 4, label: 'Grey', custom_id: 'grey', disabled: true },
          ),
        ],
      },
      { type: 17, spoiler: true, components: [text('behind a curtain')] },
    ]);
    await show();
    await last().getByRole('heading', { name: 'Left' }).waitFor();
    expect(await last().getByRole('link', { name: 'Out' }).getAttribute('rel')).toContain('noopener');
    await last()
      .getByRole('link', { name: /A cat \(on a\.example, not loaded\)/ })
      .waitFor();
    expect(await last().getByRole('button', { name: 'Grey' }).isDisabled()).toBe(true);
    expect(await last().getByText('behind a curtain').isVisible()).toBe(false);
    await last().getByRole('button', { name: 'Spoiler' }).click();
    await last().getByText('behind a curtain').waitFor();
    await last().getByRole('button', { name: 'One' }).click();
    await page.getByRole('article').filter({ hasText: 'got one' }).waitFor();
    expect(seen.elsewhere).toEqual([]);
  });

  it('lists of options, people, roles and channels, one or several', async () => {
    answerWith([
      row({
        type: 3,
        custom_id: 'plain',
        placeholder: 'Pick',
        options: [
          { label: 'A', value: 'a', description: 'first' },
          { label: 'B', value: 'b' },
        ],
      }),
      row({
        type: 3,
        custom_id: 'many',
        placeholder: 'Pick two',
        max_values: 2,
        options: ['x', 'y', 'z'].map((value) => ({ label: value, value })),
      }),
      row({ type: 5, custom_id: 'who', placeholder: 'Who' }),
      row({ type: 8, custom_id: 'where', placeholder: 'Where' }),
    ]);
    await show();
    const lists = last();
    await page.getByRole('combobox', { name: 'Pick', exact: true }).click();
    await page.getByRole('option', { name: 'B', exact: true }).click();
    await page.getByRole('article').filter({ hasText: 'got plain ["b"]' }).waitFor();
    await page.getByRole('combobox', { name: 'Pick two' }).click();
    await page.getByRole('option', { name: 'x', exact: true }).click();
    await page.getByRole('option', { name: 'z', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('article').filter({ hasText: 'got many ["x","z"]' }).waitFor();
    await page.getByRole('combobox', { name: 'Who' }).click();
    await page.getByRole('option', { name: '@ben' }).click();
    await page.getByRole('article').filter({ hasText: 'got who' }).waitFor();
    await page.getByRole('combobox', { name: 'Where' }).click();
    await page.getByRole('option', { name: '#milestones' }).click();
    await page
      .getByRole('article')
      .filter({ hasText: `got where ["${bot.channel('milestones')}"]` })
      .waitFor();
    expect(await lists.count()).toBe(1);
  });

  it('files and attached pictures from this machine', async () => {
    bot.on(async (interaction) => {
      await bot.callback(interaction, { type: 5 });
      const files = [
        { name: 'data.json', data: Buffer.from('{"a":1}'), contentType: 'application/json' },
        { name: 'dot.png', data: Buffer.from(DOT, 'base64'), contentType: 'image/png' },
      ];
      const components = [
        { type: 13, file: { url: 'attachment://data.json' } },
        { type: 12, items: [{ media: { url: 'attachment://dot.png' }, description: 'A dot' }] },
      ];
      await bot.rest.patch(`/webhooks/${bot.local.applicationId}/${interaction.token}/messages/@original`, {
        auth: false,
        body: { flags: V2, components, attachments: files.map(({ name }, at) => ({ id: String(at), filename: name })) },
        files,
      });
    });
    await show();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      last().getByRole('link', { name: 'data.json' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('data.json');
    await last().getByRole('img', { name: 'A dot' }).waitFor();
    await expect.poll(() => page.evaluate('document.querySelector(\'img[alt="A dot"]\').naturalWidth')).toBe(1);
  });

  it('forms with every kind of field', async () => {
    const label = (words: string, component: object) => ({ type: 18, label: words, component });
    bot.on((interaction: Raw) => {
      const { type, data } = interaction as unknown as { type: number; data: unknown };
      if (type === 5)
        return bot.callback(interaction, { type: 4, data: { content: JSON.stringify(data), flags: PRIVATE } });
      const options = ['red', 'blue'].map((value) => ({ label: value, value }));
      const components = [
        text('Please be kind.'),
        label('Name', { type: 4, custom_id: 'name', style: 1 }),
        label('Colour', { type: 21, custom_id: 'colour', options }),
        label('Extras', {
          type: 22,
          custom_id: 'extras',
          options: options.map((each) => ({ ...each })),
          max_values: 2,
        }),
        label('Agreed', { type: 23, custom_id: 'agreed' }),
      ];
      return bot.callback(interaction, { type: 9, data: { custom_id: 'form', title: 'A form', components } });
    });
    await show();
    const form = page.getByRole('dialog', { name: 'A form' });
    await form.getByText('Please be kind.').waitFor();
    await form.getByRole('button', { name: 'Submit' }).click();
    expect(await form.count()).toBe(1);
    await form.getByRole('textbox', { name: /Name/ }).fill('Ferris');
    await form.getByRole('radio', { name: 'blue' }).check();
    await form.getByRole('checkbox', { name: 'red' }).check();
    await form.getByRole('checkbox', { name: 'Agreed' }).check();
    await form.getByRole('button', { name: 'Submit' }).click();
    const answer = page.getByRole('article').filter({ hasText: 'Ferris' });
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/"colour","value":"blue"[\s\S]*\["red"\][\s\S]*"agreed","value":true/);
  });

  it('edits and deletions, as they happen, without losing the place', async () => {
    bot.on((interaction) => bot.callback(interaction, { type: 4, data: { content: 'first **words**' } }));
    await show();
    await last().getByText('first words').waitFor();
    const outcome = await bot.people.slash('ben', 'study', 'show');
    const id = outcome.messages[0]?.id ?? '';
    await bot.rest.patch(`/channels/${bot.channel('study')}/messages/${id}`, { body: { content: 'other words' } });
    await last().getByText('other words').waitFor();
    await last().getByText('(edited)').waitFor();
    await bot.rest.delete(`/channels/${bot.channel('study')}/messages/${id}`);
    await page.getByText('other words', { exact: true }).waitFor({ state: 'detached' });
  });

  it('commands with parts; a required option is asked for', async () => {
    bot.on((interaction) =>
      bot.callback(interaction, { type: 4, data: { content: JSON.stringify(interaction.data) } }),
    );
    await page.keyboard.type('/poll');
    await page.getByRole('option', { name: '/poll create' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'required' }).waitFor();
    await page.getByRole('textbox', { name: 'question' }).fill('Why?');
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'secret' }).waitFor();
    await page.getByRole('option', { name: 'True' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('article').filter({ hasText: 'ana used /poll create' }).waitFor();
    expect(await last().innerText()).toMatch(/"value":"Why\?"[\s\S]*"value":true/);
  });
});

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a member sees', () => {
  it('“thinking …” until a deferred answer is there', async () => {
    let goOn = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    bot.on(async (interaction) => {
      await bot.callback(interaction, { type: 5, data: { flags: PRIVATE } });
      await asked;
      const path = `/webhooks/${bot.local.applicationId}/${interaction.token}/messages/@original` as const;
      await bot.rest.patch(path, { auth: false, body: { content: 'here it is' } });
    });
    await show();
    await last().getByText('is thinking').waitFor();
    // Nothing else says that one waits, and one can go on.
    expect(await page.getByText('Waiting for').count()).toBe(0);
    goOn();
    await last().getByText('here it is').waitFor();
    expect(await page.getByRole('article').filter({ hasText: 'is thinking' }).count()).toBe(0);
  });

  it('“did not respond” after three seconds of silence, for commands and for buttons', async () => {
    answerWith([row({ type: 2, style: 1, label: 'Silent', custom_id: 'silent' })]);
    await show();
    await last().getByRole('button', { name: 'Silent' }).waitFor();
    bot.on(async () => undefined);
    await page.getByRole('button', { name: 'Silent' }).last().click();
    await page.getByText('This interaction failed').waitFor();
    await show();
    await page.getByText('did not respond').waitFor();
  });

  it('what Discord would refuse: said on the page, with the reason on the wire', async () => {
    bot.on((interaction) => bot.callback(interaction, { type: 4, data: { content: 'x'.repeat(2001) } }));
    await show();
    const notice = page.getByRole('status').filter({ hasText: 'Discord would refuse' });
    await notice.getByText(/400, 50035 Invalid Form Body/).waitFor();
    await notice.getByRole('button', { name: 'Show on the wire' }).click();
    const wire = page.getByRole('complementary', { name: 'Wire' });
    await wire.locator('summary').last().click();
    await wire.getByText('Must be 2000 or fewer in length.').first().waitFor();
    await page.getByText('did not respond').waitFor();
  });

  it('the wire: filtered by words and kind, each entry with its body, to be copied', async () => {
    answerWith([text('hello')]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: /^Wire/ }).click();
    const wire = page.getByRole('complementary', { name: 'Wire' });
    await bot.people.slash('ben', 'study', 'show');
    await wire.getByRole('combobox', { name: 'Kind' }).selectOption('Requests');
    await wire.getByRole('searchbox', { name: 'Filter' }).fill('callback');
    const entry = wire.locator('summary').last();
    expect(await entry.innerText()).toMatch(/POST[\s\S]*callback[\s\S]*type 4[\s\S]*204/);
    await entry.click();
    await wire.getByText('Discord’s schema and rules accept this body.').waitFor();
    await wire.getByRole('button', { name: 'Copy as JSON' }).click();
    await wire.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('"content": "hello"');
    expect(await wire.getByText('INTERACTION_CREATE').count()).toBe(0);
  });
});
