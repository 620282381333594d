/** What a process costs, seen from outside by what Linux tells in /proc: nothing in the process has a part in it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';

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

/** The most that ever was, in bytes. */
export function peakResidentBytes(pid: number): number {
  return kilobytes(pid, 'VmHWM') * 1024;
}

/** Open sockets of every kind. */
export function openSockets(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
}

/** Keeps this process, and what it starts unpinned, to the first processor; the bots that are measured get the second. */
export function keepToFirst(): void {
  if (availableParallelism() > 1) execFileSync('taskset', ['-acp', '0', String(process.pid)]);
}

/** Starts a command on one processor: what loads, and what is measured, must not take turns on the same. */
export function pinned(processor: number, command: readonly string[]): readonly string[] {
  return availableParallelism() > processor ? ['taskset', '-c', String(processor), ...command] : command;
}

function kilobytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]);
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:');
  } catch {
    // Closed since the list was made.
    return false;
  }
}
