/** What the group hears of: a check-in that counts, one that asks for a reviewer, and what the reviewer said. */
import type { Proof } from './progress.ts';

export interface News extends Proof {
  /** The interaction's id: unique, and the slot of its post. */
  readonly id: string;
  /** Whose milestone it is. */
  readonly user: string;
  /** The member's display name then, unescaped. */
  readonly name: string;
  readonly phase: string;
  readonly at: number;
  /** Where the member typed: the post goes here while the guild has no study channel. */
  readonly channel: string;
  /** Absent: it counts, on the member's word. */
  readonly about?: 'submitted' | 'approved' | 'changes';
  /** When what it tells of was handed in, Unix milliseconds; absent: at `at`. */
  readonly handed?: number;
  /** The display name of whoever decided, unescaped. */
  readonly reviewer?: string;
  /** Their id: by it their name is found here when they want to be forgotten. */
  readonly judge?: string;
  /** What is asked for. */
  readonly words?: string;
  /** Criteria that are not met yet, in the roadmap's words. */
  readonly unmet?: readonly string[];
}

/** Whether a stone came with it. */
export function isStone({ about }: News): boolean {
  return about === undefined || about === 'approved';
}
