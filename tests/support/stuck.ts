/** A member who is stuck, and where they ask: the front door with a prompt's thread, and the question that came of it. */
import { aPhase, aRoadmap, words } from './builders.ts';
import { ana as anna, type FrontDoor, GUILD } from './front-door.ts';
import { Seen } from './seen.ts';

/** Who may write where she asks. */
export const ana = { ...anna, permissions: '2048' };
export const [STUDY, THREAD, HERE] = ['700000000000000001', '600000000000000001', '900000000000000002'] as const;

const error = (code: string) => ({ code, url: `https://example.org/${code}`, text: words(`about ${code}`) });
export const roadmap = {
  ...aRoadmap(),
  phases: [aPhase(1), aPhase(2, { title: 'Ownership', errors: ['E0382', 'E0499', 'E0502', 'E0505'].map(error) })],
};

export const COMPILER = 'error[E0382]: borrow of moved value: `s`\n --> src/main.rs:4:20';

export interface Asking {
  readonly wish?: string;
  readonly code?: string;
  readonly link?: string;
}

/** The prompt of the week is there, with its thread. */
export async function withPrompt({ stores, clock }: FrontDoor, state: 'posted' | 'gone' = 'posted'): Promise<void> {
  const slot = { guild: GUILD, kind: 'prompt', id: '2026-W32' } as const;
  const claim = await stores.ledger.claim(slot, 60_000, clock.now);
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  const messageId = state === 'posted' ? THREAD : null;
  await stores.ledger.settle(claim.token, { slot, state, channel: STUDY, messageId, at: clock.now });
}

/** @returns what the one who asked reads. */
export async function ask(
  door: FrontDoor,
  { wish = 'Print a string twice', ...more }: Asking = {},
  { phase = '2', by = ana }: { readonly phase?: string | null; readonly by?: typeof ana } = {},
): Promise<Seen> {
  const form = await door.slash(by, 'stuck', phase === null ? {} : { phase });
  return door.submit(by, form, { wish, ...more });
}

/** The question as everybody sees it. */
export function question({ channels: { posts } }: FrontDoor): Seen {
  const [post] = posts;
  if (!post) throw new Error('there is no question');
  return Seen.posted(post);
}

/** Somebody presses a button in the thread. */
export function pressIn(door: FrontDoor, person: typeof ana, label: string, on = question(door)): Promise<Seen> {
  return door.press(person, on, label, [], { channel: { id: THREAD }, channel_id: THREAD });
}
