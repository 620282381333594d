/**
 * `npm run backup -- FILE [--force]`: writes everything that the bot keeps to one file, while the bot runs. Exits 0 when all is in it,
 * 1 when a document could not be read, 2 when it was asked wrongly, 75 when the store does not answer, 78 when its address is wrong.
 */
import { backUp } from './store/backup.ts';
import { command, ENDS, type End, withStore } from './store/open.ts';
import { tellCounts } from './store/words.ts';

const USAGE = 'Name the file to write: npm run backup -- cairn.backup (and --force to replace one)';

async function main(args: readonly string[]): Promise<End> {
  const [file, ...others] = args.filter((word) => word !== '--force');
  if (file === undefined || file.startsWith('--') || others.length > 0) {
    console.error(USAGE);
    return ENDS.usage;
  }
  return withStore('refuse', async ({ stores, kind }) => {
    const tell = (line: string) => console.error(line);
    const force = args.includes('--force');
    const { counts, leftOut } = await backUp({ stores, store: kind, file, force, now: Date.now(), tell });
    console.log(`${file} holds ${tellCounts(counts)}. Keep it as you keep the bot's data: names and notes are in it.`);
    if (leftOut === 0) return ENDS.well;
    console.error(
      `${leftOut === 1 ? '1 document' : `${leftOut} documents`} could not be read, see above, and so left out.`,
    );
    return ENDS.notWell;
  });
}

process.exitCode = await command(() => main(process.argv.slice(2)));
