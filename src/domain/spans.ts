/** Stretches of time, and how several of them read as few. Knows nothing of what happened in them. */

/** Unix milliseconds; `to` is the first one that is not in it any more. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same time in order, what overlaps or touches as one: so that no moment counts twice. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to) whole[whole.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else whole.push(span);
  }
  return whole;
}
