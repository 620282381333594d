/** Everything Discord has for a bot to send, drawn. */
import { describe, expect, it } from 'vitest';
import type { Raw } from '../local-discord/bot.ts';
import { PRIVATE, row, smallBot, text, V2 } from './small-bot.ts';

const { bot, page, elsewhere, last, show, answerWith } = smallBot();

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

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
    await page().getByRole('article').filter({ hasText: 'got one' }).waitFor();
    expect(elsewhere()).toEqual([]);
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
    await page().getByRole('combobox', { name: 'Pick', exact: true }).click();
    await page().getByRole('option', { name: 'B', exact: true }).click();
    await page().getByRole('article').filter({ hasText: 'got plain ["b"]' }).waitFor();
    await page().getByRole('combobox', { name: 'Pick two' }).click();
    await page().getByRole('option', { name: 'x', exact: true }).click();
    await page().getByRole('option', { name: 'z', exact: true }).click();
    await page().keyboard.press('Escape');
    await page().getByRole('article').filter({ hasText: 'got many ["x","z"]' }).waitFor();
    await page().getByRole('combobox', { name: 'Who' }).click();
    await page().getByRole('option', { name: '@ben' }).click();
    await page().getByRole('article').filter({ hasText: 'got who' }).waitFor();
    await page().getByRole('combobox', { name: 'Where' }).click();
    await page().getByRole('option', { name: '#milestones' }).click();
    await page()
      .getByRole('article')
      .filter({ hasText: `got where ["${bot().channel('milestones')}"]` })
      .waitFor();
    expect(await lists.count()).toBe(1);
  });

  it('files and attached pictures from this machine', async () => {
    bot().on(async (interaction) => {
      await bot().callback(interaction, { type: 5 });
      const files = [
        { name: 'data.json', data: Buffer.from('{"a":1}'), contentType: 'application/json' },
        { name: 'dot.png', data: Buffer.from(DOT, 'base64'), contentType: 'image/png' },
      ];
      const components = [
        { type: 13, file: { url: 'attachment://data.json' } },
        { type: 12, items: [{ media: { url: 'attachment://dot.png' }, description: 'A dot' }] },
      ];
      await bot().rest.patch(`/webhooks/${bot().local.applicationId}/${interaction.token}/messages/@original`, {
        auth: false,
        body: { flags: V2, components, attachments: files.map(({ name }, at) => ({ id: String(at), filename: name })) },
        files,
      });
    });
    await show();
    const [download] = await Promise.all([
      page().waitForEvent('download'),
      last().getByRole('link', { name: 'data.json' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('data.json');
    await last().getByRole('img', { name: 'A dot' }).waitFor();
    await expect.poll(() => page().evaluate('document.querySelector(\'img[alt="A dot"]\').naturalWidth')).toBe(1);
  });

  it('forms with every kind of field', async () => {
    const label = (words: string, component: object) => ({ type: 18, label: words, component });
    bot().on((interaction: Raw) => {
      const { type, data } = interaction as unknown as { type: number; data: unknown };
      if (type === 5)
        return bot().callback(interaction, { type: 4, data: { content: JSON.stringify(data), flags: PRIVATE } });
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
      return bot().callback(interaction, { type: 9, data: { custom_id: 'form', title: 'A form', components } });
    });
    await show();
    const form = page().getByRole('dialog', { name: 'A form' });
    await form.getByText('Please be kind.').waitFor();
    await form.getByRole('button', { name: 'Submit' }).click();
    expect(await form.count()).toBe(1);
    await form.getByRole('textbox', { name: /Name/ }).fill('Ferris');
    await form.getByRole('radio', { name: 'blue' }).check();
    await form.getByRole('checkbox', { name: 'red' }).check();
    await form.getByRole('checkbox', { name: 'Agreed' }).check();
    await form.getByRole('button', { name: 'Submit' }).click();
    const answer = page().getByRole('article').filter({ hasText: 'Ferris' });
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/"colour","value":"blue"[\s\S]*\["red"\][\s\S]*"agreed","value":true/);
  });

  it('edits and deletions, as they happen, without losing the place', async () => {
    bot().on((interaction) => bot().callback(interaction, { type: 4, data: { content: 'first **words**' } }));
    await show();
    await last().getByText('first words').waitFor();
    const outcome = await bot().people.slash('ben', 'study', 'show');
    const id = outcome.messages[0]?.id ?? '';
    await bot().rest.patch(`/channels/${bot().channel('study')}/messages/${id}`, { body: { content: 'other words' } });
    await last().getByText('other words').waitFor();
    await last().getByText('(edited)').waitFor();
    await bot().rest.delete(`/channels/${bot().channel('study')}/messages/${id}`);
    await page().getByText('other words', { exact: true }).waitFor({ state: 'detached' });
  });

  it('whoever is at the end stays there, whatever grows between a scroll and the word of it; whoever went up stays there', async () => {
    answerWith([text('the newest')]);
    await show();
    await last().getByText('the newest').waitFor();
    /** As a picture that has its height before its page has told of the last scroll. */
    const grow = (from: string) =>
      page().evaluate<number>(`(async () => {
        const [box, list] = ['#scroller', '#messages'].map((each) => document.querySelector(each));
        const grown = () => {
          const block = document.createElement('li');
          block.style.height = '900px';
          list.append(block);
          return block;
        };
        const turn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        grown();
        box.scrollTop = ${from};
        const picture = grown();
        await turn();
        picture.dispatchEvent(new Event('load'));
        return box.scrollHeight - box.scrollTop - box.clientHeight;
      })()`);
    expect(await grow('box.scrollHeight')).toBeLessThan(2);
    expect(await grow('box.scrollTop - 500')).toBeGreaterThan(900);
  });

  it('commands with parts; a required option is asked for', async () => {
    bot().on((interaction) =>
      bot().callback(interaction, { type: 4, data: { content: JSON.stringify(interaction.data) } }),
    );
    await page().keyboard.type('/poll');
    await page().getByRole('option', { name: '/poll create' }).click();
    await page().keyboard.press('Enter');
    await page().getByRole('alert').filter({ hasText: 'required' }).waitFor();
    await page().getByRole('textbox', { name: 'question' }).fill('Why?');
    await page().keyboard.press('Tab');
    await page().getByRole('combobox', { name: 'secret' }).waitFor();
    await page().getByRole('option', { name: 'True' }).waitFor();
    await page().keyboard.press('Enter');
    await page().keyboard.press('Enter');
    await page().getByRole('article').filter({ hasText: 'ana used /poll create' }).waitFor();
    expect(await last().innerText()).toMatch(/"value":"Why\?"[\s\S]*"value":true/);
  });
});
