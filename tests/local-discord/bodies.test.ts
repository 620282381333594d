/** What Discord would refuse is refused here, with Discord's status and a code at the right place; what it takes is taken. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MESSAGES } from './bodies-messages.ts';
import { CALLBACKS, CHOICES, COMMANDS, MODALS } from './bodies-others.ts';
import { type Stage, stage } from './bot.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage([
    {
      name: 'try',
      description: 'Tries',
      options: [{ type: 3, name: 'text', description: 'Text', autocomplete: true }],
    },
  ]);
});
afterAll(() => on.stop());

interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly rawError?: { readonly errors?: unknown };
}

/** `null` when accepted, else all `path CODE`s, or the error code when there are none. */
async function verdict(attempt: Promise<unknown>): Promise<string[] | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    const { code, status, rawError } = error as Refusal;
    expect(status).toBe(400);
    return rawError?.errors === undefined ? [String(code)] : flatten(rawError.errors, []);
  }
}

function flatten(node: unknown, path: readonly string[]): string[] {
  return Object.entries(node as Record<string, unknown>).flatMap(([key, value]) =>
    key === '_errors' && Array.isArray(value)
      ? value.map((each: { code: string }) => [path.join('.'), each.code].filter(Boolean).join(' '))
      : flatten(value, [...path, key]),
  );
}

function compare(found: string[] | null, refused: string | null): void {
  if (refused === null) expect(found).toBeNull();
  else expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${refused.replaceAll('.', '\\.')}`)));
}

/** Tries a callback on a fresh interaction, and ends the interaction whatever comes of it. */
async function callback(body: unknown, kind: 'slash' | 'autocomplete'): Promise<string[] | null> {
  let found: string[] | null = null;
  on.on(async (i) => {
    found = await verdict(on.callback(i, body));
    const harmless =
      kind === 'slash' ? { type: 4, data: { content: 'end', flags: 64 } } : { type: 8, data: { choices: [] } };
    if (found !== null) await on.callback(i, harmless);
  });
  if (kind === 'slash') await on.people.slash('ana', 'study', 'try');
  else await on.people.autocomplete('ana', 'study', 'try', { text: 'a' }, 'text');
  return found;
}

describe('a message', () => {
  test.each(MESSAGES)('with $what: $refused ($source)', async ({ body, refused }) => {
    compare(await verdict(on.rest.post(`/channels/${on.channel('study')}/messages`, { body })), refused);
  });
});

describe('a callback', () => {
  test.each(CALLBACKS)('with $what: $refused ($source)', async ({ body, refused }) => {
    compare(await callback(body, 'slash'), refused);
  });
});

describe('a modal', () => {
  test.each(MODALS)('with $what: $refused ($source)', async ({ body, refused }) => {
    compare(await callback(body, 'slash'), refused);
  });
});

describe('choices', () => {
  test.each(CHOICES)('with $what: $refused ($source)', async ({ body, refused }) => {
    compare(await callback(body, 'autocomplete'), refused);
  });
});

describe('commands', () => {
  const path = () => `/applications/${on.local.applicationId}/guilds/${on.guild}/commands` as const;

  test.each(COMMANDS)('with $what: $refused ($source)', async ({ body, refused }) => {
    compare(await verdict(on.rest.put(path(), { body })), refused);
  });
});

describe('an edit', () => {
  const written = async (body: object) => {
    const { id } = (await on.rest.post(`/channels/${on.channel('study')}/messages`, { body })) as { id: string };
    return `/channels/${on.channel('study')}/messages/${id}` as const;
  };

  test('may not make a message private, nor give a v2 message content', async () => {
    const plain = await written({ content: 'a' });
    compare(await verdict(on.rest.patch(plain, { body: { flags: 64 } })), 'flags MESSAGE_FLAGS_INVALID');
    const rich = await written({ flags: 1 << 15, components: [{ type: 10, content: 'a' }] });
    compare(
      await verdict(on.rest.patch(rich, { body: { content: 'b', flags: 0 } })),
      'content MESSAGE_CANNOT_USE_LEGACY',
    );
  });

  test('may turn a message into v2 only when its content goes', async () => {
    const plain = await written({ content: 'a' });
    const v2 = { flags: 1 << 15, components: [{ type: 10, content: 'b' }] };
    compare(await verdict(on.rest.patch(plain, { body: v2 })), 'content MESSAGE_CANNOT_USE_LEGACY');
    compare(await verdict(on.rest.patch(plain, { body: { ...v2, content: null } })), null);
  });
});
