/** The table of tracks: name, focus, and where there is a third column each track's own criterion. */
import type { PhrasingContent, Table, TableCell, TableRow } from 'mdast';
import { ROADMAP } from '../limits.ts';
import type { Track } from '../roadmap.ts';
import { inlineText } from './blocks.ts';
import { splitEmoji } from './emoji.ts';
import { atMost, type Reading } from './items.ts';
import { checkId } from './lists.ts';
import { inlinePlain } from './phrasing.ts';
import { slug, splitId } from './slug.ts';

const EXAMPLE = 'Write a row such as "| 🌐 Backend | Web APIs, async |".';

export function readTracks(tables: readonly Table[], reading: Reading): readonly Track[] {
  const { report, phase } = reading;
  const rows = tables.flatMap(({ children }) => children.slice(1));
  if (tables[0] && rows.length === 0) report.add(tables[0], `the table of tracks of ${phase} is empty`, EXAMPLE);
  atMost(rows, ROADMAP.tracks, 'tracks', reading);
  const seen = new Map<string, TableRow>();
  return rows.flatMap((row): Track[] => {
    const track = readTrack(row, reading);
    const twin = track && seen.get(track.id);
    if (track && twin) {
      const line = twin.position?.start.line ?? 1;
      report.add(
        row,
        `two tracks of ${phase} have the id "${track.id}" (the other is on line ${line})`,
        'Name one of them differently.',
      );
    }
    if (track) seen.set(track.id, row);
    return track ? [track] : [];
  });
}

function readTrack(row: TableRow, reading: Reading): Track | null {
  const { report, phase } = reading;
  const [nameCell, focusCell, criterionCell] = row.children;
  const { text, id: written } = splitId(inlinePlain(cellOf(nameCell)));
  const { emoji, text: name } = splitEmoji(text);
  const focus = inlineText(cellOf(focusCell));
  const criterion = inlineText(cellOf(criterionCell));
  if (name === '' || focus.plain === '') {
    report.add(row, `a track of ${phase} has no ${name === '' ? 'name' : 'focus'}`, EXAMPLE);
    return null;
  }
  checkId(written, row, reading);
  report.limit(row, `the name of a track of ${phase}`, name, ROADMAP.trackName);
  report.limit(row, `the focus of a track of ${phase}`, focus.markdown, ROADMAP.trackFocus);
  report.limit(row, `the criterion of a track of ${phase}`, criterion.markdown, ROADMAP.trackCriterion);
  return { id: written ?? slug(name), emoji, name, focus, criterion: criterion.plain === '' ? null : criterion };
}

function cellOf(cell: TableCell | undefined): readonly PhrasingContent[] {
  return cell?.children ?? [];
}
