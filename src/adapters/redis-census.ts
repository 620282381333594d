/** Everything in Redis, a batch at a time. */
import type { Census, KeptNews, PostRecord } from '../ports.ts';
import { deletionsIn } from './redis-deletions.ts';
import { guildOfKey, lastKey, newsKey, newsPendingKey, slotKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { scanKeys } from './redis-scan.ts';
import { guildOf, memberKey, memberOf, readNews, readRecord, settingsKey, storedKey } from './stored.ts';

export function createRedisCensus(link: RedisLink): Census {
  return {
    async *members() {
      for await (const keys of scanKeys(link, storedKey(memberKey({ guild: '*', user: '*' })))) {
        yield keys.map(memberOf).filter((member) => member !== null);
      }
    },
    async *guilds() {
      for await (const keys of scanKeys(link, storedKey(settingsKey('*')))) {
        yield keys.map(guildOf).filter((guild) => guild !== null);
      }
    },
    async *records() {
      for await (const keys of scanKeys(link, slotKeys)) yield recordsFrom(await fields(link, keys, ['record']));
      // A schedule that was paused for long has no slot any more, but its place in the calendar.
      for await (const keys of scanKeys(link, lastKey('*'))) {
        yield recordsFrom(await fields(link, keys, ['prompt', 'challenge']));
      }
    },
    async *news() {
      for await (const keys of scanKeys(link, newsKey('*'))) {
        for (const guild of keys.map(guildOfKey)) yield await newsOf(link, guild);
      }
    },
    deletions: () => deletionsIn(link),
  };
}

function fields(link: RedisLink, keys: readonly string[], names: string[]): Promise<readonly string[]> {
  return link.operation('give records of posts', async (ask) => {
    const found = await ask(() => Promise.all(keys.map((key) => link.client.hmGet(key, names))));
    return found.flat().filter((text) => text !== null);
  });
}

const recordsFrom = (texts: readonly string[]): readonly PostRecord[] =>
  texts.map((text) => readRecord('records of posts', text));

/** At most as many as a guild keeps. */
function newsOf(link: RedisLink, guild: string): Promise<readonly KeptNews[]> {
  return link.operation('give the news', async (ask) => {
    const [texts, ids] = await ask(() =>
      Promise.all([link.client.hVals(newsKey(guild)), link.client.zRange(newsPendingKey(guild), 0, -1)]),
    );
    const pending = new Set(ids);
    return texts
      .map((text) => readNews(`news of ${guild}`, text))
      .map((news) => ({ guild, news, pending: pending.has(news.id) }));
  });
}
