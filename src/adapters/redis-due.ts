/** The due index in Redis: one sorted set outside every guild. */
import type { DueEntry, DueIndex } from '../ports.ts';
import { DUE_KEY, LEAD_KEY } from './redis-keys.ts';
import type { Evaluate, RedisLink } from './redis-link.ts';
import { LEAD, MARK, MOVE } from './redis-scripts.ts';

type Entry = Pick<DueEntry, 'guild' | 'kind'>;

export const dueMember = ({ guild, kind }: Entry): string => `${kind}:${guild}`;

/** Resolves the time that the entry has now. */
export const mark = async (evaluate: Evaluate, entry: Entry, at: number): Promise<number> =>
  Number(await evaluate(MARK, [DUE_KEY], [dueMember(entry), String(at)]));

export const move = (evaluate: Evaluate, seen: DueEntry, at: number | null): Promise<unknown> =>
  evaluate(MOVE, [DUE_KEY], [dueMember(seen), String(seen.at), at === null ? '' : String(at)]);

export function createRedisDue(link: RedisLink): DueIndex {
  return {
    due: (now, limit, order) =>
      link.operation('say what is due', async (ask) => {
        const options = { BY: 'SCORE', LIMIT: { offset: 0, count: limit } } as const;
        const found = await ask(() =>
          order
            ? link.client.zRangeWithScores(DUE_KEY, now, '-inf', { ...options, REV: true })
            : link.client.zRangeWithScores(DUE_KEY, '-inf', now, options),
        );
        return found.map(({ value, score }) => entryOf(value, score));
      }),
    move: (seen, at) =>
      link.operation('move what is due', async (ask) => {
        await ask(() => link.withScripts((evaluate) => move(evaluate, seen, at)));
      }),
    lead: (holder, leaseMs) =>
      link.operation('say who leads', async (ask) => {
        const args = [holder, String(leaseMs)];
        return (await ask(() => link.withScripts((evaluate) => evaluate(LEAD, [LEAD_KEY], args)))) === 1;
      }),
    isLed: (holder) =>
      link.operation('say who leads', async (ask) => {
        const leader = await ask(() => link.client.get(LEAD_KEY));
        return leader !== null && leader !== holder;
      }),
    mark: (entry, at) =>
      link.operation('note what is due', async (ask) => {
        await ask(() => link.withScripts((evaluate) => mark(evaluate, entry, at)));
      }),
  };
}

function entryOf(member: string, at: number): DueEntry {
  const [kind, guild = ''] = member.split(':');
  return { guild, kind: kind === 'news' ? 'news' : 'schedule', at };
}
