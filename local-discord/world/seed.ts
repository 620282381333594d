/** The world a newcomer finds: one study server with five people and two channels. Data only. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Guild, User } from './types.ts';
import { addChannel, addGuild, addMember, addRole, addUser, inviteBot, type World } from './world.ts';

/** What an invitation link usually asks for; a test that needs less takes it away. */
export const INVITED =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.ReadMessageHistory;

const LEARNERS = ['ana', 'ben', 'chloe'];

export function seedWorld(world: World): Guild {
  const admin = addUser(world, 'admin');
  const people = [...LEARNERS, 'mentor'].map((name) => addUser(world, name));
  return seedGuild(world, 'Study group', admin, people);
}

/** A study server with the usual channels and roles, the bot already invited. The first channel is `study`. */
export function seedGuild(world: World, name: string, owner: User, people: readonly User[]): Guild {
  const guild = addGuild(world, name, owner);
  const learners = addRole(world, guild, 'learners');
  const mentors = addRole(world, guild, 'mentors', P.ManageMessages | P.ManageThreads);
  for (const user of people) addMember(world, guild, user, [user.username === 'mentor' ? mentors : learners]);
  inviteBot(world, guild, INVITED);
  addChannel(world, { type: 0, guild: guild.id, name: 'study', topic: 'We learn together' });
  addChannel(world, { type: 0, guild: guild.id, name: 'milestones', topic: 'What we finished' });
  return guild;
}
