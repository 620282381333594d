/** Servers' settings in Redis, with their entry in the due index. */
import type { GuildDocument } from '../domain/guild.ts';
import type { GuildStore } from '../ports.ts';
import { write } from './redis-changes.ts';
import { dueMember, mark, move } from './redis-due.ts';
import { DUE_KEY } from './redis-keys.ts';
import type { Ask, RedisLink } from './redis-link.ts';
import { newRev, settingsKey, storedKey, toEnvelope } from './stored.ts';
import { fetchGuild } from './stored-documents.ts';
import type { InTurn } from './turns.ts';

export function createRedisGuilds(link: RedisLink, inTurn: InTurn): GuildStore {
  const read = (guild: string, ask: Ask) => fetchGuild((keys) => ask(() => link.kv.getMany(keys)), guild);
  return {
    get: (guild) => link.operation('give a server’s settings', (ask) => read(guild, ask)),
    update: (guild, change) =>
      inTurn(settingsKey(guild), () =>
        link.operation('keep a server’s settings', async (ask) => {
          for (;;) {
            const document = await read(guild, ask);
            const { document: wanted, dueAt, outcome } = change(document);
            if (wanted === null) return outcome;
            const { settings, notices, pauses } = wanted;
            const next: GuildDocument = { v: 3, rev: newRev(), settings, notices, pauses };
            if (await save(link, ask, guild, document, next, dueAt)) return outcome;
          }
        }),
      ),
  };
}

/**
 * The due index is outside the guild's hash tag. So an entry is first made to come no later than wanted, in the same tick as the
 * document; too early is harmless, whoever looks asks the settings. Only then, and only where it is not yet exact, it is moved to
 * the wanted time, unless another change touched it since.
 */
async function save(
  link: RedisLink,
  ask: Ask,
  guild: string,
  document: GuildDocument | null,
  next: GuildDocument,
  dueAt: number | null | undefined,
): Promise<boolean> {
  const entry = { guild, kind: 'schedule' } as const;
  const key = settingsKey(guild);
  const commands = [['SET', storedKey(key), toEnvelope(next)]] as const;
  const [seen, done] = await ask(() =>
    link.withScripts((evaluate) =>
      Promise.all([
        typeof dueAt === 'number' ? mark(evaluate, entry, dueAt) : link.client.zScore(DUE_KEY, dueMember(entry)),
        write(evaluate, { guild, key, rev: document?.rev ?? null, commands }),
      ]),
    ),
  );
  if (done && dueAt !== undefined && seen !== null && seen !== dueAt) {
    await ask(() => link.withScripts((evaluate) => move(evaluate, { ...entry, at: seen }, dueAt)));
  }
  return done;
}
