/** The weekly posts of one guild: which slots are due, posting them, and when to look again. */
import type { GuildDocument, Settings, Unsure } from '../domain/guild.ts';
import { isStone, type News } from '../domain/news.ts';
import type { Roadmap } from '../domain/roadmap.ts';
import { dueSlots, nextDueAt, nextSlots, type Slot } from '../domain/schedule.ts';
import { acknowledge, postedOf } from '../domain/schedule-changes.ts';
import { slotName, threadName, weeklyMessage } from '../messages/weekly.ts';
import type { Channels, Clock, Pictures, PostRecord, Stores } from '../ports.ts';
import type { Deliver, Outcome } from './deliver.ts';
import { lookBack } from './look-back.ts';
import { type Log, pauseFailing, tell } from './trouble.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Nobody waits for a post, but others wait behind it. */
const PICTURE_WAITS_MS = 10_000;
/** "A thread was already created for this message": an interrupted try got this far. */
const THREAD_EXISTS = 160004;

export interface WeeklyParts {
  readonly roadmap: Roadmap;
  readonly stores: Pick<Stores, 'guilds' | 'news' | 'ledger' | 'leaderboard'>;
  readonly pictures: Pictures;
  readonly channels: Pick<Channels, 'openThread' | 'find'>;
  readonly clock: Clock;
  readonly deliver: Deliver;
  readonly log: Log;
}

/** Posts what is due in a guild. Resolves when to look there again (Unix milliseconds), or null: not until somebody saves settings. */
export function createWeekly(parts: WeeklyParts): (guild: string) => Promise<number | null> {
  const { stores, roadmap, clock } = parts;
  const phaseCount = roadmap.phases.length;
  return async (guild) => {
    const lookingBack = { ...parts, phaseCount, openThread: threadFor(parts, guild) };
    const { document, again: lookedBackAt } = await lookBack(lookingBack, guild);
    if (!document?.settings) return null;
    const { unsure = [] } = document.settings;
    const now = clock.now();
    const due = dueSlots(document.settings, phaseCount, now).filter(
      ({ kind, week }) => !unsure.some((each) => each.kind === kind && each.week === week),
    );
    const again = nextSlots(document.settings, phaseCount, now, 1).map(({ at }) => at);
    if (lookedBackAt !== null) again.push(lookedBackAt);
    const records = due.length ? await stores.ledger.last(guild) : [];
    for (const slot of due) {
      const outcome = await postSlot(parts, guild, { document, settings: document.settings, slot, records });
      if (outcome === 'paused') return null;
      if (outcome !== null) again.push(outcome);
    }
    return again.length ? Math.min(...again) : null;
  };
}

interface Due {
  readonly document: GuildDocument;
  readonly settings: Settings;
  readonly slot: Slot;
  readonly records: readonly PostRecord[];
}

/** Resolves when to try again, null when there is nothing more to do, or that the schedule was paused. */
async function postSlot(parts: WeeklyParts, guild: string, due: Due): Promise<number | 'paused' | null> {
  const { stores, roadmap, clock, deliver } = parts;
  const { settings, slot } = due;
  const { channel } = settings;
  const what = slotName(roadmap, slot);
  const recap = slot.kind === 'prompt' ? await recapOf(parts, guild, due.records) : { stones: [], group: null };
  const message = weeklyMessage({ roadmap, settings, slot, ...recap });
  const withoutPicture = { stones: recap.stones, group: recap.group && { ...recap.group, png: null } };
  const outcome = await deliver({
    slot: { guild, kind: slot.kind, id: slot.week },
    channel,
    message,
    ...(message.files && { plain: weeklyMessage({ roadmap, settings, slot, ...withoutPicture }) }),
    dueAt: slot.at,
    stale: false,
    savedAt: settings.savedAt,
    onPosted: (messageId) => threadFor(parts, guild)({ ...slot, channel }, messageId),
  });
  switch (outcome.kind) {
    case 'settled':
      if (outcome.state === 'uncertain')
        await tell({ ...stores, ...parts }, guild, { kind: 'uncertain', channel, what, at: clock.now() });
      if (outcome.state !== 'before') await mendSavedMeanwhile(parts, guild, due);
      return null;
    case 'later':
      return outcome.at;
    case 'refused':
      if (outcome.first)
        await tell({ ...stores, ...parts }, guild, {
          kind: 'cannot-post',
          channel,
          what,
          code: outcome.code,
          at: clock.now(),
        });
      return outcome.at;
    case 'exhausted':
      await giveIn(parts, guild, due, outcome);
      return 'paused';
  }
}

async function giveIn(
  parts: WeeklyParts,
  guild: string,
  { settings, slot }: Due,
  outcome: Outcome & { kind: 'exhausted' },
): Promise<void> {
  const { stores, roadmap, clock } = parts;
  const notice = { at: clock.now(), channel: settings.channel, what: slotName(roadmap, slot), code: outcome.code };
  const posted = postedOf(await stores.ledger.last(guild));
  await pauseFailing(stores.guilds, guild, { settings, notice, posted, phaseCount: roadmap.phases.length });
  // Given back, not given up: after a resume in the same week it may still come.
  await outcome.giveBack();
}

/** Opens the thread of a post; false: nobody knows whether it is there. */
function threadFor({ stores, roadmap, channels, clock, log }: WeeklyParts, guild: string) {
  return async ({ channel, ...slot }: Unsure, messageId: string): Promise<boolean> => {
    const name = threadName(roadmap, slot);
    if (name === null) return true;
    const opened = await channels.openThread(channel, messageId, name);
    if (opened.kind === 'unknown') return false;
    if (opened.kind === 'sent' || opened.code === THREAD_EXISTS) return true;
    const what = slotName(roadmap, slot);
    await tell({ ...stores, log }, guild, { kind: 'no-thread', channel, what, code: opened.code, at: clock.now() });
    return true;
  };
}

/** What the group has done: news first, then everybody's stones, with their picture where it can be drawn. */
async function recapOf(parts: WeeklyParts, guild: string, records: readonly PostRecord[]) {
  const { stores, roadmap, pictures } = parts;
  const [stones, heights] = await Promise.all([
    newStones(parts, guild, records),
    stores.leaderboard.heights(guild, roadmap.phases.length),
  ]);
  if (!heights[0]) return { stones, group: null };
  const cairn = { kind: 'group' as const, heights };
  return { stones, group: { cairn, png: await pictures.draw(cairn, PICTURE_WAITS_MS) } };
}

/** Since the last prompt, however long ago; before the first one: of the last week. */
async function newStones(
  { stores, clock }: WeeklyParts,
  guild: string,
  records: readonly PostRecord[],
): Promise<readonly News[]> {
  const last = records.find(({ slot }) => slot.kind === 'prompt');
  return (await stores.news.since(guild, last?.at ?? clock.now() - WEEK_MS)).filter(isStone);
}

/** Settings saved while the post was on its way kept its place for it, and would bring it again. */
async function mendSavedMeanwhile(
  { stores, roadmap, clock }: WeeklyParts,
  guild: string,
  { document, slot }: Due,
): Promise<void> {
  const current = await stores.guilds.get(guild);
  if (current?.rev === document.rev) return;
  await stores.guilds.update(guild, (latest) => {
    const now = clock.now();
    const settings = latest?.settings && acknowledge(latest.settings, slot, roadmap.phases.length, now);
    if (!latest || !settings || settings === latest.settings) return { document: null, outcome: undefined };
    return {
      document: { ...latest, settings },
      dueAt: nextDueAt(settings, roadmap.phases.length, now),
      outcome: undefined,
    };
  });
}
