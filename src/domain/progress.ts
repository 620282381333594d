/** What a member did: events in, state out. A pure fold; knows nothing of stores, Discord or today. */

/** Who, where. Both are Discord snowflakes. */
export interface MemberRef {
  readonly guild: string;
  readonly user: string;
}

interface Happened {
  /** Unix milliseconds. */
  readonly at: number;
  /** The interaction's id: the same id again is the same event. */
  readonly by: string;
  /** The member's local date then, `YYYY-MM-DD`. Weeks and months derive from these two, never from today's zone. */
  readonly day: string;
  /** The guild's local date then, `YYYY-MM-DD`. */
  readonly gday: string;
}

/** What a member may say with a check-in. */
export interface Proof {
  readonly link?: string;
  readonly note?: string;
  /** Track ids, where the phase has tracks: one stone, however many it names. */
  readonly tracks?: readonly string[];
}

export type ProgressEvent =
  | (Happened & { readonly kind: 'done'; readonly phase: string } & Proof)
  | (Happened & { readonly kind: 'undone'; readonly phase: string })
  /** Replaces link, note and tracks as a whole; what is absent is gone. */
  | (Happened & { readonly kind: 'changed'; readonly phase: string } & Proof);

/** One document per member and guild, the only thing that is stored of what they did. */
export interface MemberDocument {
  readonly v: 1;
  /** Random at every change: a deleted and recreated document must not pass an old compare. */
  readonly rev: string;
  /** The display name as of the member's last interaction, unescaped. */
  readonly name: string;
  readonly events: readonly ProgressEvent[];
}

/** A finished milestone that counts now. */
export interface Stone {
  readonly phase: string;
  /** When it was first checked in, also after taking it back and doing it again. */
  readonly at: number;
  readonly day: string;
  readonly gday: string;
  readonly proof: Proof;
}

/** The stones that count, in the order in which they were first checked in. */
export function stones(events: readonly ProgressEvent[]): readonly Stone[] {
  const first = new Map<string, Stone>();
  const current = new Map<string, Stone>();
  for (const event of events) {
    const { phase } = event;
    switch (event.kind) {
      case 'done': {
        const origin = first.get(phase) ?? { phase, at: event.at, day: event.day, gday: event.gday, proof: {} };
        first.set(phase, origin);
        current.set(phase, { ...origin, proof: proofOf(event) });
        break;
      }
      case 'undone':
        current.delete(phase);
        break;
      case 'changed': {
        const stone = current.get(phase);
        if (stone) current.set(phase, { ...stone, proof: proofOf(event) });
        break;
      }
    }
  }
  return [...current.values()].sort((a, b) => a.at - b.at);
}

function proofOf({ link, note, tracks }: Proof): Proof {
  return { ...(link && { link }), ...(note && { note }), ...(tracks?.length && { tracks }) };
}

export type CheckIn =
  | { readonly kind: 'completed'; readonly event: ProgressEvent; readonly repeated: boolean }
  | { readonly kind: 'already-done'; readonly stone: Stone };

/**
 * Checks a phase in. The same interaction delivered again gives `completed` again with `repeated`, and nothing to write.
 */
export function checkIn(
  events: readonly ProgressEvent[],
  asked: Omit<ProgressEvent & { kind: 'done' }, 'kind'>,
): CheckIn {
  const same = events.find((event) => event.by === asked.by);
  if (same) return { kind: 'completed', event: same, repeated: true };
  const stone = stones(events).find(({ phase }) => phase === asked.phase);
  if (stone) return { kind: 'already-done', stone };
  return { kind: 'completed', event: { kind: 'done', ...asked }, repeated: false };
}
