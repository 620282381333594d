/** Checks bodies against Discord's published API schema (npm discord-api-spec) and says what is wrong in Discord's words. */
import type { Path, Problem } from './errors.ts';

/** The parts of a zod issue that we read; zod itself belongs to the schema package. */
interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly format?: string;
}

interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly Issue[] } };
}

// The package ships its schemas as JavaScript without declarations, hence a name that the compiler does not follow.
const source: string = 'discord-api-spec/zod';
const schemas = (await import(source)) as Record<string, Schema | undefined>;

/** Everything in `body` that the schema of this name refuses; empty: it is fine. Throws when there is no such schema. */
export function checkSchema(name: string, body: unknown): Problem[] {
  const schema = schemas[`${name}Schema`];
  if (schema === undefined) throw new Error(`discord-api-spec has no schema ${name}`);
  const result = schema.safeParse(body);
  return (result.error?.issues ?? []).flatMap((issue) => problemsOf(issue, [], body));
}

function problemsOf(issue: Issue, base: Path, body: unknown): Problem[] {
  const path: Path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'invalid_union') return unionProblems(issue, path, body);
  return [{ path, ...inDiscordsWords(issue, at(body, path)) }];
}

/** Of the branches of a union, the one that was meant is the one whose `type` fits. */
function unionProblems(issue: Issue, path: Path, body: unknown): Problem[] {
  const branches = (issue.errors ?? []).filter((branch) => branch.length > 0);
  const meant = branches.filter((branch) => !branch.some((each) => each.path.length === 1 && each.path[0] === 'type'));
  // Objects before `null`/`undefined` alternatives: the branch that got furthest into the value says most.
  const best = meant.sort((a, b) => depth(b) - depth(a))[0];
  if (best !== undefined) return best.flatMap((each) => problemsOf(each, path, body));
  const types = branches.flatMap((branch) =>
    branch.flatMap((each) => (each.path[0] === 'type' ? (each.values ?? []) : [])),
  );
  const message = `Value of field "type" must be one of (${types.join(', ')}).`;
  return [{ path: [...path, 'type'], code: 'UNION_TYPE_CHOICES', message }];
}

const depth = (issues: readonly Issue[]): number => Math.max(...issues.map(({ path }) => path.length));

function inDiscordsWords(issue: Issue, value: unknown): { code: string; message: string } {
  const isLength = issue.origin === 'string' || issue.origin === 'array';
  if (issue.code === 'too_big' && isLength) {
    return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
  }
  if (issue.code === 'too_small' && isLength) {
    const empty = value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && issue.minimum === 1) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
    return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
  }
  if (issue.code === 'too_big') {
    return { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
  }
  if (issue.code === 'too_small') {
    return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
  }
  if (issue.code === 'invalid_value') {
    return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${(issue.values ?? []).join(', ')}}.` };
  }
  if (issue.code === 'invalid_type') return wrongType(issue.expected ?? '', value);
  if (issue.format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
  return { code: 'STRING_TYPE_REGEX', message: issue.message };
}

function wrongType(expected: string, value: unknown): { code: string; message: string } {
  if (value === undefined || value === null) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (expected === 'string')
    return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${shown}" as string.` };
  if (expected === 'boolean') return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
  if (expected === 'array') return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
  if (expected === 'object')
    return { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
  return { code: 'NUMBER_TYPE_COERCE', message: `Value "${shown}" is not int.` };
}

function at(body: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    body,
  );
}
