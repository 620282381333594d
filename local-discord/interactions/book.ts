/** The interactions that members caused: their tokens, their deadlines, what became of them. Knows no HTTP and no sockets. */
import { randomBytes } from 'node:crypto';
import type { Timing } from '../local.ts';
import type { Component } from '../world/types.ts';

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface OpenModal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: Component[];
}

export const Kind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly kind: number;
  readonly user: string;
  readonly guild: string | null;
  readonly channel: string;
  /** The message whose component was used, also when a modal came in between. */
  readonly source: string | null;
  readonly payload: Record<string, unknown>;
  /** Real time: moving the study group's clock must not let answers run out. */
  readonly startedAt: number;
  /** How long it may take until it is acknowledged. */
  readonly answerWithinMs: number;
  /** The type of the callback; null while nobody answered. */
  ack: number | null;
  /** Nobody may answer any more. */
  failed: boolean;
  /** Whether the deferred answer got its content. */
  settled: boolean;
  /** What `@original` means. */
  original: string | null;
  /** Messages it made or changed, in order. */
  readonly touched: string[];
  modal: OpenModal | null;
  choices: readonly Choice[] | null;
}

type InteractionSeed = Pick<Interaction, 'id' | 'kind' | 'user' | 'guild' | 'channel' | 'source' | 'answerWithinMs'> & {
  readonly payload: (token: string) => Record<string, unknown>;
};

export interface Interactions {
  open(seed: InteractionSeed): Interaction;
  byId(id: string): Interaction | undefined;
  byToken(token: string): Interaction | undefined;
  /** Past the time in which the token may be used. */
  expired(interaction: Interaction): boolean;
  /** Past the time in which it must be acknowledged, or given up. */
  tooLate(interaction: Interaction): boolean;
  /** Tells whoever waits that something happened to it. */
  touch(interaction: Interaction): void;
  /** Resolves true when `done` holds, false when `ms` passed. */
  wait(interaction: Interaction, done: () => boolean, ms: number): Promise<boolean>;
}

/** Old ones go, so that a long run under load does not grow for ever. */
const KEPT = 20_000;

export function createInteractions(timing: Timing): Interactions {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const waiting = new Map<Interaction, Set<() => void>>();
  const age = (interaction: Interaction): number => performance.now() - interaction.startedAt;
  return {
    open(seed) {
      // Shaped like Discord's, so that whoever hides tokens in logs is tried with the real shape.
      const token = Buffer.from(`interaction:${seed.id}:${randomBytes(72).toString('hex')}`).toString('base64url');
      const interaction: Interaction = {
        ...seed,
        token,
        payload: seed.payload(token),
        startedAt: performance.now(),
        ack: null,
        failed: false,
        settled: false,
        original: null,
        touched: [],
        modal: null,
        choices: null,
      };
      byId.set(interaction.id, interaction);
      const [oldest] = byId.values();
      if (byId.size > KEPT && oldest !== undefined) {
        byId.delete(oldest.id);
        byToken.delete(oldest.token);
      }
      byToken.set(token, interaction);
      return interaction;
    },
    byId: (id) => byId.get(id),
    byToken: (token) => byToken.get(token),
    expired: (interaction) => age(interaction) > timing.tokenLifeMs,
    tooLate: (interaction) =>
      interaction.failed || (interaction.ack === null && age(interaction) > interaction.answerWithinMs),
    touch(interaction) {
      for (const wake of waiting.get(interaction) ?? []) wake();
    },
    wait: (interaction, done, ms) =>
      new Promise((resolve) => {
        if (done()) return resolve(true);
        const wakers = waiting.get(interaction) ?? new Set();
        waiting.set(interaction, wakers);
        const finish = (result: boolean): void => {
          clearTimeout(timer);
          wakers.delete(wake);
          if (wakers.size === 0) waiting.delete(interaction);
          resolve(result);
        };
        const wake = (): void => {
          if (done()) finish(true);
        };
        const timer = setTimeout(() => finish(done()), ms);
        wakers.add(wake);
      }),
  };
}
