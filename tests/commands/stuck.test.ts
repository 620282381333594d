import { afterEach, describe, expect, it } from 'vitest';
import { StoreOutage } from '../../src/outage.ts';
import { ana as anna, ben, type FrontDoor, frontDoor, owner } from '../support/front-door.ts';
import {
  type Asking,
  ana,
  ask,
  COMPILER,
  HERE,
  question,
  roadmap,
  STUDY,
  THREAD,
  withPrompt,
} from '../support/stuck.ts';

let door: FrontDoor;
afterEach(() => door.close());

async function open(setting: Parameters<typeof frontDoor>[0] = {}) {
  door = await frontDoor({ roadmap, ...setting });
}

describe('“I’m stuck”', () => {
  it('opens a form from the command, with or without a phase, and from each place with its button', async () => {
    await open();
    expect((await door.slash(ana, 'stuck')).title).toBe('I’m stuck');
    expect((await door.slash(ana, 'stuck', { phase: 'owner' })).title).toBe('I’m stuck: Ownership');
    const card = await door.slash(ana, 'phase', { phase: '2' });
    const [shared = card] = (await door.press(ana, card, 'Share')).shared;
    expect((await door.press(ben, shared, 'I’m stuck')).title).toBe('I’m stuck: Ownership');
    const next = await door.press(ana, await door.slash(ana, 'next'), 'At the start, phase 1');
    expect((await door.press(ana, card, 'I’m stuck')).title).toBe('I’m stuck: Ownership');
    expect((await door.press(ana, next, 'I’m stuck')).title).toBe('I’m stuck: Title 1');
  });

  it('says what it does not know, and opens for whoever is stuck in what is gone', async () => {
    await open();
    expect((await door.slash(ana, 'stuck', { phase: 'zzz' })).text).toContain('zzz');
    expect((await door.forge(ana, 'v1:stuck:ask:gone')).title).toBe('I’m stuck');
  });

  it('asks no store before the form', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    await open({ services: (real) => ({ ledger: { last: gone }, guilds: { ...real.guilds, get: gone } }) });
    expect((await door.slash(ana, 'stuck')).type).toBe(9);
  });
});

describe('a question', () => {
  it('stands in the thread of the newest prompt, and whoever asked is told where', async () => {
    await open();
    await withPrompt(door);
    const told = await ask(door, { code: COMPILER, link: 'https://play.rust-lang.org/x' });
    expect(told.isPrivate).toBe(true);
    expect(told.text).toContain(`Your question stands in <#${THREAD}>`);
    expect(told.buttons).toEqual(['Go to your question']);
    expect(door.channels.posts.map(({ channel }) => channel)).toEqual([THREAD]);
    expect(question(door).text.split('\n')).toEqual([
      '### 🧗 **Ana** is stuck in phase 2: Ownership',
      'Print a string twice',
      '```',
      ...COMPILER.split('\n'),
      '```',
      '**💡 From the roadmap**',
      '- [E0382](https://example.org/E0382): about E0382',
    ]);
    expect(question(door).buttons).toEqual(['I can help', 'Solved', 'Open the phase', 'play.rust-lang.org']);
  });

  it('needs no phase, no code and no link', async () => {
    await open();
    await withPrompt(door);
    await ask(door, {}, { phase: null });
    expect(question(door).text).toBe('### 🧗 **Ana** is stuck\nPrint a string twice');
    expect(question(door).buttons).toEqual(['I can help', 'Solved']);
  });

  it('mentions nobody, formats nothing and hides nothing, whatever was typed', async () => {
    await open();
    await withPrompt(door);
    await ask(door, {
      wish: '# <@1> **b** \u202e\n- @everyone',
      code: '\u001b[31merror\u001b[0m\r\n\tx ```\n<@1>\u200b',
    });
    expect(question(door).text.split('\n').slice(1)).toEqual([
      '\\# \\<\\@1\\> \\*\\*b\\*\\*',
      '\\- \\@everyone',
      '```',
      'error',
      '    x ˋˋˋ',
      '<@1>',
      '```',
    ]);
    expect(door.channels.posts[0]?.message.mentionUser ?? null).toBeNull();
  });

  it('explains three errors at most, also those that were only mentioned', async () => {
    await open();
    await withPrompt(door);
    await ask(door, { wish: 'Why E0505?', code: 'E0502 E0499 E0382 E0505' });
    expect(question(door).text.match(/about E\d+/g)).toEqual(['about E0502', 'about E0499', 'about E0382']);
  });

  it('that is very long stays whole but for the end of its code', async () => {
    await open();
    await withPrompt(door);
    await ask(door, { wish: '*'.repeat(600), code: `${'`'.repeat(1200)}${'x\n'.repeat(600)}` });
    expect(question(door).text).toMatch(/ˋx\n.*…\n```$/s);
    expect(question(door).text).toContain('\\*'.repeat(600));
  });

  it('is one, however often Discord delivers it', async () => {
    await open();
    await withPrompt(door);
    const form = await door.slash(ana, 'stuck');
    const id = '1000000000000000777';
    for (let copy = 0; copy < 2; copy++) {
      await door.forge(ana, form.modalId, [], {
        ...{ id, type: 5 },
        data: {
          custom_id: form.modalId,
          components: [{ type: 18, component: { custom_id: 'wish', value: 'Print a string twice' } }],
        },
      });
    }
    expect(door.channels.posts).toHaveLength(1);
  });
});

describe('where the thread takes no question', () => {
  it.each([
    ['is gone', 10003],
    ['is not to be seen', 50001],
    ['is not to be written in', 50013],
    ['is locked', 160005],
  ])('since it %s, the study channel does', async (_, code) => {
    await open();
    await withPrompt(door);
    door.channels.fault = (channel) => (channel === THREAD ? { code } : undefined);
    expect((await ask(door)).text).toContain(`stands in <#${STUDY}>`);
    expect(door.channels.posts.map(({ channel }) => channel)).toEqual([STUDY]);
  });

  it('since the prompt was never posted, the study channel does, as does that of a server without prompts', async () => {
    await open();
    await withPrompt(door, 'gone');
    expect((await ask(door)).text).toContain(`stands in <#${STUDY}>`);
    await door.close();
    await open();
    const study = { id: STUDY, type: 0, app_permissions: '0' };
    await door.press(owner, await door.slash(owner, 'setup', { channel: study, timezone: 'UTC' }), 'Save');
    expect((await ask(door)).text).toContain(`stands in <#${STUDY}>`);
  });

  it('and the study channel neither, the place does where it was asked, unless the member may not write there', async () => {
    await open();
    await withPrompt(door);
    door.channels.fault = (channel) => (channel === HERE ? undefined : { code: 50013 });
    expect((await ask(door)).text).toContain(`stands in <#${HERE}>`);
    const form = await door.slash(anna, 'stuck');
    expect((await door.submit(anna, form, { wish: 'w' })).text).toContain('did not let me post');
    expect(door.channels.posts).toHaveLength(1);
  });

  it('since the store is away, the place does where it was asked', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    await open({ services: () => ({ ledger: { last: gone } }) });
    expect((await ask(door)).text).toContain(`stands in <#${HERE}>`);
  });
});

describe('a question that is not there', () => {
  const typed = { wish: 'Print it *twice*', code: COMPILER, link: 'https://example.com/x' };

  it.each<[string, Asking, RegExp]>([
    ['without a wish', { ...typed, wish: ' \u200b\n' }, /^Say in a sentence/],
    ['with a link that nobody can open', { ...typed, link: 'https://localhost/x' }, /^That address only works/],
  ])('%s is given back whole, with the way to ask again', async (_, asking, why) => {
    await open();
    const told = await ask(door, asking);
    expect(told.text).toMatch(why);
    for (const part of Object.values(asking).filter((one) => one.trim().length > 1)) expect(told.text).toContain(part);
    expect((await door.press(ana, told, 'I’m stuck')).title).toBe('I’m stuck: Ownership');
    expect(door.channels.posts).toEqual([]);
  });

  it('since Discord lets the bot post nowhere, is given back with what to do', async () => {
    await open();
    await withPrompt(door);
    door.channels.fault = () => ({ code: 50013 });
    const told = await ask(door, typed);
    expect(told.text).toContain('did not let me post your question');
    for (const part of Object.values(typed)) expect(told.text).toContain(part);
  });

  it('or may be, since Discord did not answer, is told as just that, and tried nowhere else', async () => {
    await open();
    await withPrompt(door);
    door.channels.fault = () => 'lost after';
    const told = await ask(door, typed);
    expect(told.text).toContain('I don’t know whether your question got through');
    expect(told.text).toContain(`Look in <#${THREAD}>`);
    expect(told.text).toContain(typed.wish);
    expect([...door.channels.tries.keys()]).toEqual([THREAD]);
  });
});
