/** Read, pure change, compare-and-set, and again when somebody else was first: how both stores change members. Knows no engine. */
import type { GuildDocument } from '../domain/guild.ts';
import type { MemberDocument, MemberRef } from '../domain/progress.ts';
import type { ProgressChange } from '../domain/record.ts';
import type { ProgressStore } from '../ports.ts';
import { memberKey, readGuild, readMember, settingsKey } from './stored.ts';
import { type Fetch, nextDocument } from './stored-documents.ts';
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
  /** Writes all of them, or nothing: false, when one of the documents is another by now. One or two, of the same guild. */
  save(...writes: readonly [first: Write, second?: Write]): Promise<boolean>;
}

type Member = Parameters<ProgressStore['update']>[0];

export function createUpdates({ inTurn, operation }: Parts): Pick<ProgressStore, 'update' | 'updateBoth'> {
  async function changeAll<T>(
    { fetch, save }: Engine,
    members: readonly Member[],
    change: (
      documents: readonly (MemberDocument | null)[],
      guild: GuildDocument | null,
    ) => { readonly changes: readonly ProgressChange<unknown>[]; readonly outcome: T },
  ): Promise<T> {
    for (;;) {
      const [documents, guild] = await fetchAll(fetch, members);
      const { changes, outcome } = change(documents, guild);
      const [first, second] = members.flatMap((member, n) => writeOf(member, documents[n] ?? null, changes[n]));
      if (!first || (await save(first, second))) return outcome;
    }
  }

  return {
    update: (member, change) =>
      inTurn(memberKey(member), () =>
        operation((engine) =>
          changeAll(engine, [member], ([document = null], guild) => {
            const changed = change(document, guild);
            return { changes: [changed], outcome: changed.outcome };
          }),
        ),
      ),
    updateBoth: async (members, change) => {
      const [one, other] = members;
      if (one.guild !== other.guild || one.user === other.user)
        throw new Error('these are not two members of one guild');
      return inAllTurns(inTurn, members.map(memberKey), () =>
        operation((engine) =>
          changeAll(engine, members, ([first = null, second = null], guild) => change([first, second], guild)),
        ),
      );
    },
  };
}

/** Members' documents and their guild's, in one round trip. */
async function fetchAll(
  fetch: Fetch,
  members: readonly MemberRef[],
): Promise<[documents: readonly (MemberDocument | null)[], guild: GuildDocument | null]> {
  const ofMembers = members.map(memberKey);
  const ofGuild = settingsKey(members[0]?.guild ?? '');
  const found = await fetch([...ofMembers, ofGuild]);
  const guild = found[ofMembers.length];
  return [
    ofMembers.map((key, n) => (found[n] === undefined ? null : readMember(key, found[n]))),
    guild === undefined ? null : readGuild(ofGuild, guild),
  ];
}

function writeOf(member: Member, document: MemberDocument | null, change?: ProgressChange<unknown>): readonly Write[] {
  if (!change || change.events === null) return [];
  return [{ member, document, next: nextDocument(member, document, change.events, change), change }];
}
