/** Leaderboard pages from Redis's sorted sets: one script, one round trip, logarithmic in the number of members. */
import * as z from 'zod';
import { score, scoreAbove, unscore } from '../domain/leaderboard.ts';
import type { LeaderboardRow, LeaderboardStore } from '../ports.ts';
import { boardKey, namesKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { documentsOf } from './redis-look.ts';
import { FIRST, PAGE } from './redis-scripts.ts';
import { firstRow } from './stored-documents.ts';

const rowSchema = z.tuple([z.string(), z.string(), z.string(), z.string()]);
const firstSchema = z.array(z.string());
const pageSchema = z.tuple([z.number(), z.number(), z.array(rowSchema), z.union([rowSchema, z.tuple([])])]);

export function createRedisLeaderboard(link: RedisLink): LeaderboardStore {
  return {
    page: ({ guild, board, asker, limit, from }) =>
      link.operation('give the leaderboard', async (ask) => {
        const keys = [boardKey(guild, board), namesKey(guild)];
        const args = [asker, String(limit), ...cursorWords(from), String(scoreAbove(0))];
        const answer = await ask(() => link.withScripts((evaluate) => evaluate(PAGE, keys, args)));
        const [total, before, rows, own] = pageSchema.parse(answer);
        return {
          rows: rows.map(rowOf),
          hasBefore: before > 0,
          hasAfter: before + rows.length < total,
          total,
          own: own.length === 0 ? null : rowOf(own),
        };
      }),
    first: (guild, board, limit, turn = 0) =>
      link.operation('give the first of a list', async (ask) => {
        const args = [String(limit), documentsOf(guild), String(turn)];
        const answer = await ask(() => link.withScripts((evaluate) => evaluate(FIRST, [boardKey(guild, board)], args)));
        const found = firstSchema.parse(answer);
        return found.flatMap((user, at) => (at % 2 ? [] : firstRow({ guild, user }, found[at + 1] || null)));
      }),
    heights: (guild, most) =>
      link.operation('give the heights', (ask) =>
        ask(() => {
          const key = boardKey(guild, 'all');
          // Sent in one tick, so that they go and come together.
          const counts = Array.from({ length: most }, (_, at) => link.client.zCount(key, scoreAbove(at), '+inf'));
          return Promise.all(counts);
        }),
      ),
  };
}

function cursorWords(from: Parameters<LeaderboardStore['page']>[0]['from']): string[] {
  if (from === 'top') return ['top', '', ''];
  const [mode, cursor] = 'after' in from ? ['after', from.after] : ['before', from.before];
  return [mode, String(score({ milestones: cursor.milestones, at: cursor.at * 1000 })), cursor.user];
}

function rowOf([user, value, place, name]: z.infer<typeof rowSchema>): LeaderboardRow {
  const { milestones, at } = unscore(Number(value));
  return { user, name, milestones, at: at / 1000, place: Number(place) };
}
