/** What Prometheus reads at `/metrics`: numbers of what the bot does, never of whom or with which words. The only user of prom-client. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Route } from './http.ts';

/** Discord gives three seconds; members begin to notice at a third of one. */
const ANSWER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3];
const STORE_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.25, 0.8];
/** A minute is the tick; two days the time after which a post is not made up for. */
const LATE_SECONDS = [1, 10, 60, 120, 600, 3_600, 21_600, 86_400, 172_800];
/** Answers that wait to be counted; a scrape counts whatever waits. */
const A_BUNCH = 256;
/** Ten looks at the event loop: of none the library would tell a lag of 292 years. */
const FIRST_LOOKS_MS = 100;

export interface Metrics {
  readonly route: Route;
  /** `command`: one of ours, or `unknown`. `seconds` until Discord had the first answer. */
  interaction(seen: { readonly command: string; readonly outcome: string; readonly seconds: number }): void;
  /** One operation of the store with its round trips. */
  store(seen: {
    readonly operation: string;
    readonly trips: number;
    readonly seconds: number;
    readonly ok: boolean;
  }): void;
  post(seen: { readonly kind: string; readonly state: string; readonly lateSeconds: number }): void;
  /** One answer of Discord's API; `scope` of a 429. */
  rest(seen: { readonly status: number; readonly scope: string | null }): void;
}

/** @param gatewayReady asked at each scrape; null: this bot does not listen there. */
export function createMetrics(gatewayReady: (() => boolean) | null): Metrics {
  const registry = new Registry();
  const registers = [registry];
  let ofNode: Promise<void> | null = null;
  /** Node's own numbers begin with the first scrape: the library looks all the time, and most bots are never scraped. */
  const lookAtNode = async () => {
    collectDefaultMetrics({ register: registry });
    await sleep(FIRST_LOOKS_MS);
  };
  const interactions = new Counter({
    name: 'cairn_interactions_total',
    help: 'Interactions by command and what became of them',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const answers = new Histogram({
    name: 'cairn_interaction_acknowledge_seconds',
    help: 'From receiving an interaction until Discord had the first answer',
    labelNames: ['command'],
    buckets: ANSWER_SECONDS,
    registers,
  });
  const operations = new Histogram({
    name: 'cairn_store_operation_seconds',
    help: 'Operations of the store, by whether it answered',
    labelNames: ['operation', 'ok'],
    buckets: STORE_SECONDS,
    registers,
  });
  const trips = new Counter({
    name: 'cairn_store_round_trips_total',
    help: 'Round trips to the store by operation',
    labelNames: ['operation'],
    registers,
  });
  const posts = new Counter({
    name: 'cairn_posts_total',
    help: 'Prompts, challenges and news by what became of them',
    labelNames: ['kind', 'state'],
    registers,
  });
  const late = new Histogram({
    name: 'cairn_post_late_seconds',
    help: 'From when a post was due until it was in its channel',
    labelNames: ['kind'],
    buckets: LATE_SECONDS,
    registers,
  });
  const rest = new Counter({
    name: 'cairn_rest_responses_total',
    help: 'Answers of Discord’s API by status',
    labelNames: ['status'],
    registers,
  });
  const limited = new Counter({
    name: 'cairn_rest_limited_total',
    help: 'Answers 429 of Discord’s API by scope',
    labelNames: ['scope'],
    registers,
  });
  if (gatewayReady) {
    new Gauge({
      name: 'cairn_gateway_ready',
      help: '1 while each connection to Discord’s gateway is ready',
      registers,
      collect() {
        this.set(gatewayReady() ? 1 : 0);
      },
    });
  }
  /** Counted in bunches: for one alone the processor would fetch the library's code anew, with each answer. */
  let uncounted: Parameters<Metrics['interaction']>[0][] = [];
  const count = () => {
    for (const { command, outcome, seconds } of uncounted) {
      interactions.inc({ command, outcome });
      answers.observe({ command }, seconds);
    }
    uncounted = [];
  };
  return {
    route: {
      method: 'GET',
      path: '/metrics',
      async handle(_request, response) {
        ofNode ??= lookAtNode();
        await ofNode;
        count();
        const text = await registry.metrics();
        response.writeHead(200, { 'content-type': registry.contentType }).end(text);
      },
    },
    interaction(seen) {
      uncounted.push(seen);
      if (uncounted.length >= A_BUNCH) count();
    },
    store({ operation, trips: made, seconds, ok }) {
      operations.observe({ operation, ok: String(ok) }, seconds);
      trips.inc({ operation }, made);
    },
    post({ kind, state, lateSeconds }) {
      posts.inc({ kind, state });
      if (state === 'posted') late.observe({ kind }, lateSeconds);
    },
    rest({ status, scope }) {
      rest.inc({ status });
      if (status === 429) limited.inc({ scope: scope ?? 'none' });
    },
  };
}
