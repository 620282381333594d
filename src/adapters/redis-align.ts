/** Makes rows and names in Redis follow from members' documents again, and never changes a document. */
import * as z from 'zod';
import { type Board, boardEnds, type Standing, score } from '../domain/leaderboard.ts';
import type { Kept } from '../domain/leaderboard-check.ts';
import { userKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { documentsOf, guildsIn, keysOf, lookAt, rowsOf } from './redis-look.ts';
import { ALIGN } from './redis-scripts.ts';
import { standingsFor } from './stored-documents.ts';

/** Resolves what stands there once each follows from its document. */
export async function align(link: RedisLink, usual: Set<Board>, seen: readonly Kept[]): Promise<readonly Kept[]> {
  const aligned: Kept[] = [];
  for (let open = seen; open.length; ) {
    const some = open;
    const found = await link.operation('mend a leaderboard', async (ask) => {
      const each = await ask(() => Promise.all(guildsIn(some).map((ofGuild) => alignOnce(link, ofGuild))));
      return each.flat();
    });
    aligned.push(...found.flatMap(({ now }) => now ?? []));
    const changed = found.flatMap(({ before, now }) => (now ? [] : [before]));
    const traces = changed.map(({ guild, user, rows }) => ({ guild, user, boards: [...rows.keys()] }));
    open = await lookAt(link, usual, traces);
  }
  return aligned;
}

interface Aligned {
  readonly before: Kept;
  /** null: its document is not the one that was seen. */
  readonly now: Kept | null;
}

const alignSchema = z.array(z.union([z.array(z.string().nullable()), z.literal(0)]));

/** Written only where the document is still this one, which stays as it is: a check-in under way notices nothing. */
async function alignOnce(link: RedisLink, seen: readonly Kept[]): Promise<readonly Aligned[]> {
  const guild = seen[0]?.guild ?? '';
  const right = seen.map((kept) => new Map(standingsFor(kept).map((standing) => [standing.board, standing])));
  const boards = [...new Set(right.flatMap((each) => [...each.keys()]))];
  const words = [
    documentsOf(guild),
    ...boards.map((board) => String(boardEnds(board) ?? '')),
    ...seen.flatMap((kept, n) => wordsOf(kept, boards, right[n])),
  ];
  const unlisted = seen.filter(({ document, listed }) => document && !listed);
  const answers = await link.withScripts(async (evaluate) => {
    const entries = unlisted.map(({ user }) => link.client.sAdd(userKey(user), guild));
    const [answer] = await Promise.all([evaluate(ALIGN, keysOf(guild, boards), words), ...entries]);
    return alignSchema.parse(answer);
  });
  return seen.map((before, n) => {
    const answer = answers[n];
    if (!answer) return { before, now: null };
    const [name = null, ...scores] = answer;
    const asked = rowsOf(boards, scores).filter(([board]) => right[n]?.has(board));
    return { before, now: { ...before, name, rows: new Map(asked), listed: true } };
  });
}

/** What differs, as the script takes it. */
function wordsOf(
  { user, document, name, rows }: Kept,
  boards: readonly Board[],
  right: ReadonlyMap<Board, Standing> | undefined,
): readonly string[] {
  if (document instanceof Error) throw document;
  const rightName = document?.name ?? null;
  const scores = boards.map((board) => {
    const standing = right?.get(board);
    if (!standing) return '';
    const [is, shouldBe] = [rows.get(board)?.score, standing.milestones ? score(standing) : undefined];
    if (is === shouldBe) return '';
    return shouldBe === undefined ? '-' : String(shouldBe);
  });
  return [user, document?.rev ?? '', name === rightName ? '' : rightName === null ? '-' : `=${rightName}`, ...scores];
}
