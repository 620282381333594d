/** What an answer in an outage may say, and whether what it said was kept holds afterwards. Knows words, no fault. */
import { renderText } from '../../local-discord/transcript.ts';
import type { Walker } from './doors.ts';
import { isOutage } from './members.ts';
import type { Told } from './visits.ts';

/** Something that an answer says is so. */
export type Claim =
  | { readonly kind: 'done' | 'not done'; readonly phase: number; readonly of: 'member' | 'friend' }
  /** Nothing of the member is stored. */
  | { readonly kind: 'deleted' }
  | { readonly kind: 'paused' | 'not paused' }
  /** What a command says of oneself afterwards as well: one's settings, how much is ticked. */
  | { readonly kind: 'says'; readonly command: 'me' | 'next' | 'reviews'; readonly words: string }
  /** The note of a phase. */
  | { readonly kind: 'changed'; readonly phase: number };

/** What an answer that changes something says. */
export function claimsOf({ door: { name }, text }: Pick<Told, 'door' | 'text'>): readonly Claim[] {
  if (isOutage(text)) return [];
  const phases = (words: RegExp) => [...text.matchAll(words)].map(([, phase]) => Number(phase));
  const claims: Claim[] = [
    ...phases(/Phase (\d+) (?:is|was) done/g).map((phase) => ({ kind: 'done', phase, of: 'member' }) as const),
    ...phases(/Phase (\d+)\b[^\n]* (?:is open again|is not checked in)/g).map(
      (phase) => ({ kind: 'not done', phase, of: 'member' }) as const,
    ),
    ...phases(/Phase (\d+)\b[^\n]* no longer counts/g).map(
      (phase) => ({ kind: 'not done', phase, of: 'friend' }) as const,
    ),
  ];
  if (/^│ (Deleted\.|I had nothing about you)/m.test(text)) claims.push({ kind: 'deleted' });
  if (text.includes('Your changes are saved'))
    claims.push(...phases(/Phase (\d+) was done/g).map((phase) => ({ kind: 'changed', phase }) as const));
  const said = (command: 'me' | 'next', words: RegExp) =>
    [...text.matchAll(words)].map(([all]) => ({ kind: 'says', command, words: all }) as const);
  claims.push(...said('me', /Track: .*|Your words on stones: .*/g));
  claims.push(...said('me', /Time zone:.*the group’s|Time zone:.*your own|it does not show you|it shows you/g));
  claims.push(...said('next', /\d+ of \d+ topics/g));
  claims.push(...reviewClaims(text));
  if (/^setup:(save|pause|resume|reviewed)$/.test(name) && text.includes('Weekly posts'))
    claims.push({ kind: text.includes('Paused since') ? 'paused' : 'not paused' });
  return claims;
}

/** What a reviewer was told, and what `/reviews` says of it afterwards. */
function reviewClaims(text: string): readonly Claim[] {
  const says = (words: string): Claim => ({ kind: 'says', command: 'reviews', words });
  const approved = /Phase (\d+)\b(?![^\n]*no longer)[^\n]* counts for/i.exec(text);
  if (approved) return [{ kind: 'done', phase: Number(approved[1]), of: 'friend' }];
  if (/is told what you would change|Changes were asked for/.test(text)) return [says('so nobody waits')];
  if (text.includes('It is yours for 48 hours')) return [says('yours until')];
  if (text.includes('You let go of it')) return [says('Take')];
  return /It comes once more in|It still stands in/.test(text) ? [says('Post again')] : [];
}

/** Says nothing of what is stored, and so may be said at any time. */
const OF_NOTHING_STORED =
  /^A form: |That form took too long to open|Shared with the group|Your question stands in|Nothing is saved until you choose/m;

/**
 * One sentence for each thing that must not be said while the store is away, or about to be. Whether a claim is true shows only
 * afterwards.
 * @param nothingCanBeSaved known for certain while this was asked
 */
export function wrongIn(told: Told, nothingCanBeSaved: boolean): readonly string[] {
  const { door, text, healthy } = told;
  const wrong = (why: string) => [`${door.name} ${why}: “${text.replaceAll('\n', ' ')}”`];
  if (text === 'failed' || text === 'thinking') return wrong('got no answer');
  if (isOutage(text) || OF_NOTHING_STORED.test(text)) return [];
  if (door.reads) return sameButForTime(text, healthy ?? '') ? [] : wrong('says something else than before');
  if (claimsOf(told).length === 0) return wrong('says neither that storage is away nor what became of it');
  return nothingCanBeSaved ? wrong('was acknowledged while nothing could be saved') : [];
}

/** A minute may have begun between the two. */
function sameButForTime(a: string, b: string): boolean {
  const timeless = (text: string) => text.replaceAll(/\b\d\d:\d\d\b/g, 'hh:mm');
  return timeless(a) === timeless(b);
}

/** One sentence for each claim that does not hold, read by others from outside. */
export async function untrueOf(walker: Walker, claims: readonly Claim[]): Promise<readonly string[]> {
  const { people, guild, member, friend } = walker;
  const ask = async (command: string, options = {}) => {
    const { messages } = await people.slash(member, 'study', command, options, { guild });
    return messages.map((message) => renderText(message)).join('\n');
  };
  const finished = async (whom: string) => {
    const text = await ask('progress', { member: `@${whom}` });
    return new Set([...text.matchAll(/🪨 (\d+) ·/g)].map(([, phase]) => Number(phase)));
  };
  const [own, others, setup] = await Promise.all([finished(member), finished(friend), ask('setup')]);
  const stones = { member: own, friend: others };
  const holds = async (claim: Claim): Promise<boolean> => {
    switch (claim.kind) {
      case 'done':
        return stones[claim.of].has(claim.phase);
      case 'not done':
        return !stones[claim.of].has(claim.phase);
      case 'deleted':
        return own.size === 0;
      case 'paused':
        return setup.includes('Paused since');
      case 'not paused':
        return !setup.includes('Paused since');
      case 'says':
        return (await ask(claim.command)).includes(claim.words);
      case 'changed':
        return (await ask('done', { phase: String(claim.phase), link: 'https://example.org' })).includes('A note');
    }
  };
  const kept = await Promise.all(claims.map(holds));
  return claims
    .filter((_, at) => !kept[at])
    .map((claim) => `${guild}: ${member} read ${JSON.stringify(claim)}, which is not so`);
}

/** One sentence for each stone that the group heard of twice, or never. Waits for those that are still to come. */
export async function newsAmissIn(walker: Walker, claims: readonly Claim[]): Promise<readonly string[]> {
  const { people, guild, member } = walker;
  const told = async () => {
    const posts = (await people.messages('admin', 'study', guild)).filter((message) => !message.private);
    const news = new RegExp(`${member}\\W* finished phase (\\d+)`);
    return posts.flatMap((post) => news.exec(renderText(post))?.[1] ?? []).map(Number);
  };
  const wanted = claims.flatMap((claim) => (claim.kind === 'done' && claim.of === 'member' ? [claim.phase] : []));
  const all = async () => {
    const phases = await told();
    return wanted.every((phase) => phases.includes(phase)) && phases;
  };
  const phases = await people.until(all, NEWS_MS).catch(told);
  const missing = wanted.filter((phase) => !phases.includes(phase));
  const twice = phases.filter((phase, at) => phases.indexOf(phase) !== at);
  return [
    ...missing.map((phase) => `${guild}: the group never heard of ${member}’s phase ${phase}`),
    ...twice.map((phase) => `${guild}: the group heard twice of ${member}’s phase ${phase}`),
  ];
}

/** Enough for a busy machine; they come at once. */
const NEWS_MS = 20_000;
