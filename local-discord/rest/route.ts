/** What a REST route is. Types and small readers; no routes of its own. */

import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { has } from '../world/permissions.ts';
import type { Channel, Guild } from '../world/types.ts';
import { permissionsIn } from '../world/world.ts';

export interface UploadedFile {
  /** The n of `files[n]`. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

export interface RestCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** `body` undefined: 204 without one. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Behind `/api/v10`, with `:name` for the variable parts. */
  readonly path: string;
  /** The token in the path is the key: no Authorization header needed. */
  readonly open?: boolean;
  readonly run: (call: RestCall, local: Local) => Answer | Promise<Answer>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const done: Answer = { status: 204 };

export const param = (call: RestCall, name: string): string => call.params[name] ?? '';

/** A whole number from the query within bounds, as Discord refuses others (50035). */
export function limitOf(call: RestCall, fallback: number, max: number): number {
  const text = call.query.get('limit');
  if (text === null) return fallback;
  const value = Number(text);
  const path = ['limit'];
  if (!Number.isInteger(value)) {
    throw refuse.form([{ path, code: 'NUMBER_TYPE_COERCE', message: `Value "${text}" is not int.` }]);
  }
  if (value > max) {
    throw refuse.form([
      { path, code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${max}.` },
    ]);
  }
  if (value < 1) {
    throw refuse.form([{ path, code: 'NUMBER_TYPE_MIN', message: 'int value should be greater than or equal to 1.' }]);
  }
  return value;
}

/** The server, if the bot is in it. Discord says 10004 for one that never was, 50001 for one without the bot. */
export function guildFor(local: Local, id: string): Guild {
  const guild = local.world.guilds.get(id);
  if (guild === undefined) throw refuse.unknownGuild();
  if (!guild.members.has(local.world.bot.id)) throw refuse.missingAccess();
  return guild;
}

/** The channel, if the bot may see it. */
export function channelFor(local: Local, id: string): Channel {
  const channel = local.world.channels.get(id);
  if (channel === undefined) throw refuse.unknownChannel();
  if (!has(permissionsIn(local.world, channel, local.world.bot.id), P.ViewChannel)) throw refuse.missingAccess();
  return channel;
}

/** 50013 unless the bot has all of these in the channel. */
export function requirePermissions(local: Local, channel: Channel, wanted: bigint): void {
  if (!has(permissionsIn(local.world, channel, local.world.bot.id), wanted)) throw refuse.missingPermissions();
}

/** A body that must be a JSON object; absent counts as empty. */
export function objectBody(call: Pick<RestCall, 'body'>): Record<string, unknown> {
  if (call.body === undefined || call.body === null) return {};
  if (typeof call.body !== 'object' || Array.isArray(call.body)) {
    const message = 'Only dictionaries may be used in a DictType';
    throw refuse.form([{ path: [], code: 'DICT_TYPE_CONVERT', message }]);
  }
  return call.body as Record<string, unknown>;
}
