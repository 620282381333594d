/** News in SQLite: written by sqlite-progress with the check-in, read and settled here. */
import type { News } from '../domain/news.ts';
import type { NewsStore } from '../ports.ts';
import type { SqliteLink } from './sqlite-link.ts';
import { readNews } from './stored.ts';

export function createSqliteNews(link: SqliteLink): NewsStore {
  const read = async (guild: string, condition: string, value: number, most = -1): Promise<News[]> => {
    const select = `SELECT body FROM news WHERE guild = ? AND ${condition} ORDER BY at, id LIMIT ?`;
    const rows = await link.read('give the news', (sql) => sql.all<{ body: string }>(select, guild, value, most));
    return rows.map(({ body }) => readNews(`news of ${guild}`, body));
  };
  return {
    pending: (guild, most) => read(guild, 'pending = ?', 1, most),
    since: (guild, since) => read(guild, 'at >= ?', since),
    settle: async (guild, id) => {
      await link.write('settle news', (sql) =>
        sql.run('UPDATE news SET pending = 0 WHERE guild = ? AND id = ?', guild, id),
      );
    },
  };
}
