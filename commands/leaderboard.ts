/** `/leaderboard`: milestones finished, all time or this month. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, type Reply, type Services } from '../src/command.ts';
import { type Board, monthOf } from '../src/domain/leaderboard.ts';
import { localDate } from '../src/domain/zones.ts';
import { correction, oldButton } from '../src/messages/errors.ts';
import { isBoard, leaderboardCard, readTurn, sharedLeaderboard } from '../src/messages/leaderboard.ts';
import type { LeaderboardPage, LeaderboardStore } from '../src/ports.ts';

const ROWS = 10;

export const leaderboard = defineCommand({
  definition: {
    name: 'leaderboard',
    description: 'Who has finished how many milestones, and your own place',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'period',
        description: 'All time, or this month',
        choices: [
          { name: 'All time', value: 'all' },
          { name: 'This month', value: 'month' },
        ],
      },
    ],
  },
  onlyReads: true,
  run: (call, services) => show(call, services, call.options.period ?? 'all', 'top'),
  actions: {
    show: {
      answers: 'update',
      onlyReads: true,
      run: (call, services) => show(call, services, call.args[0] ?? 'all', 'top'),
    },
    before: { answers: 'update', onlyReads: true, run: (call, services) => turn(call, services, call.args, 'before') },
    after: { answers: 'update', onlyReads: true, run: (call, services) => turn(call, services, call.args, 'after') },
    share: {
      answers: 'reply',
      async run(call, services) {
        const board = call.args[0] ?? '';
        if (!isBoard(board)) return { kind: 'aside', message: oldButton() };
        const page = await services.leaderboard.page({
          guild: call.guild,
          board,
          asker: call.user,
          limit: ROWS,
          from: 'top',
        });
        if (!page.rows.length)
          return { kind: 'aside', message: correction('Nobody is on it yet, so there is nothing to share.') };
        const share = sharedLeaderboard(board, page);
        return { kind: 'message', message: correction('Shared with the group.'), share, shown: usersOf(page) };
      },
    },
  },
});

type From = Parameters<LeaderboardStore['page']>[0]['from'];

function turn(
  call: AskedInGuild,
  services: Services,
  args: readonly string[],
  way: 'before' | 'after',
): Promise<Reply> | Reply {
  const read = readTurn(args);
  if (!read) return { kind: 'aside', message: oldButton() };
  return show(call, services, read.board, way === 'before' ? { before: read.cursor } : { after: read.cursor });
}

/** @param wanted `all`, `month` (the one that is now), or a month such as `2026-11`. */
async function show(call: AskedInGuild, services: Services, wanted: string, from: From): Promise<Reply> {
  const ask = (board: Board) =>
    services.leaderboard.page({ guild: call.guild, board, asker: call.user, limit: ROWS, from });
  const guess = monthOf(localDate('UTC', call.now));
  const first = wanted === 'month' ? guess : isBoard(wanted) ? wanted : 'all';
  // Both leave at once: the group's zone only tells at a month's ends that the guess was wrong.
  const [guild, page] = await Promise.all([services.guilds.get(call.guild), ask(first)]);
  const month = monthOf(localDate(guild?.settings?.timezone ?? 'UTC', call.now));
  const board = wanted === 'month' ? month : first;
  const shown = board === first ? page : await ask(board);
  const message = leaderboardCard({ board, page: shown, asker: call.user, month });
  return { kind: 'message', message, shown: usersOf(shown) };
}

function usersOf({ rows }: LeaderboardPage): readonly string[] {
  return rows.map(({ user }) => user);
}
