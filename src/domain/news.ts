/** A check-in as the group hears of it. */

export interface News {
  /** The interaction's id: unique, and the slot of its post. */
  readonly id: string;
  readonly user: string;
  /** The member's display name then, unescaped. */
  readonly name: string;
  readonly phase: string;
  readonly at: number;
  readonly link?: string;
  readonly note?: string;
  readonly tracks?: readonly string[];
  /** Where the member typed: the post goes here while the guild has no study channel. */
  readonly channel: string;
}
