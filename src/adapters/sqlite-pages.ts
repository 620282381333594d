/** Walks over SQLite by key, a page at a time, so that a walk never holds the file. Knows no table. */
import type { Sql, SqliteLink, Value } from './sqlite-link.ts';

/** All rows of a statement that begins behind a row: first behind `start`, then behind the last row it gave. */
export async function* pages<Row>(
  link: SqliteLink,
  select: string,
  start: readonly Value[],
  after: (row: Row) => readonly Value[],
): AsyncGenerator<readonly Row[]> {
  const page = (from: readonly Value[]) => (sql: Sql) => sql.all<Row>(select, ...from);
  for (let from = start; ; ) {
    const rows = await link.read('list what is kept', page(from));
    if (rows.length) yield rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    from = after(last);
  }
}
