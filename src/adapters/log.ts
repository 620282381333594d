/** The log: one JSON line each through pino, pretty on a terminal. Secrets are taken out by their shape, at the sink. */
import { createRequire } from 'node:module';
import { type Logger, pino } from 'pino';
import type * as Pretty from 'pino-pretty';

/** What a secret looks like, wherever it turns up: in a message, a URL, a stack trace or an error's fields. */
const SECRETS: readonly [RegExp, string][] = [
  // Bot tokens: three parts in base64url; those of a stand-in on this machine.
  [/\b[\w-]{17,30}\.[\w-]{5,8}\.[\w-]{20,80}/g, '[token]'],
  [/\blocal\.[\w-]{8,}/g, '[token]'],
  // Interaction tokens stand in the path of each answer.
  [/(\/(?:interactions|webhooks)\/\d+\/)[^/\s"?\\]+/g, '$1[token]'],
  [/\baW50ZXJhY3Rpb246[\w+/=-]+/g, '[token]'],
  // Credentials in URLs, and authorization headers.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^/\s"]+@/gi, '$1[secret]@'],
  [/(\b(?:Bot|Bearer) )[\w.~+/-]{8,}/g, '$1[token]'],
];

export function redact(line: string): string {
  return SECRETS.reduce((kept, [shape, instead]) => kept.replace(shape, instead), line);
}

interface LogParts {
  readonly level: string;
  readonly terminal: boolean;
  readonly write: (line: string) => void;
}

export function createLog({ level, terminal, write }: LogParts): Logger {
  const shown = terminal ? pretty() : (line: string) => line;
  const sink = { write: (line: string) => write(redact(shown(line))) };
  return pino({ level, base: null, serializers: { err: describeError, error: describeError } }, sink);
}

/** Loaded where somebody looks: a start under a supervisor goes without. */
function pretty(): (line: string) => string {
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof Pretty;
  return prettyFactory({ colorize: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' });
}

/** An error with its causes, without the request bodies that Discord's library attaches. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code, status, method, url } = error as Error & Record<'code' | 'status' | 'method' | 'url', unknown>;
  return {
    name,
    message,
    code,
    status,
    method,
    url,
    stack,
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}
