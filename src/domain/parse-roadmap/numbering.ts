/** What is wrong between phases: numbers that are missing, twice or out of order, and ids that two of them share. */
import type { PhaseHeading } from './heading.ts';
import type { Report } from './report.ts';

export function checkNumbers(headings: readonly PhaseHeading[], report: Report): void {
  const first = new Map<number, PhaseHeading>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const heading of headings) {
    const { node, number } = heading;
    const name = `${heading.word.toLowerCase()} ${number}`;
    const twin = first.get(number);
    if (twin) {
      report.add(
        node,
        `${name} is there twice (the first is on line ${lineOf(twin)})`,
        'Count on: each has a number of its own.',
      );
    } else {
      first.set(number, heading);
      if (number < highest)
        report.add(
          node,
          `${name} stands after ${heading.word.toLowerCase()} ${highest}`,
          'Put them in the order of their numbers, or number them anew.',
        );
    }
    highest = Math.max(highest, number);
  }
  checkGaps(
    [...first.values()].sort((a, b) => a.number - b.number),
    report,
  );
}

function checkGaps(sorted: readonly PhaseHeading[], report: Report): void {
  for (const [index, { node, number, word }] of sorted.entries()) {
    const before = sorted[index - 1]?.number ?? number - 1;
    if (number <= before + 1) continue;
    const unit = word.toLowerCase();
    const missing =
      number === before + 2
        ? `${unit} ${before + 1} is missing`
        : `${unit}s ${before + 1} to ${number - 1} are missing`;
    report.add(
      node,
      `${missing}: ${unit} ${number} comes next after ${before}`,
      'Add what is missing, or number the rest anew.',
    );
  }
}

export function checkPhaseIds(headings: readonly PhaseHeading[], report: Report): void {
  const first = new Map<string, PhaseHeading>();
  for (const heading of headings) {
    const id = heading.id ?? String(heading.number);
    const twin = first.get(id);
    // The same number twice is told already.
    if (twin && (heading.id !== null || twin.id !== null)) {
      const unit = heading.word.toLowerCase();
      report.add(
        heading.node,
        `${unit} ${heading.number} has the id "${id}" of ${unit} ${twin.number} on line ${lineOf(twin)}`,
        'Give one of them another id: {#a-word} at the end of its heading. Keep the one that check-ins refer to.',
      );
    }
    if (!twin) first.set(id, heading);
  }
}

function lineOf(heading: PhaseHeading): number {
  return heading.node.position?.start.line ?? 1;
}
