/** Sends interactions at a pace and notes how long each answer took. Knows no bot. */
import type { KeyObject } from 'node:crypto';
import { createCalls } from './calls.ts';
import { type Caller, COMMANDS, type Command, createCaller } from './payloads.ts';
import type { Load, Loaded } from './words.ts';

/** An answer that has not come by then never will: the bot is overloaded, and the run worth nothing. */
const ANSWERED_WITHIN_MS = 20_000;
/** Where it may stay away. */
const NEVER_MS = 5_000;

export interface Loads {
  /** Rejects when an answer stays away or says something else. One at a time. */
  run(load: Load): Promise<Loaded>;
  answered(id: string, body: string): void;
}

interface Running {
  readonly load: Load;
  readonly sentAt: Map<string, number>;
  readonly latenciesMs: number[];
  next(): void;
  wrong: string | null;
}

export function createLoads(send: (interaction: string) => void, privateKey: KeyObject, guilds: number): Loads {
  let running: Running | null = null;
  const callers = new Map<Command, Caller>();
  const callerOf = (command: Command): Caller => {
    const caller = callers.get(command) ?? createCaller(command, guilds);
    callers.set(command, caller);
    return caller;
  };

  function answered(id: string, body: string): void {
    const at = performance.now();
    const sent = running?.sentAt.get(id);
    if (!running || sent === undefined) return;
    running.sentAt.delete(id);
    running.latenciesMs.push(at - sent);
    const { expect } = running.load;
    if (expect !== null && !body.includes(expect)) running.wrong ??= body;
    if ('outstanding' in running.load.pace) running.next();
  }

  return {
    answered,
    async run(load) {
      const calls = Array.from({ length: load.n }, (_, n) => callerOf(commandAt(load.command, n)).next());
      const post = load.port === null ? null : createCalls(load.port, calls, privateKey);
      let left = 0;
      const run: Running = {
        load,
        sentAt: new Map(),
        latenciesMs: [],
        wrong: null,
        next() {
          const call = calls[left++];
          if (!call) return;
          run.sentAt.set(call.id, performance.now());
          if (post) post.send(call.id, answered);
          else send(call.text);
        },
      };
      running = run;
      const began = performance.now();
      await paced(load, run);
      await allAnswered(run, load);
      const seconds = (performance.now() - began) / 1000;
      running = null;
      post?.close();
      if (run.wrong !== null) throw new Error(`an answer without “${load.expect}”: ${run.wrong.slice(0, 500)}`);
      return { seconds, latenciesMs: run.latenciesMs };
    },
  };
}

/** All of them: one after the other. */
function commandAt(command: Load['command'], n: number): Command {
  return command === 'all' ? (COMMANDS[n % COMMANDS.length] ?? 'phase') : command;
}

/** Sends everything that is due by now, then looks again a millisecond later. */
async function paced({ n, pace }: Load, run: Running): Promise<void> {
  if ('outstanding' in pace) {
    for (let sent = 0; sent < Math.min(pace.outstanding, n); sent++) run.next();
    return;
  }
  const began = performance.now();
  for (let sent = 0; sent < n; ) {
    const due = Math.min(n, Math.floor(((performance.now() - began) / 1000) * pace.aSecond) + 1);
    for (; sent < due; sent++) run.next();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function allAnswered(run: Running, { n, expect }: Load): Promise<void> {
  let [before, since] = [0, performance.now()];
  while (run.latenciesMs.length < n) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (run.latenciesMs.length > before) [before, since] = [run.latenciesMs.length, performance.now()];
    const patience = performance.now() - since;
    if (expect === null && patience > NEVER_MS) return;
    if (patience > ANSWERED_WITHIN_MS) throw new Error(`${n - before} of ${n} were not answered`);
  }
}
