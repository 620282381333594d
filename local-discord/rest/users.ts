/** REST: the gateway's address, the bot itself, its application, its servers. */

import { refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { compareIds } from '../snowflakes.ts';
import { applicationPayload, channelPayload, myGuildPayload, userPayload } from '../world/payloads.ts';
import { directChannel } from '../world/world.ts';
import { limitOf, objectBody, ok, param, type Route } from './route.ts';

const gatewayUrl = (local: Local): string => `${local.url().replace(/^http/, 'ws')}/gateway`;

const application: Route['run'] = (_call, local) => ok(applicationPayload(local.world, local));

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/gateway', open: true, run: (_call, local) => ok({ url: gatewayUrl(local) }) },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: (_call, local) =>
      ok({
        url: gatewayUrl(local),
        shards: local.gateway.sharding.shards,
        session_start_limit: {
          total: 1000,
          remaining: Math.max(0, 1000 - local.gateway.identifies),
          reset_after: 86_400_000,
          // Discord's smallest is 1; two bots share this stand-in in tests and should not wait for each other.
          max_concurrency: local.gateway.sharding.atOnce ?? 16,
        },
      }),
  },
  {
    method: 'GET',
    path: '/users/@me',
    run: (_call, local) =>
      ok({ ...userPayload(local.world.bot), mfa_enabled: false, locale: 'en-US', verified: true, email: null }),
  },
  { method: 'GET', path: '/applications/@me', run: application },
  { method: 'GET', path: '/oauth2/applications/@me', run: application },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: (call, local) => {
      const limit = limitOf(call, 200, 200);
      const after = call.query.get('after') ?? '0';
      const before = call.query.get('before');
      const guilds = [...local.world.guilds.values()]
        .filter(({ members }) => members.has(local.world.bot.id))
        .filter(({ id }) => compareIds(id, after) > 0 && (before === null || compareIds(id, before) < 0))
        .sort((a, b) => compareIds(a.id, b.id));
      return ok(guilds.slice(0, limit).map((guild) => myGuildPayload(local.world, guild)));
    },
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    run: (call, local) => {
      const user = local.world.users.get(String(objectBody(call).recipient_id));
      if (user === undefined || user.bot) throw refuse.unknownUser();
      return ok(channelPayload(local.world, directChannel(local.world, user.id)));
    },
  },
  {
    method: 'GET',
    path: '/users/:user',
    run: (call, local) => {
      const user = local.world.users.get(param(call, 'user'));
      if (user === undefined) throw refuse.unknownUser();
      return ok(userPayload(user));
    },
  },
];
