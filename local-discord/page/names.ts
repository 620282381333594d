/** The names behind ids, and what people, roles and channels there are to choose from. */
import type { Item } from './listbox.ts';
import type { Surroundings } from './markdown/draw.ts';
import type { Guild, World } from './types.ts';

export function nameIn(world: World, guild: Guild): Surroundings['nameOf'] {
  return (of, id) => {
    if (of === 'channel') return guild.channels.find((each) => each.id === id)?.name;
    if (of === 'role') return guild.roles.find((each) => each.id === id)?.name.replace(/^@/, '');
    if (id === world.bot.id) return world.bot.name;
    const member = guild.members.find((each) => each.id === id);
    return member?.nick ?? member?.name;
  };
}

export const people = ({ bot }: World, { members }: Guild): Item[] =>
  members.map(({ id, name, nick }) => ({
    value: id,
    label: `@${id === bot.id ? bot.name : (nick ?? name)}`,
    ...(id === bot.id ? { aside: 'app' } : {}),
  }));

export const roles = ({ roles: all }: Guild): Item[] =>
  all.map(({ id, name }) => ({ value: id, label: name.startsWith('@') ? name : `@${name}`, aside: 'role' }));

/** `types` as in a channel option or select; absent: all. */
export const channels = ({ channels: all }: Guild, types?: readonly number[]): Item[] =>
  all.filter(({ type }) => types?.includes(type) ?? true).map(({ id, name }) => ({ value: id, label: `#${name}` }));

/** What a select of this component type (developer docs, Component Reference) offers besides its own options. */
export function offered(type: number, world: World, guild: Guild, channelTypes?: readonly number[]): Item[] {
  if (type === 5) return people(world, guild);
  if (type === 6) return roles(guild);
  if (type === 7) return [...people(world, guild), ...roles(guild)];
  return type === 8 ? channels(guild, channelTypes) : [];
}
