/** The leaderboard as a card: places, names and milestones; the asker's own place is always there. */
import type { Board } from '../domain/leaderboard.ts';
import type { Message } from '../message.ts';
import type { LeaderboardCursor, LeaderboardPage, LeaderboardRow } from '../ports.ts';
import { actionId } from './actions.ts';
import { button, card, named, row, separator, text, timestamp } from './parts.ts';

interface Shown {
  readonly board: Board;
  readonly page: LeaderboardPage;
  /** The asker's id. */
  readonly asker: string;
  /** The month that "this month" means now, such as `2026-11`. */
  readonly month: Board;
}

export function leaderboardCard({ board, page, asker, month }: Shown): Message {
  const turn = turnButtons(board, page);
  const other =
    board === 'all'
      ? button(actionId('leaderboard', 'show', month), 'This month')
      : button(actionId('leaderboard', 'show', 'all'), 'All time');
  return {
    components: [
      card(
        text(heading(board, page.total)),
        text(
          page.rows.length
            ? page.rows.map((one) => line(one, asker)).join('\n')
            : 'Nobody is here yet. `/done` lays the first stone; `/me` says whether you are shown.',
        ),
        page.total ? separator() : null,
        page.total ? text(ownLine(page.own)) : null,
        turn && row(...turn),
        row(
          other,
          button(actionId('leaderboard', 'share', board), 'Share', { emoji: '📣', disabled: !page.rows.length }),
        ),
      ),
    ],
  };
}

/** The first page for the group. */
export function sharedLeaderboard(board: Board, page: LeaderboardPage): Message {
  return {
    components: [card(text(heading(board, page.total)), text(page.rows.map((one) => line(one, null)).join('\n')))],
  };
}

function heading(board: Board, total: number): string {
  const period = board === 'all' ? 'all time' : monthName(board);
  const title = `## Leaderboard · ${period}`;
  if (!total) return title;
  const members = total === 1 ? 'One member' : `${total} members`;
  return `${title}\n-# ${members}, by finished milestones; equal numbers share a place`;
}

/** `2026-11` → "November 2026" */
function monthName(board: Board): string {
  const first = new Date(`${board}-01T00:00:00Z`);
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}

function line({ place, name, user, milestones, at }: LeaderboardRow, asker: string | null): string {
  return `**${place}.** ${named(name)}${user === asker ? ' (you)' : ''} · ${count(milestones)} · ${timestamp(at * 1000, 'R')}`;
}

function ownLine(own: LeaderboardRow | null): string {
  return own
    ? `👉 You are in place **${own.place}** with ${count(own.milestones)}.`
    : '👉 You are not here: `/done` checks a milestone in, and `/me` says whether you are shown.';
}

function count(milestones: number): string {
  return milestones === 1 ? '1 milestone' : `${milestones} milestones`;
}

function turnButtons(board: Board, { rows, hasBefore, hasAfter }: LeaderboardPage) {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last || (!hasBefore && !hasAfter)) return null;
  return [
    button(turnId('before', board, first), 'Higher', { emoji: '◀️', disabled: !hasBefore }),
    button(turnId('after', board, last), 'Lower', { emoji: '▶️', disabled: !hasAfter }),
  ];
}

function turnId(way: 'before' | 'after', board: Board, { milestones, at, user }: LeaderboardCursor): string {
  return actionId('leaderboard', way, board, milestones, at, user);
}

/** Reads the arguments of a turning button; null for what nobody's button says. */
export function readTurn(
  args: readonly string[],
): { readonly board: Board; readonly cursor: LeaderboardCursor } | null {
  const [board = '', milestones = '', at = '', user = ''] = args;
  if (!isBoard(board) || ![milestones, at, user].every((part) => /^\d{1,20}$/.test(part))) return null;
  return { board, cursor: { milestones: Number(milestones), at: Number(at), user } };
}

export function isBoard(board: string): boolean {
  return board === 'all' || /^20\d\d-(0[1-9]|1[0-2])$/.test(board);
}
