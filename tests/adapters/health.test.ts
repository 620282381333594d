import { afterEach, expect, it } from 'vitest';
import { healthRoutes } from '../../src/adapters/health.ts';
import { type HttpServer, serveHttp } from '../../src/adapters/http.ts';

let health: HttpServer;
afterEach(() => health.close());

const serve = async (alive: boolean, ready: () => Promise<boolean>) => {
  // Port 0: any that is free.
  health = await serveHttp(0, healthRoutes({ alive: () => alive, ready }));
};
const status = async (path: string) => (await fetch(`http://127.0.0.1:${health.port}${path}`)).status;

it('says 200 when it is alive and ready', async () => {
  await serve(true, async () => true);
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
});

it('says 503 for a process that no longer ticks, whatever it could serve', async () => {
  await serve(false, async () => true);
  expect([await status('/healthz'), await status('/readyz')]).toEqual([503, 200]);
});

it('says 503 when it is not ready, or cannot tell', async () => {
  await serve(true, async () => false);
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  await health.close();
  await serve(true, () => Promise.reject(new Error('the store is gone')));
  expect(await status('/readyz')).toBe(503);
});

it('knows no other path', async () => {
  await serve(true, async () => true);
  expect([await status('/'), await status('/healthz/x')]).toEqual([404, 404]);
});

it('rejects when the port is taken', async () => {
  await serve(true, async () => true);
  const second = serveHttp(health.port, []);
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
