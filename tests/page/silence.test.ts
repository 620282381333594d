/** What a member sees when the bot is slow, silent or refused, and what the wire says of it. */
import { describe, expect, it } from 'vitest';
import { PRIVATE, row, smallBot, text } from './small-bot.ts';

const { bot, page, last, show, answerWith } = smallBot();

/** From now on one waits in this page no longer than at Discord: silence is what this is about. What comes before it may take its time. */
const asAtDiscord = () =>
  page().route('**/local/acts', (route, request) => {
    const act = request.postDataJSON() as object;
    return route.continue({ postData: JSON.stringify({ ...act, answerWithinMs: 3_000 }) });
  });

describe('a member sees', () => {
  it('“thinking …” until a deferred answer is there', async () => {
    let goOn = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    bot().on(async (interaction) => {
      await bot().callback(interaction, { type: 5, data: { flags: PRIVATE } });
      await asked;
      const path = `/webhooks/${bot().local.applicationId}/${interaction.token}/messages/@original` as const;
      await bot().rest.patch(path, { auth: false, body: { content: 'here it is' } });
    });
    await show();
    await last().getByText('is thinking').waitFor();
    // Nothing else says that one waits, and one can go on.
    expect(await page().getByText('Waiting for').count()).toBe(0);
    goOn();
    await last().getByText('here it is').waitFor();
    expect(await page().getByRole('article').filter({ hasText: 'is thinking' }).count()).toBe(0);
  });

  it('“did not respond” after three seconds of silence, for commands and for buttons', async () => {
    answerWith([row({ type: 2, style: 1, label: 'Silent', custom_id: 'silent' })]);
    await show();
    await last().getByRole('button', { name: 'Silent' }).waitFor();
    bot().on(async () => undefined);
    await asAtDiscord();
    await page().getByRole('button', { name: 'Silent' }).last().click();
    await page().getByText('This interaction failed').waitFor();
    await show();
    await page().getByText('did not respond').waitFor();
  });

  it('what Discord would refuse: said on the page, with the reason on the wire', async () => {
    bot().on((interaction) => bot().callback(interaction, { type: 4, data: { content: 'x'.repeat(2001) } }));
    await asAtDiscord();
    await show();
    const notice = page().getByRole('status').filter({ hasText: 'Discord would refuse' });
    await notice.getByText(/400, 50035 Invalid Form Body/).waitFor();
    await notice.getByRole('button', { name: 'Show on the wire' }).click();
    const wire = page().getByRole('complementary', { name: 'Wire' });
    await wire.locator('summary').last().click();
    await wire.getByText('Must be 2000 or fewer in length.').first().waitFor();
    await page().getByText('did not respond').waitFor();
  });

  it('the wire: filtered by words and kind, each entry with its body, to be copied', async () => {
    answerWith([text('hello')]);
    await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page().getByRole('button', { name: /^Wire/ }).click();
    const wire = page().getByRole('complementary', { name: 'Wire' });
    await bot().people.slash('ben', 'study', 'show');
    await wire.getByRole('combobox', { name: 'Kind' }).selectOption('Requests');
    await wire.getByRole('searchbox', { name: 'Filter' }).fill('callback');
    const entry = wire.locator('summary').last();
    // It comes by the page's own line, maybe after the answer did.
    await expect.poll(() => entry.innerText()).toMatch(/POST[\s\S]*callback[\s\S]*type 4[\s\S]*204/);
    await entry.click();
    await wire.getByText('Discord’s schema and rules accept this body.').waitFor();
    await wire.getByRole('button', { name: 'Copy as JSON' }).click();
    await wire.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page().evaluate('navigator.clipboard.readText()')).toContain('"content": "hello"');
    expect(await wire.getByText('INTERACTION_CREATE').count()).toBe(0);
  });

  it('the wire from its beginning, also where something new is heard before what was there is told', async () => {
    answerWith([text('good morning')]);
    await page().route('**/local/wire?*', async (route) => {
      const before = await route.fetch();
      await bot().people.slash('ben', 'study', 'show');
      // It is shown: so what led to it was heard by the same line.
      await last().getByText('good morning').waitFor();
      await route.fulfill({ response: before });
    });
    await page().reload();
    await page().getByRole('button', { name: /^Wire/ }).click();
    const entries = page().locator('.entry summary');
    await entries.filter({ hasText: 'callback' }).last().waitFor();
    await entries.filter({ hasText: 'IDENTIFY' }).waitFor();
    expect(await entries.first().innerText()).not.toContain('callback');
  });
});
