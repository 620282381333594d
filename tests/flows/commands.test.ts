/** Every command as a member meets it, over real HTTP and WebSocket, on both stores; and what it says to a wrong input. */
import { describe, expect, test } from 'vitest';
import { NotPossible } from '../../local-discord/client.ts';
import { withPicture } from '../support/group.ts';
import { STORES } from '../support/place.ts';
import { MINUTE, stagedWithBot } from '../support/stage.ts';

describe.each(STORES)('on %s', (kind) => {
  const on = stagedWithBot(kind);

  test('/phase shows a card, walks to its neighbours, and shares it', async () => {
    const { ana, hears } = await on().group();
    const card = await ana.slash('phase', { phase: 'e0502' });
    expect(card.text).toContain('Phase 2: Ownership, Borrowing & Lifetimes');
    expect(card.text).toMatch(/Topics.*You will understand.*Milestone.*Read and practise.*Errors you will meet/s);
    expect((await ana.click('Next')).text).toContain('Phase 3: Custom Data Types');
    expect((await ana.click('Previous')).text).toContain('Phase 2: Ownership');
    expect((await ana.click('Share')).text).toContain('Shared with the group');
    expect(await hears(/Shared by ana/)).toContain('Phase 2: Ownership');
  });

  test('/phase finds by topic and error while one types, and says what to do when it finds nothing', async () => {
    const { ana } = await on().group();
    expect((await ana.typing('phase', 'phase', 'borrow'))[0]).toContain('2: Ownership');
    expect((await ana.typing('phase', 'phase', 'tokio'))[0]).toContain('10: ');
    expect(await ana.typing('phase', 'phase', 'knitting')).toEqual([]);
    expect((await ana.slash('phase', { phase: 'knitting' })).text).toContain('Type a number from 1 to 14');
  });

  test('/phase alone shows all phases with one’s own marked, and opens the chosen one', async () => {
    const { ana } = await on().group();
    await ana.done({ phase: '3' });
    const { text } = await ana.slash('phase');
    expect(text).toMatch(/🪨 3 · .*Custom Data Types.*👉 4 · /s);
    expect(text).toContain('1 of 14 finished');
    expect((await ana.choose('Phase 9 · Concurrency and Parallelism', 'Open a phase')).text).toContain('Phase 9: ');
  });

  test('/done checks in with link and note, tells the group, and is told of again with ways to change it', async () => {
    const { ana, hears } = await on().group();
    const done = await ana.done({ phase: '3', link: 'https://example.org/ana', note: 'the *parser*' });
    expect(done.text).toMatch(/Phase 3 is done.*1 of 14.*Next: Phase 4/s);
    expect(await hears(/ana finished phase 3/)).toMatch(/> the \*parser\*.*Have a look ↗ https:\/\/example.org\/ana/s);
    const again = await ana.done({ phase: 'custom data', link: 'https://example.org/ana' });
    expect(again.text).toContain('Phase 3 was done on');
    const form = await ana.click('Change link or note');
    expect(form.text).toContain('https://example.org/ana');
    const changed = await ana.fill(form, { note: 'all of it', link: '' });
    expect(changed.text).toContain('> all of it');
    expect(changed.text).not.toContain('example.org');
    expect((await ana.click('Take back')).text).toContain('is open again');
    expect((await ana.slash('progress')).text).toContain('0 of 14');
  });

  test('/done without a link asks in a form what there is to say, and a message of one’s own is the link', async () => {
    const { name, ana, ben, hears } = await on().group();
    const form = await ana.slash('done', { phase: '2' });
    const met = ['0', '1'];
    const done = await ana.fill(form, { 'What was hard?': 'the *borrows*', met, later: ['yes'] });
    expect(done.text).toContain('Phase 2 is done');
    expect(await hears(/ana finished phase 2/)).toMatch(/☑️ 2 of 5 criteria\n│ > the \*borrows\*/);

    const { id, channel_id } = await on().people.say('ana', 'study', 'Look what it does now!', name);
    const proof = await ana.menu('Submit as milestone', id);
    const link = `https://discord.com/channels/${(await on().people.world()).guilds.find((one) => one.name === name)?.id}/${channel_id}/${id}`;
    expect(proof.text).toContain(link);
    expect((await ana.fill(proof, { phase: ['Phase 5 · Error Handling'] })).text).toContain('Phase 5 is done');
    expect(await hears(/ana finished phase 5/)).toContain(`Have a look ↗ ${link}`);
    expect((await ben.menu('Submit as milestone', id)).text).toContain('Somebody else wrote that message');
  });

  test('/done suggests phases and tracks, and says how a link must be', async () => {
    const { ana } = await on().group();
    expect((await ana.typing('done', 'phase', 'E0382'))[0]).toContain('2: Ownership');
    expect(await ana.typing('done', 'track', 'backend', { phase: '14' })).toHaveLength(1);
    expect((await ana.done({ phase: '3', link: 'http://example.org' })).text).toContain('https://');
    expect((await ana.done({ phase: '14', track: 'Cobol' })).text).toContain('Backend');
    expect((await ana.slash('progress')).text).toContain('0 of 14');
  });

  test('/done asks for the track of the last phase, in one stone however many it names', async () => {
    const { ana, hears } = await on().group();
    const asked = await ana.done({ phase: '14', link: 'https://example.org/service' });
    expect(asked.text).toMatch(/Phase 14 .* has several tracks.*https:\/\/example.org\/service/s);
    const form = await ana.click('Choose your track');
    expect(form.text).toMatch(/Which track\? \(optional\).*Which of these are met\? \(optional\)\n {2}☐/s);
    const done = await ana.fill(form, { tracks: ['Backend', 'WASM'] });
    expect(done.text).toMatch(/Phase 14 is done.*1 of 14/s);
    expect(await hears(/ana finished phase 14/)).toMatch(/with .*Backend.* and .*WASM/);
  });

  test('/progress shows one’s own cairn, of others only what they finished, and nothing of a bot', async () => {
    const { ana, ben } = await on().group();
    await ana.done({ link: 'https://example.org/one', note: 'a secret of mine' });
    const own = await ana.slash('progress');
    expect(own.text).toMatch(/1 of 14.*You are in Phase 2.*1 · Getting Started.*example.org/s);
    const others = await ben.slash('progress', { member: '@ana' });
    expect(others.text).toMatch(/ana’s cairn.*1 of 14.*1 · Getting Started.*example.org/s);
    expect(others.text).not.toMatch(/secret|Take back/);
    expect((await ben.slash('progress', { member: 'Cairn' })).text).toContain('Pick a member');
    expect((await ana.click('My next step')).text).toMatch(/Your next step.*Phase 2/s);
  });

  test('/progress comes with a picture, and the picture goes when the card becomes another', async () => {
    const { ana } = await on().group();
    await ana.done();
    const card = await withPicture(ana);
    expect(card.outcome.messages[0]?.attachments).toEqual([
      expect.objectContaining({ filename: 'cairn.png', content_type: 'image/png' }),
    ]);
    const next = await ana.click('My next step');
    expect(next.outcome.messages.map(({ attachments }) => attachments)).toEqual([[]]);
  });

  test('/next asks where one begins, then ticks topics one after the other', async () => {
    const { ana } = await on().group();
    expect((await ana.slash('next')).text).toContain('Where do you begin?');
    expect(
      (await ana.choose('Phase 2 · Ownership, Borrowing & Lifetimes', 'Or join in at a later phase')).text,
    ).toMatch(/Phase 2.*0 of \d topics/s);
    expect((await ana.choose('Move semantics, Copy, Clone', 'Tick what you know by now')).text).toMatch(
      /1 of \d topics.*👉/s,
    );
    expect((await ana.slash('progress')).text).toMatch(/0 of 14.*1 topic ticked · 1 phase known before/s);
  });

  test('/progress lets whoever manages the server take a check-in back, and shares one’s own', async () => {
    const { admin, ana, hears, count } = await on().group();
    await ana.done({ phase: '5' });
    await ana.slash('progress');
    await ana.click('Share');
    expect(await hears(/ana’s cairn/)).toContain('1 of 14');
    await admin.slash('progress', { member: '@ana' });
    expect((await admin.choose('Phase 5 · Error Handling', 'Take back a check-in…')).text).toContain(
      'no longer counts',
    );
    expect((await ana.slash('progress')).text).toContain('0 of 14');
    expect(await count(/cairn/)).toBe(1);
  });

  test('/leaderboard lets equals share a place, the earlier first, and always shows one’s own', async () => {
    const { admin, ana, ben, chloe, person, hears } = await on().group();
    for (const who of [ben, ana, ana, chloe, person('mentor'), ben]) {
      await who.done();
      await on().later(MINUTE);
    }
    const { text } = await chloe.slash('leaderboard', { period: 'This month' });
    expect(text).toMatch(/1\. ana · 2.*1\. ben · 2.*3\. chloe \(you\) · 1.*3\. mentor · 1/s);
    expect((await admin.slash('leaderboard')).text).toContain('You are not here: ');
    expect((await admin.click('This month')).text).toMatch(/Leaderboard · \w+ \d{4}/);
    await admin.click('Share');
    expect(await hears(/Leaderboard · /)).toContain('1. ana · 2 milestones');
  });

  test('/help shows what there is, and begins with /setup where nobody has set up', async () => {
    const { admin, ana, setUp } = await on().group();
    expect((await admin.slash('help')).text).toMatch(/^│ First: \/setup/);
    const { text } = await ana.slash('help');
    for (const { name, type } of await on().people.commands('admin', 'study'))
      if (name !== 'help') expect(text).toContain(type === 1 ? `/${name}` : name);
    expect((await ana.click('All phases')).text).toContain('0 of 14 finished');
    await setUp();
    expect((await admin.slash('help')).text).not.toContain('First:');
  });
});

describe.each(STORES)('privacy on %s', (kind) => {
  const on = stagedWithBot(kind);

  test('/privacy exports what there is as a file and deletes it at once, here only', async () => {
    const [here, there] = [await on().group(), await on().group()];
    for (const { ana } of [here, there]) await ana.done({ phase: '1', note: 'mine' });
    expect((await here.ana.slash('privacy')).text).toContain('your check-ins: phase, time');
    expect(await fileOf(await here.ana.click('Export as a file'))).toMatchObject({
      format: 'cairn-export',
      servers: [{ name: 'ana', events: [{ kind: 'done', phase: 'basics', note: 'mine' }] }],
    });
    await here.ana.click('Delete…');
    expect((await here.ana.click('Delete for good')).text).toContain('Deleted');
    expect((await here.ana.slash('progress')).text).toContain('0 of 14');
    expect((await here.ben.slash('leaderboard')).text).not.toContain('ana');
    expect((await there.ana.slash('progress')).text).toContain('1 of 14');
  });

  test('/privacy in a direct message takes all of one’s servers, and keeps everything on second thoughts', async () => {
    const groups = [await on().group(), await on().group()];
    for (const { ben } of groups) await ben.done({ phase: '1' });
    const [ben] = groups.map((group) => group.ben.at('dm'));
    expect((await ben?.slash('privacy'))?.text).toContain('in 2 servers');
    await ben?.click('Delete…');
    expect((await ben?.click('Keep it'))?.text).toContain('in 2 servers');
    await ben?.click('Delete…');
    await ben?.click('Delete for good');
    for (const group of groups) expect((await group.ben.slash('progress')).text).toContain('0 of 14');
    await expect(ben?.done()).rejects.toThrow(NotPossible);
  });
});

async function fileOf({
  outcome,
}: {
  readonly outcome: { readonly messages: readonly { attachments: readonly { url: string }[] }[] };
}) {
  const url = outcome.messages.flatMap(({ attachments }) => attachments)[0]?.url;
  return (await fetch(url ?? '')).json() as Promise<unknown>;
}
