/** A server full of members, and what is to be seen of their check-ins from outside of the bot. */
import type { Group } from '../support/group.ts';
import type { Stage } from '../support/open-stage.ts';

export const PHASES = 14;

/** A new server with these members in it besides those that every server has. */
export async function serverWith(stage: Stage, members: readonly string[]): Promise<Group> {
  const group = await stage.group();
  for (const name of members) await stage.people.change({ kind: 'add-person', guild: group.name, name });
  return group;
}

/** The phases that a member has finished, as everybody in the server reads it. */
export async function finishedBy(group: Group, member: string): Promise<ReadonlySet<number>> {
  const { text } = await group.admin.slash('progress', { member: `@${member}` });
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
