/** What a process costs, seen from outside by what Linux tells in /proc: nothing in the process has a part in it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Asked once: it answers 1 as soon as this process keeps to one. */
const PROCESSORS = availableParallelism();
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Processor time of all its threads since it began, user and system, in ms. A step is 10 ms: measure seconds. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may hold anything; utime and stime are fields 14 and 15 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1000;
}

/** Memory that is in RAM, in bytes. */
export function residentBytes(pid: number): number {
  return kilobytes(pid, 'VmRSS') * 1024;
}

/** Keeps this process, and what it starts unpinned, to the first processor; the bots that are measured get the second. */
export function keepToFirst(): void {
  keepTo('0');
}

/** The same on all of them, where nobody else is to be measured. */
export function keepToNone(): void {
  keepTo(`0-${PROCESSORS - 1}`);
}

/** Starts a command on one processor: what loads, and what is measured, must not take turns on the same. */
export function pinned(processor: number, command: readonly string[]): readonly string[] {
  return PROCESSORS > processor ? ['taskset', '-c', String(processor), ...command] : command;
}

function keepTo(processors: string): void {
  if (PROCESSORS > 1) execFileSync('taskset', ['-acp', processors, String(process.pid)]);
}

function kilobytes(pid: number, name: 'VmRSS'): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]);
}
