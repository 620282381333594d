/** A store full of everything that a backup must bring through, for the tests of backup and restore. */
import { REVIEWERS, WAITING, wordsBoard } from '../../src/domain/leaderboard.ts';
import { choose, leave } from '../../src/domain/record.ts';
import type { Stores } from '../../src/ports.ts';
import { aDone, adding, anId, anUndone, DAY, SECOND, someGuild, someNews, someSubmitted, T } from './builders.ts';

/** Notes that break whoever reads lines or encodes anew: other line ends, half a character, quotes, empty lists. */
const NOTES = ['a\u2028b\u2029c\r\nd', '\ud800', '"rev":"x"', '{}[]', '🦀'];

/** `members` in three servers, one of them without settings; with posts, and news in both states. */
export async function fill(stores: Stores, members: number): Promise<readonly string[]> {
  const guilds = [anId(), anId(), anId()] as const;
  for (const guild of guilds.slice(1)) {
    const notices = [{ id: 'n', at: T, kind: 'no-thread', channel: '7', what: 'x' }] as const;
    await stores.guilds.update(guild, () => ({
      document: { ...someGuild(), notices, pauses: [{ from: T - 9 * DAY, to: T - DAY }] },
      dueAt: T,
      outcome: 0,
    }));
    for (const kind of ['prompt', 'challenge'] as const) {
      const slot = { guild, kind, id: '2026-W30' };
      await stores.ledger.settle('any', { slot, state: 'posted', channel: '7', messageId: '8', at: T - DAY });
    }
  }
  for (const days of [9, 5]) await stores.heartbeat.beat(T - days * DAY);
  for (let from = 0; from < members; from += 50) {
    const batch = Array.from({ length: Math.min(50, members - from) }, (_, n) => member(stores, guilds, from + n));
    await Promise.all(batch);
  }
  return guilds;
}

async function member({ progress, news }: Stores, guilds: readonly string[], n: number): Promise<void> {
  const who = { guild: guilds[n % guilds.length] ?? '', user: anId(), name: `Member ${n}` };
  const events = Array.from({ length: (n % 5) + 1 }, (_, phase) =>
    aDone(String(phase), {
      at: T - n * SECOND - phase * 40 * DAY,
      note: NOTES[n % NOTES.length] ?? '',
      tracks: ['web'],
      ...(n % 2 && { later: n % 3 > 0, met: ['It runs'] }),
    }),
  );
  const waits = n % 3 === 0 ? someSubmitted('9', T - n * SECOND) : [];
  const last = n % 7 === 0 ? [anUndone('0', T + SECOND)] : [];
  await progress.update(who, adding(...events, ...last, ...waits));
  if (n % 5 === 4) {
    const words = n % 2 ? 'unnamed' : 'nobody';
    const chosen = { zone: 'Asia/Tokyo', hidden: n % 10 === 9, track: 'web', words } as const;
    await progress.update({ guild: who.guild, user: who.user }, choose(chosen));
  }
  if (n % 11 === 10) await progress.update({ guild: who.guild, user: who.user }, leave(T));
  const first = events[0];
  if (n % 11 === 10 || n >= 30 || !first || last.length) return;
  const told = someNews(who.user, { id: first.by, phase: first.phase, at: first.at });
  await progress.update(who, (document) => ({ events: document?.events ?? [], news: told, outcome: 0 }));
  if (n % 2) await news.settle(who.guild, told.id);
}

/** Everything that the ports tell of a store, for comparing: what two stores with the same content have alike. */
export async function content({ census, progress, guilds, news, leaderboard, ledger, due, heartbeat }: Stores) {
  const everybody = new Map<string, unknown>();
  for await (const batch of census.members()) {
    for (const ref of batch) {
      const document = await progress.get(ref);
      const listed = await progress.guildsOf(ref.user);
      everybody.set(`${ref.guild} ${ref.user}`, { ...document, rev: null, listed });
    }
  }
  const places = new Set([...everybody.keys()].map((key) => key.split(' ')[0] ?? ''));
  const schedules = (await due.due(T + 99 * DAY, 100_000)).filter(({ kind }) => kind === 'schedule');
  const servers = [];
  for (const guild of [...places].sort()) {
    const query = { guild, asker: '', limit: 5000, from: 'top' } as const;
    const document = await guilds.get(guild);
    servers.push({
      guild,
      settings: document && { settings: document.settings, notices: document.notices, pauses: document.pauses },
      all: await leaderboard.page({ ...query, board: 'all' }),
      lists: await Promise.all(
        [WAITING, REVIEWERS, wordsBoard('0')].map(async (board) => [
          (await leaderboard.page({ ...query, board })).rows,
          (await leaderboard.first(guild, board, 5)).map(({ user }) => user),
        ]),
      ),
      month: await leaderboard.page({ ...query, board: new Date(T).toISOString().slice(0, 7) }),
      news: await news.since(guild, 0),
      pending: await news.pending(guild),
      last: await ledger.last(guild),
      scheduled: schedules.some((entry) => entry.guild === guild),
    });
  }
  const absences = await heartbeat.look(0);
  return { members: new Map([...everybody].sort(([a], [b]) => (a < b ? -1 : 1))), servers, absences };
}
