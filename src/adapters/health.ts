/** `/healthz` (is the process alive and ticking) and `/readyz` (can it serve now) for whoever restarts or routes. */
import { type Route, sendText } from './http.ts';

interface HealthParts {
  readonly alive: () => boolean;
  /** Rejecting or `false` means no. */
  readonly ready: () => Promise<boolean>;
}

export function healthRoutes({ alive, ready }: HealthParts): readonly Route[] {
  const route = (path: string, check: () => boolean | Promise<boolean>): Route => ({
    method: 'GET',
    path,
    async handle(_request, response) {
      const good = await check();
      sendText(response, good ? 200 : 503, good ? 'ok' : 'not ok');
    },
  });
  return [route('/healthz', alive), route('/readyz', () => ready().catch(() => false))];
}
