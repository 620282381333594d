/** Servers' settings in SQLite, each changed in one transaction with its entry in the due index. */
import type { Keyv } from 'keyv';
import type { GuildDocument } from '../domain/guild.ts';
import type { GuildStore } from '../ports.ts';
import { put } from './sqlite-changes.ts';
import type { Sql, SqliteLink } from './sqlite-link.ts';
import { newRev, settingsKey } from './stored.ts';
import { fetchGuild } from './stored-documents.ts';
import type { InTurn } from './turns.ts';

export function createSqliteGuilds(link: SqliteLink, kv: Keyv, inTurn: InTurn): GuildStore {
  const read = (guild: string) => fetchGuild((keys) => kv.getMany(keys), guild);
  return {
    get: read,
    update: (guild, change) =>
      inTurn(settingsKey(guild), async () => {
        for (;;) {
          const document = await read(guild);
          const { document: wanted, dueAt, outcome } = change(document);
          if (wanted === null) return outcome;
          const { settings, notices, pauses } = wanted;
          const next: GuildDocument = { v: 3, rev: newRev(), settings, notices, pauses };
          const done = await link.write('keep a server’s settings', (sql) => {
            if (!put(sql, settingsKey(guild), document?.rev ?? null, next)) return false;
            if (dueAt !== undefined) moveTo(sql, guild, dueAt);
            return true;
          });
          if (done) return outcome;
        }
      }),
  };
}

function moveTo(sql: Sql, guild: string, at: number | null): void {
  if (at === null) sql.run("DELETE FROM due WHERE guild = ? AND kind = 'schedule'", guild);
  else sql.run("INSERT OR REPLACE INTO due (guild, kind, at) VALUES (?, 'schedule', ?)", guild, at);
}
