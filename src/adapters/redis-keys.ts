/** The names of everything in Redis. All that belongs to a guild carries its hash tag, so one script may touch it, on a cluster too. */
import type { Board } from '../domain/leaderboard.ts';
import type { SlotKey } from '../ports.ts';

export const boardKey = (guild: string, board: Board): string => `cairn-board:{${guild}}:${board}`;
export const namesKey = (guild: string): string => `cairn-names:{${guild}}`;
export const isBoardKey = (key: string): boolean => key.startsWith('cairn-board:');
export const isNamesKey = (key: string): boolean => key.startsWith('cairn-names:');
/** A pattern that all boards and names fit; some other keys do too. */
export const boardsAndNames = 'cairn-[bn]*:{*}*';
/** News by id. */
export const newsKey = (guild: string): string => `cairn-news:{${guild}}`;
/** The ids of all news by time. */
export const newsTimesKey = (guild: string): string => `cairn-news-at:{${guild}}`;
/** The ids of news that were not posted yet by time. */
export const newsPendingKey = (guild: string): string => `cairn-news-pending:{${guild}}`;
export const slotKey = ({ guild, kind, id }: SlotKey): string => `cairn-slot:{${guild}}:${kind}:${id}`;
/** A pattern for all slots. */
export const slotKeys = 'cairn-slot:{*}:*';
/** The newest record of each weekly kind. */
export const lastKey = (guild: string): string => `cairn-last:{${guild}}`;

/** Outside every guild: the guilds of a user, and where to look for something due. */
export const userKey = (user: string): string => `cairn-user:${user}`;
export const DUE_KEY = 'cairn-due';
/** Who goes through what is due now. */
export const LEAD_KEY = 'cairn-lead';
/** How often Cairn introduced itself to Discord. */
export const PACE_KEY = 'cairn-pace';

/** Servers that seem to have removed the bot, each as a field. */
export const ABSENT_KEY = 'cairn-absent';
/** A pattern for everything that carries a guild's hash tag. */
export const everythingOf = (guild: string): string => `cairn*:{${guild}}*`;
/** A pattern for the guilds of all users. */
export const userKeys = 'cairn-user:*';

/** The guild in a key's hash tag. */
export const guildOfKey = (key: string): string => /\{([^{}]*)\}/.exec(key)?.[1] ?? '';
/** The board of a leaderboard's key. */
export const boardOfKey = (key: string): Board => key.slice(key.indexOf('}:') + 2);
