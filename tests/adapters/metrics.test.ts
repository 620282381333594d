/** What Prometheus reads: every number the documents promise, and nothing of whom. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HttpServer, serveHttp } from '../../src/adapters/http.ts';
import { createMetrics, type Metrics } from '../../src/adapters/metrics.ts';
import { tableUnder } from '../repo/markdown.ts';

let metrics: Metrics;
let server: HttpServer;
let ready = true;
beforeEach(async () => {
  metrics = createMetrics(() => ready);
  server = await serveHttp(0, [metrics.route]);
});
afterEach(() => server.close());

async function scraped(): Promise<{ readonly text: string; readonly of: (name: string) => string | undefined }> {
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  const text = await response.text();
  return {
    text,
    of: (name) =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
  };
}

it('counts what it is told', async () => {
  metrics.interaction({ command: 'done', outcome: 'answered', seconds: 0.02 });
  metrics.interaction({ command: 'done', outcome: 'answered', seconds: 0.3 });
  metrics.store({ operation: 'keep', trips: 2, seconds: 0.001, ok: true });
  metrics.post({ kind: 'prompt', state: 'posted', lateSeconds: 30 });
  metrics.post({ kind: 'prompt', state: 'gone', lateSeconds: 9 });
  metrics.rest({ status: 200, scope: null });
  metrics.rest({ status: 429, scope: 'shared' });
  ready = false;
  const { of } = await scraped();
  expect(of('cairn_interactions_total{command="done",outcome="answered"}')).toBe('2');
  expect(of('cairn_interaction_acknowledge_seconds_bucket{le="0.025",command="done"}')).toBe('1');
  expect(of('cairn_store_round_trips_total{operation="keep"}')).toBe('2');
  expect(of('cairn_store_operation_seconds_count{operation="keep",ok="true"}')).toBe('1');
  expect(of('cairn_posts_total{kind="prompt",state="gone"}')).toBe('1');
  expect(of('cairn_post_late_seconds_count{kind="prompt"}')).toBe('1');
  expect(of('cairn_rest_responses_total{status="200"}')).toBe('1');
  expect(of('cairn_rest_limited_total{scope="shared"}')).toBe('1');
  expect(of('cairn_gateway_ready')).toBe('0');
  expect(Number(of('nodejs_eventloop_lag_p99_seconds'))).toBeGreaterThanOrEqual(0);
});

it('counts each of very many, also those that nobody asked for in between', async () => {
  for (let n = 0; n < 1_000; n++) metrics.interaction({ command: 'phase', outcome: 'answered', seconds: 0.001 });
  const name = 'cairn_interactions_total{command="phase",outcome="answered"}';
  expect((await scraped()).of(name)).toBe('1000');
  expect((await scraped()).of(name)).toBe('1000');
});

it('has looked at the event loop before it tells of it', async () => {
  // Without a look, the library tells the largest number that it knows.
  expect(Number((await scraped()).of('nodejs_eventloop_lag_min_seconds'))).toBeLessThan(3_600);
});

it('has each metric of the documents, and the documents have each of ours', async () => {
  const { text } = await scraped();
  const ours = [...text.matchAll(/^# TYPE (cairn_\w+)/gm)].map(([, name]) => name);
  const pages = tableUnder('docs/operations.md', 'Metrics').map(([name]) => name);
  expect(pages.sort()).toEqual(ours.sort());
});
