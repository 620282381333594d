/** Who posts what, once: claims, leases and records of posts in Redis. */
import * as z from 'zod';
import type { Claim, Ledger } from '../ports.ts';
import { lastKey, slotKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { CLAIM, RELEASE, SETTLE } from './redis-scripts.ts';
import { randomWord, readRecord, SLOT_KEPT_MS } from './stored.ts';

const claimSchema = z.union([
  z.tuple([z.literal('claimed'), z.string(), z.string()]),
  z.tuple([z.literal('waiting'), z.string(), z.string()]),
  z.tuple([z.enum(['held', 'settled'])]),
]);

export function createRedisLedger(link: RedisLink): Ledger {
  return {
    claim: (slot, leaseMs, now) => {
      // One token for all tries of this call: when an answer was lost, the next try finds its own claim.
      const token = randomWord(12);
      const args = [token, leaseMs, now, SLOT_KEPT_MS].map(String);
      return link.operation('claim a post', async (ask) => {
        const answer = await ask(() => link.withScripts((evaluate) => evaluate(CLAIM, [slotKey(slot)], args)));
        return claimOf(token, claimSchema.parse(answer));
      });
    },
    settle: (token, record) =>
      link.operation('record a post', async (ask) => {
        const { slot, state, at } = record;
        const weekly = slot.kind === 'news' ? '' : slot.kind;
        const args = [token, state, JSON.stringify(record), weekly, String(at), String(SLOT_KEPT_MS)];
        const keys = [slotKey(slot), lastKey(slot.guild)];
        await ask(() => link.withScripts((evaluate) => evaluate(SETTLE, keys, args)));
      }),
    release: (slot, token, until) =>
      link.operation('release a post', async (ask) => {
        await ask(() => link.withScripts((evaluate) => evaluate(RELEASE, [slotKey(slot)], [token, String(until)])));
      }),
    last: (guild) =>
      link.operation('give the last posts', async (ask) => {
        const texts = await ask(() => link.client.hmGet(lastKey(guild), ['prompt', 'challenge']));
        return texts
          .filter((text) => text !== null)
          .map((text) => readRecord(`last posts of ${guild}`, text))
          .sort((a, b) => b.at - a.at);
      }),
  };
}

function claimOf(token: string, answer: z.infer<typeof claimSchema>): Claim {
  switch (answer[0]) {
    case 'claimed':
      return { kind: 'claimed', token, resumed: answer[1] === '1', failures: Number(answer[2]) };
    case 'waiting':
      return { kind: 'waiting', until: Number(answer[1]), failures: Number(answer[2]) };
    case 'held':
      return { kind: 'held' };
    case 'settled':
      return { kind: 'settled' };
  }
}
