/** The tables of the SQLite file. Rows beside `kv` are derived or short-lived; the documents are the truth. */

/** The file's name in its folder. */
export const SQLITE_FILE = 'cairn.sqlite';

/** The file's user_version: a file with a higher one was made by a newer Cairn and is left alone. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) STRICT;

-- One row for each member and board; score is the domain's, so both stores sort alike.
CREATE TABLE standings (
  guild TEXT NOT NULL, board TEXT NOT NULL, user TEXT NOT NULL, score INTEGER NOT NULL, milestones INTEGER NOT NULL,
  PRIMARY KEY (guild, board, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX standings_by_score ON standings (guild, board, score DESC, user DESC);
-- How many members have how many milestones: places without counting members.
CREATE TABLE tally (
  guild TEXT NOT NULL, board TEXT NOT NULL, milestones INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (guild, board, milestones)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (user TEXT NOT NULL, guild TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (user, guild)) STRICT, WITHOUT ROWID;

CREATE TABLE news (
  guild TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, user TEXT NOT NULL, pending INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (guild, id)
) STRICT;
CREATE INDEX news_by_time ON news (guild, at, id);

CREATE TABLE due (guild TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (guild, kind)) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (at);

-- state and record stand there once settled; token and lease while claimed; until after a release. Times in ms.
CREATE TABLE slots (
  guild TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, token TEXT, lease INTEGER, until INTEGER,
  failures INTEGER NOT NULL DEFAULT 0, state TEXT, record TEXT, at INTEGER, expires INTEGER NOT NULL,
  PRIMARY KEY (guild, kind, id)
) STRICT;
CREATE INDEX slots_by_time ON slots (guild, kind, at) WHERE state IS NOT NULL;
CREATE INDEX slots_by_expiry ON slots (expires);
`;

/** The store's own clock, Unix milliseconds. */
export const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
