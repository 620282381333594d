/**
 * `npm run leaderboard:check [-- --repair]`: compares every leaderboard with what members did, while the bot runs. Exits 0 when all
 * is as it should be (or was mended), 1 when not, 2 when it was asked wrongly, 75 when the store does not answer, 78 when its
 * address is wrong.
 */
import { type Checked, checkLeaderboards } from './store/check.ts';
import { command, ENDS, type End, withStore } from './store/open.ts';

const USAGE = 'Ask for npm run leaderboard:check, or npm run leaderboard:check -- --repair';

async function main(args: readonly string[]): Promise<End> {
  const repair = args.includes('--repair');
  if (args.length > (repair ? 1 : 0)) {
    console.error(USAGE);
    return ENDS.usage;
  }
  return withStore('refuse', async ({ stores }) => {
    const lines = createLines();
    const parts = { stores, now: Date.now, tell: lines.tell };
    const found = await checkLeaderboards(parts, repair);
    lines.print();
    console.log(`${lookedAt(found)}: ${summary(found, repair)}`);
    return found.left === 0 ? ENDS.well : ENDS.notWell;
  });
}

function summary({ differences, left }: Checked, repair: boolean): string {
  if (differences === 0) return 'all fit.';
  if (!repair) return `${count(differences)}. Mend them with npm run leaderboard:check -- --repair`;
  if (left === 0) return `${count(differences)}, each mended and looked at again: all fit.`;
  return `${count(differences)}, ${left} left. Those need somebody: a document that cannot be read is mended by a restore.`;
}

/** Prints many lines at a time: of a leaderboard that is gone there are as many as members. */
function createLines() {
  let lines: string[] = [];
  const print = () => {
    if (lines.length) console.log(lines.join('\n'));
    lines = [];
  };
  return {
    print,
    tell(line: string) {
      lines.push(line);
      if (lines.length >= 500) print();
    },
  };
}

const lookedAt = ({ members, traces }: Checked): string =>
  `${members} document${members === 1 ? '' : 's'}, ${traces} rows and names`;
const count = (differences: number): string => `${differences} difference${differences === 1 ? '' : 's'}`;

process.exitCode = await command(() => main(process.argv.slice(2)));
