/** What a job tells an owner, and when it stops a schedule: changes of the guild's document. Never the reason for a post to fail. */
import type { GuildContent, GuildDocument, Notice, Settings } from '../domain/guild.ts';
import { type Posted, pause } from '../domain/schedule-changes.ts';
import type { GuildStore } from '../ports.ts';

/** Older ones would not be read any more. */
const MOST_NOTICES = 20;

export interface Log {
  error(facts: object, words: string): void;
  warn(facts: object, words: string): void;
}

type TroubleParts = { readonly guilds: GuildStore; readonly log: Log };

/** The same cause in the same channel is told once, until it was seen. */
function noticeId(kind: Notice['kind'], channel: string, code?: number): string {
  return [kind, channel, code].filter((part) => part !== undefined).join('.');
}

/** Keeps a notice for whoever has Manage Server. A store that does not answer costs the notice, not the post. */
export async function tell({ guilds, log }: TroubleParts, guild: string, notice: Omit<Notice, 'id'>): Promise<void> {
  const id = noticeId(notice.kind, notice.channel, notice.code);
  try {
    await guilds.update(guild, (document) => ({ document: withNotice(document, { id, ...notice }), outcome: null }));
  } catch (error) {
    log.error({ err: error, guild }, 'a notice could not be kept');
  }
}

/** Pauses the schedule with the one notice that says so, unless the owner saved other settings meanwhile. */
export function pauseFailing(
  guilds: GuildStore,
  guild: string,
  {
    settings,
    notice,
    posted,
    phaseCount,
  }: {
    readonly settings: Settings;
    readonly notice: Omit<Notice, 'id' | 'kind'>;
    readonly posted: Posted;
    readonly phaseCount: number;
  },
): Promise<void> {
  const { channel, code, at } = notice;
  return guilds.update(guild, (document) => {
    const current = document?.settings;
    if (!document || !current || current.paused || current.savedAt !== settings.savedAt) {
      return { document: null, outcome: undefined };
    }
    const id = noticeId('paused', channel, code);
    // It says all that the notice of the first refusal said, and that nothing more is tried.
    const told = document.notices.filter((each) => each.id !== noticeId('cannot-post', channel, code));
    const paused = pause(current, at, 'failing', posted, phaseCount);
    const next = withNotice({ ...document, notices: told }, { id, kind: 'paused', ...notice });
    const { pauses } = document;
    return {
      document: { settings: paused, notices: next?.notices ?? told, pauses },
      dueAt: null,
      outcome: undefined,
    };
  });
}

function withNotice(document: GuildDocument | null, notice: Notice): GuildContent | null {
  const { settings = null, notices = [], pauses = [] } = document ?? {};
  if (notices.some(({ id }) => id === notice.id)) return null;
  return { settings, notices: [...notices, notice].slice(-MOST_NOTICES), pauses };
}
