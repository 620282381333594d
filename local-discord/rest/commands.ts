/** REST: application commands, global and per server. */
import type { CommandBody } from '../commands.ts';
import { withoutLocalizations } from '../commands.ts';
import { type Problem, refuse } from '../errors.ts';
import type { Local } from '../local.ts';
import { checkCommand, checkCommandList } from '../rules/commands.ts';
import { checkSchema } from '../schema.ts';
import { type Answer, created, done, guildFor, objectBody, ok, param, type RestCall, type Route } from './route.ts';

/** The scope, after making sure that the application is the bot's own and the bot is in the server. */
function scope(call: RestCall, local: Local): string | null {
  if (param(call, 'application') !== local.applicationId) throw refuse.missingAccess();
  const guild = call.params.guild;
  return guild === undefined ? null : guildFor(local, guild).id;
}

/** The schema wants a number for default_member_permissions; Discord documents and takes a string too. */
function forSchema(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { default_member_permissions: bits, ...rest } = body as Record<string, unknown>;
  if (bits === undefined) return body;
  return { ...rest, default_member_permissions: typeof bits === 'string' && /^\d+$/.test(bits) ? Number(bits) : bits };
}

function check(schema: string, body: unknown, at: readonly number[] = []): Problem[] {
  const shape = checkSchema(schema, forSchema(body));
  const problems = shape.length > 0 ? shape : checkCommand(body as CommandBody, schema.includes('Patch'));
  return problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

const refuseAny = (problems: readonly Problem[]): void => {
  if (problems.length > 0) throw refuse.form(problems);
};

function list(call: RestCall, local: Local): Answer {
  const commands = local.commands.list(scope(call, local));
  return ok(call.query.get('with_localizations') === 'true' ? commands : commands.map(withoutLocalizations));
}

function replace(call: RestCall, local: Local): Answer {
  const guild = scope(call, local);
  const { body } = call;
  if (!Array.isArray(body)) {
    throw refuse.form([{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]);
  }
  const each = body.flatMap((command, index) => check('ApplicationCommandUpdateRequest', command, [index]));
  refuseAny([...each, ...(each.length === 0 ? checkCommandList(body) : [])]);
  return ok(local.commands.replace(guild, body));
}

function upsert(call: RestCall, local: Local): Answer {
  const guild = scope(call, local);
  const body = objectBody(call) as CommandBody;
  refuseAny(check('ApplicationCommandCreateRequest', body));
  const others = local.commands.list(guild).filter((each) => each.name !== body.name || each.type !== (body.type ?? 1));
  refuseAny(checkCommandList([...others, body]));
  const result = local.commands.upsert(guild, body);
  return result.created ? created(result.command) : ok(result.command);
}

function patch(call: RestCall, local: Local): Answer {
  const guild = scope(call, local);
  const body = objectBody(call) as CommandBody;
  refuseAny(check('ApplicationCommandPatchRequestPartial', body));
  const command = local.commands.patch(guild, param(call, 'command'), body);
  if (command === undefined) throw refuse.unknownCommand();
  return ok(command);
}

function remove(call: RestCall, local: Local): Answer {
  if (!local.commands.remove(scope(call, local), param(call, 'command'))) throw refuse.unknownCommand();
  return done;
}

function get(call: RestCall, local: Local): Answer {
  const command = local.commands.get(scope(call, local), param(call, 'command'));
  if (command === undefined) throw refuse.unknownCommand();
  return ok(command);
}

const under = (base: string): readonly Route[] => [
  { method: 'GET', path: `${base}/commands`, run: list },
  { method: 'PUT', path: `${base}/commands`, run: replace },
  { method: 'POST', path: `${base}/commands`, run: upsert },
  { method: 'GET', path: `${base}/commands/:command`, run: get },
  { method: 'PATCH', path: `${base}/commands/:command`, run: patch },
  { method: 'DELETE', path: `${base}/commands/:command`, run: remove },
];

export const commandRoutes: readonly Route[] = [
  ...under('/applications/:application'),
  ...under('/applications/:application/guilds/:guild'),
];
