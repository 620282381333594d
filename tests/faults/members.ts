/** A server full of members, and what is to be seen of their check-ins from outside of the bot. */
import type { Group } from '../support/group.ts';
import { PATIENT, type Stage } from '../support/open-stage.ts';
import { count } from './scenario.ts';

export const PHASES = 14;

/** A new server with these members in it besides those that every server has. */
export async function serverWith(stage: Stage, members: readonly string[]): Promise<Group> {
  const group = await stage.group();
  for (const name of members) await stage.people.change({ kind: 'add-person', guild: group.name, name });
  return group;
}

/** The ids of a server and, by name, of everybody in it. */
export async function idsIn({ people }: Stage, { name }: Pick<Group, 'name'>) {
  const guild = (await people.world()).guilds.find((one) => one.name === name);
  const users: ReadonlyMap<string, string> = new Map(guild?.members.map((member) => [member.name, member.id]));
  return { guild: guild?.id ?? '', users };
}

/** The phases that a member has finished, as everybody in the server reads it. */
async function finishedBy(group: Group, member: string): Promise<ReadonlySet<number>> {
  const { text } = await group.admin.slash('progress', { member: `@${member}` }, PATIENT);
  if (isOutage(text)) throw new Error(`${member}’s progress could not be read: ${text}`);
  const finished = [...text.matchAll(/🪨 (\d+) ·/g)].map(([, phase]) => Number(phase));
  return new Set(finished);
}

/** What each member was told: who checked in which phases, acknowledged. */
export type Acknowledged = ReadonlyMap<string, Set<number>>;

export const nothingYet = (members: readonly string[]): Acknowledged =>
  new Map(members.map((member) => [member, new Set()]));

/** One sentence for each acknowledged check-in that is not there any more. */
export async function lostOf(group: Group, acknowledged: Acknowledged): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const [member, phases] of acknowledged) {
    const there = await finishedBy(group, member);
    for (const phase of phases) if (!there.has(phase)) lost.push(`${group.name}: ${member}’s phase ${phase} is gone`);
  }
  return lost;
}

export const howMany = (acknowledged: Acknowledged): number =>
  [...acknowledged.values()].reduce((sum, phases) => sum + phases.size, 0);

/** Whether an answer says that nothing can be saved or read just now. */
export const isOutage = (text: string): boolean => text.includes('can’t reach my storage');

/** "0 lost of 812 acknowledged (960 sent); leaderboards: 0 differences" */
export function figureOf(found: {
  readonly lost: readonly string[];
  readonly acknowledged: number;
  readonly sent: number;
  /** Of the leaderboards. */
  readonly differing: readonly string[];
}): string {
  const { lost, acknowledged, sent, differing } = found;
  return `${count(lost.length)} lost of ${count(acknowledged)} acknowledged (${count(sent)} sent); leaderboards: ${count(differing.length)} differences`;
}
