/** Servers that seem to have removed the bot, in Redis: one hash outside every server, and the end of a server's keys. */
import { randomBytes } from 'node:crypto';
import type { Absence } from '../domain/absence.ts';
import type { Absences } from '../ports.ts';
import { dueMember } from './redis-due.ts';
import { ABSENT_KEY, DUE_KEY, everythingOf, userKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { scanKeys } from './redis-scan.ts';
import { NOTE_ABSENCE } from './redis-scripts.ts';
import { memberOf } from './stored.ts';
import { absenceText, readAbsence } from './stored-absence.ts';
import { DELETIONS, UNSWEPT } from './stored-deletions.ts';

/** @param soon the files still hold what was deleted. */
export function createRedisAbsences(link: RedisLink, soon: () => void): Absences {
  return {
    all: () =>
      link.operation('list absent servers', async (ask) => {
        const found = Object.entries(await ask(() => link.client.hGetAll(ABSENT_KEY)));
        const marks = found.map(([guild, text]) => readAbsence(guild, text) ?? guild);
        const broken = marks.filter((mark) => typeof mark === 'string');
        if (broken.length) await ask(() => link.client.hDel(ABSENT_KEY, broken));
        return marks.filter((mark) => typeof mark !== 'string');
      }),
    change: (seen, next) => {
      const args = [next.guild, seen ? absenceText(seen) : '', absenceText(next)];
      return link.operation('note an absent server', async (ask) => {
        return (await ask(() => link.withScripts((evaluate) => evaluate(NOTE_ABSENCE, [ABSENT_KEY], args)))) === 1;
      });
    },
    clear: (guild) =>
      link.operation('note that a server is back', async (ask) => {
        await ask(() => link.client.hDel(ABSENT_KEY, guild));
      }),
    async purge(mark) {
      const members = await purge(link, mark);
      if (members !== null) soon();
      return members;
    },
  };
}

async function purge(link: RedisLink, mark: Absence): Promise<number | null> {
  const { guild } = mark;
  let members = 0;
  // A look before each batch: where the server is back meanwhile, what is left stays.
  for await (const keys of scanKeys(link, everythingOf(guild))) {
    if (!(await stands(link, mark))) return null;
    // What stays of members' own deletions is not the server's.
    members += await unlink(
      link,
      keys.filter((key) => !key.startsWith(DELETIONS)),
    );
  }
  // Last, since a crash may have left the server with a user who has no document any more.
  for await (const keys of scanKeys(link, userKeys)) {
    if (!(await stands(link, mark))) return null;
    await link.operation('delete a server’s data', async (ask) => {
      await ask(() => Promise.all(keys.map((key) => link.client.sRem(key, guild))));
    });
  }
  await link.operation('delete a server’s data', async (ask) => {
    const entries = (['schedule', 'news'] as const).map((kind) => dueMember({ guild, kind }));
    await ask(() => link.client.zRem(DUE_KEY, entries));
    await ask(() => link.client.set(UNSWEPT, randomBytes(9).toString('base64url')));
    await ask(() => link.client.hDel(ABSENT_KEY, guild));
  });
  return members;
}

function stands(link: RedisLink, mark: Absence): Promise<boolean> {
  return link.operation('list absent servers', async (ask) => {
    return (await ask(() => link.client.hGet(ABSENT_KEY, mark.guild))) === absenceText(mark);
  });
}

/** Resolves how many members' documents were among them; a key that SCAN gave twice counts once. */
async function unlink(link: RedisLink, keys: readonly string[]): Promise<number> {
  const documents = keys.filter((key) => memberOf(key) !== null);
  const others = keys.filter((key) => memberOf(key) === null);
  return link.operation('delete a server’s data', async (ask) => {
    const [gone] = await ask(() =>
      Promise.all([
        documents.length ? link.client.unlink(documents) : 0,
        others.length ? link.client.unlink(others) : 0,
      ]),
    );
    return gone;
  });
}
