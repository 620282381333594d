/** News in Redis: written by redis-progress with the check-in, read and settled here. */
import * as z from 'zod';
import type { NewsStore } from '../ports.ts';
import { newsKey, newsPendingKey, newsTimesKey } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { NEWS } from './redis-scripts.ts';
import { readNews } from './stored.ts';

const textsSchema = z.array(z.string());

export function createRedisNews(link: RedisLink): NewsStore {
  const read = (index: string, guild: string, since: number | '-inf', most = -1) =>
    link.operation('give the news', async (ask) => {
      const keys = [index, newsKey(guild)];
      const args = [String(since), String(most)];
      const texts = await ask(() => link.withScripts((evaluate) => evaluate(NEWS, keys, args)));
      return textsSchema.parse(texts).map((text) => readNews(`news of ${guild}`, text));
    });
  return {
    pending: (guild, most) => read(newsPendingKey(guild), guild, '-inf', most),
    since: (guild, since) => read(newsTimesKey(guild), guild, since),
    settle: (guild, id) =>
      link.operation('settle news', async (ask) => {
        await ask(() => link.client.zRem(newsPendingKey(guild), id));
      }),
  };
}
