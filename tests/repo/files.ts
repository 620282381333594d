/** The repository's own files as text, for tests that hold them to one another. Needs no git: a tarball is tested the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What .gitignore leaves out. */
const NOT_OURS = /^(\.git|node_modules|dist|data|\.cache|\.env)$|\.log$/;
const PICTURE = /\.(png|jpe?g|gif|webp|ico|ttf)$/;

/** Every text file, as its path from the top. */
export function textFiles(folder = '.'): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && !PICTURE.test(path) ? [path] : [];
  });
}

export function read(path: string): string {
  return readFileSync(path, 'utf8');
}
