/** The roadmap's own word for its parts ("phase", "module", "week") in the middle of sentences. Knows no message. */
import type { Roadmap } from '../domain/roadmap.ts';

/** "phase" */
export function unitOf({ unit }: Roadmap): string {
  return unit.toLowerCase();
}

/** "14 phases", "one phase" */
export function unitCount(roadmap: Roadmap): string {
  const count = roadmap.phases.length;
  return count === 1 ? `one ${unitOf(roadmap)}` : `${count} ${unitOf(roadmap)}s`;
}

/** After "for each": a roadmap may count in weeks, and the calendar does as well. */
export function eachUnit(roadmap: Roadmap): string {
  return isWeek(roadmap) ? 'week of the roadmap' : unitOf(roadmap);
}

/** "phase 2, week 1"; where the roadmap's own word is "week": "week 2", and "week 2, part 2" when it takes longer than one. */
export function weekOfUnit(roadmap: Roadmap, number: number, weekOfPhase: number): string {
  const name = `${unitOf(roadmap)} ${number}`;
  if (!isWeek(roadmap)) return `${name}, week ${weekOfPhase + 1}`;
  return weekOfPhase ? `${name}, part ${weekOfPhase + 1}` : name;
}

/** Whether "week 2" would mean two things. */
export function isWeek(roadmap: Roadmap): boolean {
  return unitOf(roadmap) === 'week';
}
