/** Runs a program of the project to its end, with nothing of the surroundings but what is given. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BARE, ROOT } from './open-stage.ts';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  cwd: string = ROOT,
): Promise<Run> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...BARE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
