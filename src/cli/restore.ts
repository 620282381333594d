/**
 * `npm run restore -- FILE [--dry-run] [--without-deletions]`: brings a backup into the bot's store, of either kind; nothing that is there
 * is lost, and who asked for deletion does not come back. Exits 0 when it did, 1 when the file is no whole backup, 2 when it was asked
 * wrongly, 75 when the store does not answer, 78 when its address is wrong, or the token by which deletions are told.
 */
import { deletionKeyFrom } from '../adapters/deletion-key.ts';
import { KINDS } from '../domain/backup.ts';
import type { DeletionKey } from '../domain/deletion.ts';
import type { Stores } from '../ports.ts';
import { knownDeletions } from './store/deletions.ts';
import { command, ENDS, type End, Refusal, withStore } from './store/open.ts';
import { type Effect, restore } from './store/restore.ts';
import { openBackup } from './store/verify.ts';
import { some, tellCounts } from './store/words.ts';

const FLAGS: readonly string[] = ['--dry-run', '--without-deletions'];
const USAGE = 'Name the file to restore: npm run restore -- cairn.backup (and --dry-run to see what would change)';

async function main(args: readonly string[]): Promise<End> {
  const [file, ...others] = args.filter((word) => !FLAGS.includes(word));
  if (file === undefined || file.startsWith('--') || others.length > 0) {
    console.error(USAGE);
    return ENDS.usage;
  }
  const dryRun = args.includes('--dry-run');
  const keys = keysFrom(process.env.DISCORD_TOKEN);
  // The whole file is read before the store is touched.
  const backup = await openBackup(file);
  try {
    const { header, counts } = backup;
    console.log(`${file}, of ${header.at} from ${header.store}, is whole: ${tellCounts(counts)}.`);
    const bring = async ({ stores }: { readonly stores: Stores }) => {
      const without = args.includes('--without-deletions');
      const deletions = await knownDeletions({ stores, fromBackup: backup.deletions, keys, without });
      if (deletions.untold > 0)
        console.log(`Who made ${some(deletions.untold, 'deletion')} cannot be told: they may come back.`);
      const tell = dryRun ? tellChange : () => {};
      return restore({ stores, header, entries: backup.entries, dryRun, now: Date.now(), deletions, tell });
    };
    const effects = await withStore(dryRun ? 'pretend' : 'make', bring, keys[0]);
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
  erased: 'deleted again, because the backup knows that the member asked for it',
};

/** One for each token that the bot had, the one it has now first. Nobody is connected to with it. */
function keysFrom(tokens = ''): readonly DeletionKey[] {
  const keys = tokens
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
    .map(deletionKeyFrom);
  if (keys.length > 0) return keys;
  throw new Refusal(
    'DISCORD_TOKEN is missing. A restore tells by the bot’s token who asked for deletion, so that they do not come back; it connects to nobody with it.',
    ENDS.config,
  );
}

function tellChange(entry: Parameters<Parameters<typeof restore>[0]['tell']>[0], effect: Effect): void {
  if (effect === 'same' || effect === 'recorded' || entry.kind === 'deletion') return;
  const who =
    entry.kind === 'member' ? `, member ${entry.user}` : entry.kind === 'news' ? `, news ${entry.news.id}` : '';
  const where = entry.kind === 'record' ? entry.record.slot.guild : entry.guild;
  console.log(`server ${where}${who}: would be ${MEANING[effect]}`);
}

process.exitCode = await command(() => main(process.argv.slice(2)));
