/**
 * `npm run restore -- FILE [--dry-run]`: brings a backup into the bot's store, of either kind; nothing that is there is lost. Exits 0
 * when it did, 1 when the file is no whole backup, 2 when it was asked wrongly, 75 when the store does not answer, 78 when its
 * address is wrong.
 */
import type { Entry } from '../adapters/stored-backup.ts';
import { KINDS } from '../domain/backup.ts';
import { command, ENDS, type End, withStore } from './store/open.ts';
import { type Effect, restore } from './store/restore.ts';
import { openBackup } from './store/verify.ts';
import { some, tellCounts } from './store/words.ts';

const USAGE = 'Name the file to restore: npm run restore -- cairn.backup (and --dry-run to see what would change)';

async function main(args: readonly string[]): Promise<End> {
  const [file, ...others] = args.filter((word) => word !== '--dry-run');
  if (file === undefined || file.startsWith('--') || others.length > 0) {
    console.error(USAGE);
    return ENDS.usage;
  }
  const dryRun = args.includes('--dry-run');
  // The whole file is read before the store is touched.
  const backup = await openBackup(file);
  try {
    const { header, counts } = backup;
    console.log(`${file}, of ${header.at} from ${header.store}, is whole: ${tellCounts(counts)}.`);
    const effects = await withStore(dryRun ? 'pretend' : 'make', ({ stores }) => {
      const tell = dryRun ? tellChange : () => {};
      // See RestoreParts: nobody can tell yet.
      const isForgotten = () => false;
      return restore({ stores, entries: backup.entries(), dryRun, now: Date.now(), isForgotten, tell });
    });
    for (const kind of KINDS) {
      for (const [effect, n] of effects[kind])
        console.log(`${some(n, kind)} ${dryRun ? 'would be ' : ''}${MEANING[effect]}`);
    }
    console.log(dryRun ? 'Nothing was written.' : 'Restored. The bot need not be started anew.');
    return ENDS.well;
  } finally {
    await backup.close();
  }
}

const MEANING: Readonly<Record<Effect, string>> = {
  new: 'brought back',
  added: 'given what only the backup has',
  same: 'left as they are, the same or later',
  outdated: 'left out, because the check-in is not there any more',
  recorded: 'recorded, so that nothing is posted twice',
  forgotten: 'left out, because the member asked for deletion',
};

function tellChange(entry: Entry, effect: Effect): void {
  if (effect === 'same' || effect === 'recorded') return;
  const who =
    entry.kind === 'member' ? `, member ${entry.user}` : entry.kind === 'news' ? `, news ${entry.news.id}` : '';
  const where = entry.kind === 'record' ? entry.record.slot.guild : entry.guild;
  console.log(`server ${where}${who}: would be ${MEANING[effect]}`);
}

process.exitCode = await command(() => main(process.argv.slice(2)));
