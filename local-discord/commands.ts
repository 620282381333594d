/** Registered application commands, stored and returned the way Discord returns them: with defaults filled in. */
import type { Snowflakes } from './snowflakes.ts';

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly value: string | number;
    readonly [field: string]: unknown;
  }[];
  readonly options?: readonly CommandOption[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly name_localizations?: Record<string, string> | null;
  readonly description_localizations?: Record<string, string> | null;
}

export interface Command {
  readonly id: string;
  readonly application_id: string;
  readonly guild_id?: string;
  readonly version: string;
  readonly type: number;
  readonly name: string;
  readonly name_localizations: Record<string, string> | null;
  readonly description: string;
  readonly description_localizations: Record<string, string> | null;
  readonly default_member_permissions: string | null;
  readonly dm_permission?: boolean;
  readonly contexts: readonly number[] | null;
  readonly integration_types: readonly number[];
  readonly nsfw: boolean;
  readonly options?: readonly CommandOption[];
}

export type CommandBody = Partial<Omit<Command, 'options' | 'default_member_permissions'>> & {
  readonly options?: readonly CommandOption[] | null;
  readonly default_member_permissions?: string | number | null;
};

export interface CommandStore {
  /** `guild` null: global. */
  list(guild: string | null): Command[];
  get(guild: string | null, id: string): Command | undefined;
  /** Replaces the whole list; a command that keeps its name and type keeps its id. */
  replace(guild: string | null, bodies: readonly CommandBody[]): Command[];
  /** Creates, or overwrites the one of the same name and type. */
  upsert(guild: string | null, body: CommandBody): { command: Command; created: boolean };
  patch(guild: string | null, id: string, body: CommandBody): Command | undefined;
  remove(guild: string | null, id: string): boolean;
  /** How many times somebody wrote: a bot should write only when something differs. */
  writes(): number;
  /** How many are registered, everywhere. */
  count(): number;
}

export function createCommandStore(ids: Snowflakes, applicationId: string): CommandStore {
  const scopes = new Map<string, Command[]>();
  let writes = 0;
  const scope = (guild: string | null): Command[] => scopes.get(guild ?? '') ?? [];
  const same = (a: Command, b: CommandBody): boolean => a.name === b.name && a.type === (b.type ?? 1);
  const build = (guild: string | null, body: CommandBody, old: Command | undefined): Command => {
    const fresh = withDefaults(body, {
      id: old?.id ?? ids.next(),
      application_id: applicationId,
      ...(guild === null ? {} : { guild_id: guild }),
      version: old?.version ?? '',
    });
    const unchanged = old !== undefined && JSON.stringify(fresh) === JSON.stringify(old);
    return unchanged ? old : { ...fresh, version: ids.next() };
  };
  return {
    list: (guild) => [...scope(guild)],
    get: (guild, id) => scope(guild).find((command) => command.id === id),
    replace(guild, bodies) {
      writes += 1;
      const before = scope(guild);
      const after = bodies.map((body) =>
        build(
          guild,
          body,
          before.find((each) => same(each, body)),
        ),
      );
      scopes.set(guild ?? '', after);
      return after;
    },
    upsert(guild, body) {
      writes += 1;
      const old = scope(guild).find((each) => same(each, body));
      const command = build(guild, body, old);
      scopes.set(guild ?? '', [...scope(guild).filter((each) => each !== old), command]);
      return { command, created: old === undefined };
    },
    patch(guild, id, body) {
      const old = scope(guild).find((each) => each.id === id);
      if (old === undefined) return undefined;
      writes += 1;
      const command = build(guild, { ...old, ...body }, old);
      scopes.set(
        guild ?? '',
        scope(guild).map((each) => (each === old ? command : each)),
      );
      return command;
    },
    remove(guild, id) {
      const rest = scope(guild).filter((each) => each.id !== id);
      const gone = rest.length < scope(guild).length;
      if (gone) writes += 1;
      scopes.set(guild ?? '', rest);
      return gone;
    },
    writes: () => writes,
    count: () => [...scopes.values()].reduce((sum, each) => sum + each.length, 0),
  };
}

type Identity = Pick<Command, 'id' | 'application_id' | 'version'> & { guild_id?: string };

function withDefaults(body: CommandBody, identity: Identity): Command {
  const permissions = body.default_member_permissions;
  const options = (body.options ?? []).map(optionDefaults);
  const contexts = body.contexts ?? null;
  return {
    ...identity,
    type: body.type ?? 1,
    name: body.name ?? '',
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: permissions === undefined || permissions === null ? null : String(permissions),
    // Deprecated at Discord, and still returned: whether direct messages with the bot are among the contexts.
    ...(identity.guild_id === undefined ? { dm_permission: contexts?.includes(1) ?? true } : {}),
    contexts,
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    ...(options.length > 0 ? { options } : {}),
  };
}

/** Discord leaves `false` and empty lists out, and fills the localizations with null. */
function optionDefaults(option: CommandOption): CommandOption {
  const { required, autocomplete, choices, options, ...rest } = option;
  return {
    ...rest,
    name_localizations: option.name_localizations ?? null,
    description_localizations: option.description_localizations ?? null,
    ...(required ? { required } : {}),
    ...(autocomplete ? { autocomplete } : {}),
    ...(choices?.length ? { choices: choices.map((each) => ({ name_localizations: null, ...each })) } : {}),
    ...(options?.length ? { options: options.map(optionDefaults) } : {}),
  };
}

/** What GET returns without `with_localizations`: everything but the localizations. */
export function withoutLocalizations(command: Command): Record<string, unknown> {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
    return Object.fromEntries(entries.map(([key, each]) => [key, strip(each)]));
  };
  return strip(command) as Record<string, unknown>;
}
