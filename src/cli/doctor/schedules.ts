/** Checks the weekly posts of every server: which there are, what is stored, and at Discord those that need it most. */
import pLimit from 'p-limit';
import type { Inspection, Server, Servers } from '../../adapters/discord-inspection.ts';
import { type Absence, graceEnds } from '../../domain/absence.ts';
import { broken, type Finding, fine, type Section, warning } from '../../domain/diagnosis.ts';
import { StoreOutage } from '../../outage.ts';
import type { Stores } from '../../ports.ts';
import { asFinding } from './configuration.ts';
import { type Scheduled, scheduleFindings, type Times, worst } from './schedule-findings.ts';

/** Told in full: servers with trouble, and such without. */
const MOST_TROUBLED = 50;
const MOST_WELL = 10;
/** Looked at in Discord: each costs three requests of the fifty a second that the running bot needs, too. */
const MOST_ASKED = 100;
/** A Discord that has become slow is not waited for longer. */
const ASK_FOR_MS = 60_000;
const AT_ONCE = { store: 16, discord: 4 } as const;

interface Parts extends Times {
  readonly stores: Stores;
  readonly place: Inspection['place'];
  /** Null: Discord can not be asked. */
  readonly servers: Servers | null;
}

type Read =
  | { readonly kind: 'scheduled'; readonly id: string; readonly server: Scheduled }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly finding: Finding };

export async function checkSchedules(parts: Parts): Promise<Section> {
  const title = 'Schedules';
  try {
    return { title, findings: await findingsOf(parts) };
  } catch (error) {
    if (!(error instanceof StoreOutage)) throw error;
    return { title, findings: [broken('The store stopped answering, so schedules were not checked', 'Try again')] };
  }
}

async function findingsOf(parts: Parts): Promise<readonly Finding[]> {
  const [{ servers, left }, absences] = await Promise.all([everyServer(parts), parts.stores.absences.all()]);
  const limit = pLimit(AT_ONCE.store);
  const read = await limit.map([...servers, ...left], (server) => readServer(parts, server));
  const gone = new Set(left.map(({ id }) => id));
  const removed = new Map(absences.filter((mark) => mark.removed).map((mark) => [mark.guild, mark]));
  const scheduled = read
    .filter((one) => one.kind === 'scheduled')
    .map((one) => (gone.has(one.id) ? goneFrom(one, removed.get(one.id)) : one));
  const { groups, unasked } = await lookAtThem(parts, scheduled);
  const unset = read.filter(({ kind }) => kind === 'none').length;
  return [
    ...read.flatMap((one) => (one.kind === 'unreadable' ? [one.finding] : [])).slice(0, MOST_TROUBLED),
    ...told(groups),
    ...(unasked > 0 ? [unaskedFinding(unasked, parts)] : []),
    ...(unset > 0
      ? [fine(`${unset} ${unset === 1 ? 'server has' : 'servers have'} no weekly posts (/setup makes some)`)]
      : []),
  ];
}

/** `left`: servers that the store knows, and Discord does not count among the bot's. */
async function everyServer({ stores, servers: atDiscord }: Parts) {
  const ids = new Set<string>();
  for await (const batch of stores.census.guilds()) for (const guild of batch) ids.add(guild);
  const stored = [...ids].map((id): Server => ({ id, name: `Server ${id}` }));
  if (!atDiscord) return { servers: stored, left: [] };
  const { servers, whole } = atDiscord;
  const listed = new Set(servers.map(({ id }) => id));
  return { servers, left: whole ? stored.filter(({ id }) => !listed.has(id)) : [] };
}

async function readServer({ stores }: Parts, { id, name }: Server): Promise<Read> {
  try {
    const [document, records] = await Promise.all([stores.guilds.get(id), stores.ledger.last(id)]);
    if (!document?.settings) return { kind: 'none' };
    const { settings, notices } = document;
    return { kind: 'scheduled', id, server: { name, settings, notices, records, place: null } };
  } catch (error) {
    if (error instanceof StoreOutage) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unreadable', finding: asFinding(`${name}: ${reason}`) };
  }
}

type OneScheduled = Extract<Read, { kind: 'scheduled' }>;

const goneFrom = (one: OneScheduled, mark: Absence | undefined): OneScheduled => ({
  ...one,
  server: { ...one.server, place: { kind: 'no server' }, ...(mark && { deletedOn: graceEnds(mark) }) },
});

const SEVERITY = { bad: 0, warn: 1, ok: 2 } as const;

/** The findings of each server, those with the most trouble first. */
async function lookAtThem(parts: Parts, scheduled: readonly OneScheduled[]) {
  const bySeverity = (a: readonly Finding[], b: readonly Finding[]) => SEVERITY[worst(a)] - SEVERITY[worst(b)];
  const stored = scheduled
    .map((one) => ({ one, findings: scheduleFindings(one.server, parts) }))
    .sort((a, b) => bySeverity(a.findings, b.findings));
  const limit = pLimit(AT_ONCE.discord);
  const end = performance.now() + ASK_FOR_MS;
  let unasked = 0;
  const looked = await limit.map(stored, async ({ one, findings }, index) => {
    const { server, id } = one;
    if (server.place) return findings;
    if (!parts.servers || index >= MOST_ASKED || performance.now() > end) {
      unasked += 1;
      return findings;
    }
    const place = await parts.place(id, server.settings.channel, server.settings.role);
    return scheduleFindings({ ...server, place }, parts);
  });
  return { groups: looked.sort(bySeverity), unasked };
}

function told(groups: readonly (readonly Finding[])[]): readonly Finding[] {
  const well = groups.filter((findings) => worst(findings) === 'ok');
  const troubled = groups.filter((findings) => worst(findings) !== 'ok');
  const more = { troubled: troubled.slice(MOST_TROUBLED), well: well.length - MOST_WELL };
  const shown = [...troubled.slice(0, MOST_TROUBLED), ...well.slice(0, MOST_WELL)].flat();
  if (more.troubled.length > 0) {
    const tell = worst(more.troubled.flat()) === 'bad' ? broken : warning;
    shown.push(tell(`… and ${more.troubled.length} more servers with trouble`, 'Mend these first'));
  }
  if (more.well > 0) shown.push(fine(`… and ${more.well} more as they should be`));
  return shown;
}

function unaskedFinding(unasked: number, { servers }: Parts): Finding {
  if (!servers) return warning('Channels, permissions and roles were not checked', 'Mend what is told above first');
  return fine(`Of ${unasked} servers only what is stored was checked, to leave Discord’s limits to the bot`);
}
