/** Which handing-in a button means, on its way through the button's id. Knows no Discord; whatever comes back may have been forged. */

/** One handing-in of one member: a later one of the same phase is another. */
export interface Target {
  readonly user: string;
  readonly phase: string;
  /** When it was handed in, Unix milliseconds. */
  readonly at: number;
}

/** The inverse of {@link targetOf}: three arguments, together at most 64 characters. */
export function targetArgs({ user, phase, at }: Target): readonly [string, string, string] {
  return [user, phase, at.toString(36)];
}

/** null: no button of ours says that. */
export function targetOf([user = '', phase = '', at = '']: readonly string[]): Target | null {
  if (!/^\d{1,20}$/.test(user) || !phase || !/^[0-9a-z]{1,9}$/.test(at)) return null;
  return { user, phase, at: Number.parseInt(at, 36) };
}

/** Who has waited longest comes first; nobody shares a place, so that one can go on behind any of them. */
export function inOrder(a: Target, b: Target): number {
  return a.at - b.at || compare(a.user, b.user) || compare(a.phase, b.phase);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
