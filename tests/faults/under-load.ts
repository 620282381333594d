/** Members who check in while something happens to the bot or its store. Counts what they were told; knows no fault. */
import type { Group } from '../support/group.ts';
import type { Acknowledged } from './members.ts';

/** Enough to receive a command, too little to have answered everybody. */
export const BEFORE_ANSWERS_MS = 60;

/** After so many answers, or, before the first one, after so many milliseconds. */
export interface Moment {
  readonly answers: number;
  readonly ms: number;
}

interface Load {
  readonly group: Group;
  /** All at once; each one phase behind the other, until somebody does not answer. */
  readonly members: readonly string[];
  readonly phases: readonly number[];
  /** Gains what is acknowledged. */
  readonly seen: Acknowledged;
}

/**
 * Begins, and calls `strike` at that moment, at the end at the latest. Resolves when every client has seen what it will see; who got
 * no answer was promised nothing.
 */
export async function checkInUnderLoad({ group, members, phases, seen }: Load, at: Moment, strike: () => void) {
  let [answers, struck] = [0, false];
  const strikeOnce = () => {
    if (!struck) strike();
    struck = true;
  };
  const ask = async (member: string, phase: number) => {
    const answer = await group
      .person(member)
      .done({ phase: String(phase) })
      .catch(nobody);
    if (!answer) return;
    answers += 1;
    if (answers === at.answers) strikeOnce();
    if (answer.text.match(`Phase ${phase} (is|was) done`)) seen.get(member)?.add(phase);
    return true;
  };
  const askAll = async (member: string) => {
    for (const phase of phases) if (!(await ask(member, phase))) return;
  };
  if (at.answers === 0) setTimeout(strikeOnce, at.ms);
  await Promise.all(members.map(askAll));
  strikeOnce();
}

const nobody = () => null;
