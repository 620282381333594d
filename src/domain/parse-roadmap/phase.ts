/** One phase of the tree → one phase of the model, with everything that is wrong in it. Knows nothing of the other phases. */
import { ROADMAP } from '../limits.ts';
import type { Phase, Text } from '../roadmap.ts';
import { textOf } from './blocks.ts';
import type { Reading } from './items.ts';
import type { PartKind } from './labels.ts';
import { checkId, readErrors, readResources, readTeaches, readTopics } from './lists.ts';
import type { Report } from './report.ts';
import { partsOf, type RawPhase, type Section } from './sections.ts';
import { readChallenge, readPrompts } from './tasks.ts';
import { readTracks } from './tracks.ts';

export interface ReadPhase {
  readonly phase: Phase;
  /** The closing tip, where one stands in this phase: it counts for the last phase only. */
  readonly tip: Section | null;
}

export function readPhase({ heading, blocks }: RawPhase, report: Report): ReadPhase {
  const name = `${heading.word.toLowerCase()} ${heading.number}`;
  const reading: Reading = { report, phase: name };
  const { sections, tables } = partsOf(blocks, report);
  const sectionOf = onePerPart(sections, reading);
  const list = <T>(part: PartKind, read: (section: Section, reading: Reading) => readonly T[]): readonly T[] => {
    const section = sectionOf(part);
    return section ? read(section, reading) : [];
  };
  const challenge = sectionOf('challenge');
  const phase: Phase = {
    id: heading.id ?? String(heading.number),
    number: heading.number,
    emoji: heading.emoji,
    title: heading.title,
    subtitle: heading.subtitle,
    why: readText(sectionOf('why'), 'reason why', ROADMAP.why, reading),
    topics: list('topics', readTopics),
    teaches: list('teaches', readTeaches),
    milestone: readText(sectionOf('milestone'), 'milestone', ROADMAP.milestone, reading),
    tracks: readTracks(tables, reading),
    challenge: challenge ? readChallenge(challenge, heading.title, reading) : null,
    resources: list('resources', readResources),
    errors: list('errors', readErrors),
    prompts: list('prompts', readPrompts),
  };
  const tracks = sectionOf('tracks');
  if (tracks && tables.length === 0) {
    report.add(
      tracks.at,
      `${name} names tracks but has no table of them`,
      'Add a table with the columns Track and Focus Area.',
    );
  } else if (!phase.milestone && tables.length === 0 && !sectionOf('milestone')) {
    const hint = 'Add "**Milestone:**" and a line under it, or a table of tracks.';
    report.add(heading.node, `${name} has no milestone`, hint);
  }
  checkHeading(heading, phase, reading);
  return { phase, tip: sectionOf('tip') };
}

function onePerPart(sections: readonly Section[], { report, phase }: Reading): (part: PartKind) => Section | null {
  const first = new Map<PartKind, Section>();
  for (const section of sections) {
    const earlier = first.get(section.part);
    if (!earlier) first.set(section.part, section);
    else if (section.part !== 'tip') {
      const line = earlier.at.position?.start.line ?? 1;
      report.add(
        section.at,
        `${phase} has a second part for its ${section.part} (the first is on line ${line})`,
        'Join the two under one label.',
      );
    }
  }
  return (part) => first.get(part) ?? null;
}

/** Null without a label; a label with nothing under it is a problem. */
export function readText(section: Section | null, what: string, max: number, { report, phase }: Reading): Text | null {
  if (!section) return null;
  const text = textOf(section.blocks);
  if (text.plain === '') {
    report.add(section.at, `the ${what} of ${phase} is empty`, 'Write a line under the label, or delete it.');
    return null;
  }
  report.limit(section.at, `the ${what} of ${phase}`, text.markdown, max);
  return text;
}

function checkHeading({ node, id }: RawPhase['heading'], phase: Phase, reading: Reading): void {
  const { report, phase: name } = reading;
  checkId(id, node, reading);
  if (phase.title.includes('{#') || phase.subtitle?.includes('{#')) {
    report.add(
      node,
      `the id in the heading of ${name} does not stand at its end`,
      `Write it last: "{#${phase.number}}".`,
    );
  }
  report.limit(node, `the title of ${name}`, phase.title, ROADMAP.title);
  report.limit(node, `the subtitle of ${name}`, phase.subtitle, ROADMAP.subtitle);
  const length = cardLength(phase);
  if (length > ROADMAP.phase) {
    const hint = `Shorten or leave out something: ${length - ROADMAP.phase} characters are too many.`;
    report.add(node, `${name} has ${length} characters in all, ${ROADMAP.phase} fit on its card`, hint);
  }
}

/** What a card puts around an item: its bullet, a separator, the line's end; and around a track also bold and full stops. */
const AROUND_ITEM = 6;
const AROUND_TRACK = 12;

/** The characters of everything that a phase's card shows, with what stands around each item. */
export function cardLength(phase: Phase): number {
  const build = phase.milestone ?? phase.challenge?.text;
  const items = [
    ...phase.topics.map(({ text }) => text.markdown),
    ...phase.teaches.map(({ markdown }) => markdown),
    ...(phase.challenge?.criteria.map(({ markdown }) => markdown) ?? []),
    ...phase.resources.map(({ name, url, note }) => `[${name}](${url})${note?.markdown ?? ''}`),
    ...phase.errors.map(({ code, url, text }) => `${url === null ? code : `[${code}](${url})`}${text.markdown}`),
  ];
  const tracks = phase.tracks.map(
    ({ emoji, name, focus, criterion }) => `${emoji ?? ''}${name}${focus.markdown}${criterion?.markdown ?? ''}`,
  );
  const single = [phase.title, phase.subtitle ?? '', phase.why?.markdown ?? '', build?.markdown ?? ''];
  const length = (texts: readonly string[], around: number) =>
    texts.reduce((sum, text) => sum + text.length + around, 0);
  return length(single, 0) + length(items, AROUND_ITEM) + length(tracks, AROUND_TRACK);
}
