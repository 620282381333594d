/** REST: servers, their roles, channels and members, as far as the bot may look. */
import { refuse } from '../errors.ts';
import { compareIds } from '../snowflakes.ts';
import { channelPayload, guildPayload, memberPayload, rolePayload } from '../world/payloads.ts';
import { removeMember } from '../world/world.ts';
import { channelFor, done, guildFor, limitOf, ok, param, type Route } from './route.ts';

export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    run: (call, local) => {
      const guild = guildFor(local, param(call, 'guild'));
      const counts = { approximate_member_count: guild.members.size, approximate_presence_count: guild.members.size };
      return ok({ ...guildPayload(guild), ...(call.query.get('with_counts') === 'true' ? counts : {}) });
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    run: (call, local) => ok([...guildFor(local, param(call, 'guild')).roles.values()].map(rolePayload)),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    run: (call, local) => {
      const guild = guildFor(local, param(call, 'guild'));
      const channels = [...local.world.channels.values()].filter(
        (each) => each.guild === guild.id && each.thread === null,
      );
      return ok(channels.map((channel) => channelPayload(local.world, channel)));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    run: (call, local) => {
      const guild = guildFor(local, param(call, 'guild'));
      const after = call.query.get('after') ?? '0';
      const members = [...guild.members.values()]
        .filter(({ user }) => compareIds(user, after) > 0)
        .sort((a, b) => compareIds(a.user, b.user));
      return ok(members.slice(0, limitOf(call, 1, 1000)).map((member) => memberPayload(local.world, member)));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    run: (call, local) => {
      const id = param(call, 'user') === '@me' ? local.world.bot.id : param(call, 'user');
      const member = guildFor(local, param(call, 'guild')).members.get(id);
      if (member === undefined) throw local.world.users.has(id) ? refuse.unknownMember() : refuse.unknownUser();
      return ok(memberPayload(local.world, member));
    },
  },
  {
    method: 'DELETE',
    path: '/users/@me/guilds/:guild',
    run: (call, local) => {
      removeMember(guildFor(local, param(call, 'guild')), local.world.bot.id);
      return done;
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel',
    run: (call, local) => ok(channelPayload(local.world, channelFor(local, param(call, 'channel')))),
  },
];
