/** The weeks in which nobody had to do anything: the group rested, or the bot was not there. Knows no member. */
import type { Settings } from './guild.ts';
import { AWAY_MS } from './pulse.ts';
import { weekOf } from './schedule.ts';
import { dateOf, dayInWeek } from './schedule-calendar.ts';
import { joined, type Span } from './spans.ts';
import { instantOf } from './zones.ts';

interface Reasons {
  /** Of the server's document. */
  readonly pauses: readonly Span[];
  /** The pause that is not over; null: none. */
  readonly running: Pick<NonNullable<Settings['paused']>, 'at'> | null;
  /** When no bot was there. */
  readonly absences: readonly Span[];
  /** Whose weeks: they begin on Monday at midnight there. */
  readonly zone: string;
}

/**
 * Tells by a week's number whether it is excused: a pause touched it, or no bot was there for more than 24 hours of it, together. In
 * whatever order the spans come, and whether they overlap.
 */
export function excusedWeeks(reasons: Reasons): (week: number) => boolean {
  const { running, zone } = reasons;
  if (!running && reasons.pauses.length + reasons.absences.length === 0) return () => false;
  const rests = running ? weekOf(zone, running.at) : Number.POSITIVE_INFINITY;
  const excused = new Set([...pausedWeeks(reasons), ...awayWeeks(reasons)]);
  return (week) => week >= rests || excused.has(week);
}

function pausedWeeks({ pauses, zone }: Reasons): readonly number[] {
  return pauses.flatMap((pause) => weeksOf(pause, zone));
}

function awayWeeks({ absences, zone }: Reasons): readonly number[] {
  const away = new Map<number, number>();
  for (const span of joined(absences)) {
    const weeks = weeksOf(span, zone);
    for (const [n, week] of weeks.entries()) {
      const from = n === 0 ? span.from : beginOf(week, zone);
      const to = n === weeks.length - 1 ? span.to : beginOf(week + 1, zone);
      away.set(week, (away.get(week) ?? 0) + to - from);
    }
  }
  return [...away].filter(([, ms]) => ms > AWAY_MS).map(([week]) => week);
}

/** The weeks that a span touches, in order. Its end does not belong to it, its beginning always does. */
function weeksOf({ from, to }: Span, zone: string): readonly number[] {
  const first = weekOf(zone, from);
  const last = weekOf(zone, Math.max(from, to - 1));
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

function beginOf(week: number, zone: string): number {
  return instantOf(zone, dateOf(dayInWeek(week, 1)), '00:00');
}
