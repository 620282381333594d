/** Backup files: written beside their name and renamed once whole, read by lines with a checksum. Knows no document. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** No line of a backup is as long; what is, is something else. */
const LONGEST_LINE = 16 * 2 ** 20;
const NEWLINE = 0x0a;

export interface BackupWriter {
  /** Lines without their end, in their order. */
  write(lines: readonly string[]): Promise<void>;
  /** Over everything written so far, hexadecimal. */
  sha256(): string;
  /** Puts the file in its place. */
  keep(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Only for its owner to read: members wrote what is in it. Rejects with Node's error when the folder is not there. */
export async function writeBackup(file: string): Promise<BackupWriter> {
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  const handle = await open(partial, 'wx', 0o600);
  const hash = createHash('sha256');
  return {
    async write(lines) {
      if (lines.length === 0) return;
      const text = `${lines.join('\n')}\n`;
      hash.update(text);
      await handle.appendFile(text);
    },
    sha256: () => hash.copy().digest('hex'),
    async keep() {
      await handle.sync();
      await handle.close();
      await rename(partial, file);
    },
    async discard() {
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}

interface Line {
  readonly text: string;
  /** Over everything before this line, hexadecimal. */
  readonly sha256Before: () => string;
}

export interface BackupReader {
  /** From the first line on, as often as one likes. The file's end without a newline is told as a last line with `cut`. */
  lines(): AsyncGenerator<Line & { readonly cut: boolean }>;
  close(): Promise<void>;
}

export async function readBackup(file: string): Promise<BackupReader> {
  const handle = await open(file, 'r');
  // Opening a folder goes well, and reading it does not.
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' });
  }
  return { lines: () => linesOf(handle), close: () => handle.close() };
}

/** By bytes: other readers of lines end them at characters that may stand in a member's note. */
async function* linesOf(handle: FileHandle): AsyncGenerator<Line & { readonly cut: boolean }> {
  const hash = createHash('sha256');
  const sha256Before = () => hash.copy().digest('hex');
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, from)) {
      yield { text: rest.toString('utf8', from, end), sha256Before, cut: false };
      hash.update(rest.subarray(from, end + 1));
      from = end + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest.length) yield { text: rest.toString('utf8', 0, LONGEST_LINE), sha256Before, cut: true };
}
