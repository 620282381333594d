/** Read, pure change, compare-and-set, and again when somebody else was first: how both stores change members. Knows no engine. */
import type { MemberDocument, MemberRef } from '../domain/progress.ts';
import type { ProgressChange } from '../domain/record.ts';
import type { ProgressStore } from '../ports.ts';
import { memberKey, settingsKey } from './stored.ts';
import { type Fetch, guildIn, memberIn, nextDocument } from './stored-documents.ts';
import { type InTurn, inAllTurns } from './turns.ts';

/** What is to be written of one member. */
export interface Write {
  readonly member: MemberRef;
  /** As it was read: what must still stand there; null: nothing may. */
  readonly document: MemberDocument | null;
  readonly next: MemberDocument;
  readonly change: ProgressChange<unknown>;
}

interface Parts {
  readonly inTurn: InTurn;
  /** All that belongs to one operation of the store. */
  readonly operation: <T>(run: (store: Engine) => Promise<T>) => Promise<T>;
}

interface Engine {
  readonly fetch: Fetch;
  /** Writes both, or nothing: false, when one of the documents is another by now. `second` is of the same guild. */
  save(first: Write, second?: Write): Promise<boolean>;
}

type Member = Parameters<ProgressStore['update']>[0];

export function createUpdates({ inTurn, operation }: Parts): Pick<ProgressStore, 'update' | 'updateBoth'> {
  return {
    update: (member, change) => {
      const [key, ofGuild] = [memberKey(member), settingsKey(member.guild)];
      return inTurn(key, () =>
        operation(async ({ fetch, save }) => {
          for (;;) {
            const [found, guild] = await fetch([key, ofGuild]);
            const document = memberIn(key, found);
            const changed = change(document, guildIn(ofGuild, guild));
            const write = writeOf(member, document, changed);
            if (!write || (await save(write))) return changed.outcome;
          }
        }),
      );
    },

    updateBoth: async ([one, other], change) => {
      if (one.guild !== other.guild || one.user === other.user)
        throw new Error('these are not two members of one guild');
      const [key, otherKey, ofGuild] = [memberKey(one), memberKey(other), settingsKey(one.guild)];
      return inAllTurns(inTurn, [key, otherKey], () =>
        operation(async ({ fetch, save }) => {
          for (;;) {
            const [found, otherFound, guild] = await fetch([key, otherKey, ofGuild]);
            const [document, otherDocument] = [memberIn(key, found), memberIn(otherKey, otherFound)];
            const { changes, outcome } = change([document, otherDocument], guildIn(ofGuild, guild));
            const writes = [writeOf(one, document, changes[0]), writeOf(other, otherDocument, changes[1])];
            const [first, second] = writes.filter((write) => write !== null);
            if (!first || (await save(first, second))) return outcome;
          }
        }),
      );
    },
  };
}

/** Null where there is nothing to write. */
function writeOf(member: Member, document: MemberDocument | null, change: ProgressChange<unknown>): Write | null {
  if (change.events === null) return null;
  return { member, document, next: nextDocument(member, document, change.events, change), change };
}
