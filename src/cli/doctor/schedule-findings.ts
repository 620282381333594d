/** What one server's weekly posts are like, from its document, the records and what Discord shows. Pure. */
import type { StudyPlace } from '../../adapters/discord-inspection.ts';
import { broken, type Finding, fine, type Level, warning } from '../../domain/diagnosis.ts';
import type { GuildDocument, Notice, Settings } from '../../domain/guild.ts';
import type { Roadmap } from '../../domain/roadmap.ts';
import { dueSlots, nextSlots } from '../../domain/schedule.ts';
import type { LocalDate } from '../../domain/schedule-calendar.ts';
import { noticeText } from '../../messages/notices.ts';
import { lackedPermissions, WEEKDAYS } from '../../messages/setup.ts';
import { slotName } from '../../messages/weekly.ts';
import type { PostRecord } from '../../ports.ts';

/** One server with weekly posts. */
export interface Scheduled {
  readonly name: string;
  readonly settings: Settings;
  readonly notices: GuildDocument['notices'];
  readonly records: readonly PostRecord[];
  /** Null: Discord was not asked. */
  readonly place: StudyPlace | null;
  /** The server removed the bot, and its data goes on this day of UTC. */
  readonly deletedOn?: LocalDate;
}

export interface Times {
  /** Unix milliseconds. */
  readonly now: number;
  /** Null: it can not be read, so nobody knows what comes next. */
  readonly roadmap: Roadmap | null;
}

/** The bot looks each minute; a post that is later than this is not coming by itself. */
const LATE_MS = 10 * 60_000;

/** Troubles first; a server that gets its posts has a line on what they are. */
export function scheduleFindings(server: Scheduled, times: Times): readonly Finding[] {
  const place = server.place === null ? [] : placeFindings(server.place, server);
  const stored = [...pauseFindings(server.settings), ...noticeFindings(server), ...lastFindings(server)];
  const known = [...place, ...stored];
  const late = worst(known) === 'bad' ? [] : lateFindings(server, times);
  const troubles = [...known, ...late];
  const findings = worst(troubles) === 'bad' ? troubles : [...troubles, fine(described(server, times))];
  return findings.map((finding) => ({ ...finding, found: `${server.name}: ${finding.found}` }));
}

export function worst(findings: readonly Finding[]): Level {
  const has = (level: Level) => findings.some((finding) => finding.level === level);
  return has('bad') ? 'bad' : has('warn') ? 'warn' : 'ok';
}

function placeFindings(
  place: StudyPlace,
  { settings: { channel }, deletedOn }: Pick<Scheduled, 'settings' | 'deletedOn'>,
): readonly Finding[] {
  switch (place.kind) {
    case 'no server':
      return deletedOn === undefined
        ? [warning('the bot is not there any more; its weekly posts wait', 'Invite it again, or let it be')]
        : [
            warning(
              `it has removed the bot, and its data is deleted on ${deletedOn}`,
              'Invite it before, or let it be',
            ),
          ];
    case 'channel gone':
      return [broken(`its study channel (${channel}) is gone`, 'Choose another one there: /setup channel:')];
    case 'hidden':
      return [
        broken(
          `the bot may not see its study channel (${channel})`,
          'Grant “View Channel” there (channel settings → Permissions), or choose another: /setup channel:',
        ),
      ];
    case 'unknown':
      return [warning('Discord did not say what the bot may do there', 'Try again in a while')];
    case 'there':
      return [...permissionFindings(place), ...roleFindings(place)];
  }
}

type There = Extract<StudyPlace, { kind: 'there' }>;

/** Without these two nothing is posted; without the others it is, less well. */
const ESSENTIAL = new Set(['View Channel', 'Send Messages']);

function permissionFindings({ permissions, channel }: There): readonly Finding[] {
  const lacked = lackedPermissions(permissions);
  if (lacked.length === 0) return [];
  const found = `in #${channel} the bot lacks ${lacked.join(', ')}`;
  const mend = `Grant it to the bot’s role: settings of #${channel} → Permissions`;
  return [lacked.some((name) => ESSENTIAL.has(name)) ? broken(found, mend) : warning(found, mend)];
}

function roleFindings({ role }: There): readonly Finding[] {
  if (role === 'gone')
    return [warning('the role that posts mention is gone', 'Choose another one there: /setup role:')];
  if (role !== 'silent') return [];
  const mend = 'Turn “Allow anyone to @mention this role” on: server settings → Roles';
  return [warning('the role that posts mention notifies nobody', mend)];
}

function pauseFindings({ paused, timezone }: Settings): readonly Finding[] {
  if (paused?.reason !== 'failing') return [];
  const found = `paused since ${moment(paused.at, timezone)}, because four tries to post failed`;
  return [broken(found, 'Mend the cause, then press Resume there in /setup; nothing is skipped')];
}

function noticeFindings({ notices, place }: Scheduled): readonly Finding[] {
  const name = place?.kind === 'there' ? `#${place.channel}` : null;
  // Being paused is told from the settings, which know whether it still is.
  const told = notices.filter(({ kind }) => kind !== 'paused');
  return told.map((notice) => warning(`the bot says: ${plain(notice, name)}`));
}

/** The words that an owner reads at Discord, without Discord's signs. */
function plain(notice: Notice, channel: string | null): string {
  return noticeText(notice)
    .replace(/<#(\d+)>/g, (_, id) => (channel !== null && id === notice.channel ? channel : `the channel ${id}`))
    .replace(/\\(.)|[*`]/g, '$1');
}

function lastFindings({ records: [last], notices, settings }: Scheduled): readonly Finding[] {
  if (!last || last.state === 'posted' || notices.length > 0) return [];
  const fate = last.state === 'uncertain' ? 'may or may not have been posted' : 'could not be posted';
  return [
    warning(`the last ${last.slot.kind} ${fate} (${moment(last.at, settings.timezone)})`, 'Look into the channel'),
  ];
}

function lateFindings({ settings, records }: Scheduled, { now, roadmap }: Times): readonly Finding[] {
  if (!roadmap) return [];
  const settled = (kind: string, week: string) => records.some(({ slot }) => slot.kind === kind && slot.id === week);
  const late = dueSlots(settings, roadmap.phases.length, now).filter(
    ({ kind, week, at }) => now - at > LATE_MS && !settled(kind, week),
  );
  return late.map((slot) =>
    warning(
      `${slotName(roadmap, slot)} was due ${moment(slot.at, settings.timezone)} and is not there`,
      'Is the bot running, on this very store? It makes up for what is less than 48 hours late',
    ),
  );
}

function described({ settings, place, records }: Scheduled, { now, roadmap }: Times): string {
  const { day, time, timezone, paused, channel } = settings;
  const where = place?.kind === 'there' ? `#${place.channel}` : `the channel ${channel}`;
  const [next] = roadmap ? nextSlots(settings, roadmap.phases.length, now, 1) : [];
  const coming =
    next && roadmap ? `next ${slotName(roadmap, next)}, ${moment(next.at, timezone)}` : 'nothing is planned';
  const last = records.find(({ state }) => state === 'posted');
  return [
    `${WEEKDAYS[day]}s at ${time} (${timezone}) in ${where}`,
    paused ? `paused by its owner since ${moment(paused.at, timezone)}` : roadmap ? coming : null,
    last ? `last post ${moment(last.at, timezone)}` : 'nothing posted yet',
  ]
    .filter((part) => part !== null)
    .join('; ');
}

/** `Mon 30 Nov 2026, 18:00`, where the server is. */
function moment(at: number, timezone: string): string {
  const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-GB', { ...date, hour: '2-digit', minute: '2-digit', timeZone: timezone });
  return format.format(at).replace(/^(\w+),/, '$1');
}
