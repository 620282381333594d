/** Messages and modals as lines for a terminal. */
import { expect, test } from 'vitest';
import { createClient } from '../../local-discord/client.ts';
import { startLocalDiscord } from '../../local-discord/server.ts';
import { namesIn, renderModal, renderText } from '../../local-discord/transcript.ts';
import type { Component } from '../../local-discord/world/types.ts';

const text = (content: string): Component => ({ type: 10, content });
const lines = (...components: Component[]) => renderText({ content: '', components }).split('\n');

test('a card reads like a card', () => {
  const card: Component = {
    type: 17,
    components: [
      text('## 2 · Ownership\nBorrow **before** you _clone_'),
      { type: 14, divider: true },
      { type: 9, components: [text('Next: write a parser')], accessory: { type: 2, style: 1, label: 'Check in' } },
      {
        type: 1,
        components: [
          { type: 2, style: 2, label: 'Open', emoji: { name: '📖' } },
          { type: 2, label: 'Done', disabled: true },
          { type: 2, style: 5, label: 'Book', url: 'https://a.io' },
        ],
      },
      { type: 1, components: [{ type: 3, placeholder: 'Open a phase', options: [{ label: 'A', value: 'a' }] }] },
    ],
  };
  expect(lines(card)).toEqual([
    '│ 2 · Ownership',
    '│ Borrow before you clone',
    `│ ${'─'.repeat(24)}`,
    '│ Next: write a parser  [Check in]',
    '│ [📖 Open] (Done) [Book ↗ https://a.io]',
    '│ ▾ Open a phase (1)',
  ]);
});

test('mentions, timestamps, links, code and escapes become plain', () => {
  const mention = (kind: string, id: string) => (kind === 'user' && id === '7' ? '@ana' : undefined);
  const content = '<@7> <@&8> <t:1767610800:F> [Book](https://a.io) `a_b_c` snake_case \\*not bold\\* **a** and **b**';
  expect(renderText({ content, components: [] }, { mention })).toBe(
    '@ana <@&8> 2026-01-05 11:00 UTC Book (https://a.io) a_b_c snake_case *not bold* a and b',
  );
  expect(lines(text('```rust\nlet s = *p;\n```\nend'))).toEqual(['    let s = *p;', 'end']);
});

test('files are named once', () => {
  const attachment = { id: '1', filename: 'data.json', size: 2048, url: 'u/1/data.json', proxy_url: '' };
  expect(renderText({ content: 'Yours', components: [], attachments: [attachment] })).toBe(
    'Yours\n📎 data.json (2 kB)',
  );
  const file: Component = { type: 13, name: 'data.json', file: { url: 'u/1/data.json', attachment_id: '1' } };
  expect(renderText({ content: '', components: [file], attachments: [attachment] })).toBe('📎 data.json');
});

test('a form shows its fields', () => {
  const modal = {
    custom_id: 'm',
    title: 'Your proof',
    components: [
      { type: 18, label: 'Link', component: { type: 4, custom_id: 'l', placeholder: 'https://', required: false } },
      {
        type: 18,
        label: 'Met',
        description: 'Tick',
        component: { type: 22, options: [{ label: 'Tests', value: 't' }] },
      },
    ],
  };
  expect(renderModal(modal).split('\n')).toEqual([
    'Your proof',
    '─'.repeat(24),
    'Link (optional)',
    '  [https://]',
    'Met',
    '  Tick',
    '  ☐ Tests',
  ]);
});

test('people, roles and channels of a world are called by their names', async () => {
  const local = await startLocalDiscord();
  const people = createClient(local);
  await people.change({ kind: 'nickname', name: 'ana', nick: 'Ana B.' });
  const world = await people.world();
  const guild = world.guilds[0];
  const id = (list: readonly { id: string; name: string }[] | undefined, name: string) =>
    list?.find((each) => each.name === name)?.id;
  const content = `<@${id(guild?.members, 'ana')}> <@&${id(guild?.roles, 'learners')}> <#${id(guild?.channels, 'study')}>`;
  expect(renderText({ content, components: [] }, { mention: namesIn(world) })).toBe('@Ana B. @learners #study');
  await local.close();
});
