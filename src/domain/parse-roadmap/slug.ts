/** Ids: what a person may write between `{#` and `}`, and what a text becomes where nobody wrote one. */
import { ROADMAP } from '../limits.ts';

const ID = /^[a-z0-9-]+$/;

export function isId(id: string): boolean {
  return ID.test(id) && id.length <= ROADMAP.id;
}

/** `Move semantics, Copy` → `move-semantics-copy`; text without a Latin letter or digit gets a name from its characters. */
export function slug(plain: string): string {
  const words = plain
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return words === '' ? `x-${fingerprint(plain)}` : shortened(words);
}

/** Cut between two words where there are two. */
function shortened(words: string): string {
  if (words.length <= ROADMAP.id) return words;
  const end = words.lastIndexOf('-', ROADMAP.id);
  return words.slice(0, end > 0 ? end : ROADMAP.id);
}

/** FNV-1a: stable for ever, because check-ins may refer to it. */
function fingerprint(plain: string): string {
  let hash = 0x811c9dc5;
  for (const character of plain) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** Splits `{#id}` off the end of a text. `id` is null without one; it may be no valid id. */
export function splitId(value: string): { readonly text: string; readonly id: string | null } {
  const open = value.lastIndexOf('{#');
  const trimmed = value.trimEnd();
  if (open < 0 || !trimmed.endsWith('}') || trimmed.indexOf('}', open) !== trimmed.length - 1)
    return { text: value, id: null };
  return { text: value.slice(0, open).trimEnd(), id: trimmed.slice(open + 2, -1).trim() };
}
