/** Reads the environment into a configuration. Every problem is listed at once, with its variable's name and never its value. */
import * as z from 'zod';

export type StoreConfig =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'sqlite'; readonly folder: string };

export interface Config {
  readonly token: string;
  /** Discord's API without a version. */
  readonly apiUrl: string;
  readonly store: StoreConfig;
  /** Path of the roadmap file. */
  readonly roadmap: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Interactions come over HTTP, signed with the secret half of this key; null: over the gateway. */
  readonly publicKey: string | null;
  /** For interactions over HTTP and health checks; null: none. */
  readonly port: number | null;
}

export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

/** What each variable is for: the README's table and `.env.example` are held to this list by a test. */
export const VARIABLES = {
  DISCORD_TOKEN: 'The bot’s token, from the Bot page of your application',
  DISCORD_PUBLIC_KEY: 'Your application’s public key: Discord then calls Cairn, and several can share the work',
  DISCORD_API_URL: 'A server that speaks Discord’s API, without a version',
  REDIS_URL: 'A Redis to keep progress in; without it one file is enough',
  DATA_DIR: 'The folder of that file',
  ROADMAP: 'The roadmap to walk, a Markdown file',
  LOG_LEVEL: 'How much is logged: debug, info, warn or error',
  PORT: 'Where /interactions, /healthz, /readyz and /metrics answer; without it, nowhere',
} as const;

/** The values that hold where a variable is absent or empty. */
export const DEFAULTS = {
  DISCORD_API_URL: 'https://discord.com/api',
  DATA_DIR: './data',
  ROADMAP: 'roadmap/rust.md',
  LOG_LEVEL: 'info',
} as const;

const httpUrl = 'must be a URL such as https://discord.com/api';

/** Signs such as `/` and `#` are written as `%2F` and `%23` there; the client would fail of what else stands behind a percent sign. */
const isWellEscaped = (url: string): boolean => {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
};

const schema = z.object({
  DISCORD_TOKEN: z
    .string({ error: 'is missing. Copy it from the Bot page of your application in Discord’s developer portal' })
    .regex(/^[\w.-]+$/, 'has characters that no token has. Copy it again, without quotes or spaces'),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be the 64 characters of Public Key on your application’s General Information page')
    .optional(),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: httpUrl })
    .refine((url) => !/\/v\d+\/?$/.test(url), 'must not end in a version: leave /v10 off')
    .transform((url) => url.replace(/\/+$/, ''))
    .default(DEFAULTS.DISCORD_API_URL),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a URL such as redis://localhost:6379', abort: true })
    .refine((url) => /^\/?\d*$/.test(new URL(url).pathname), 'must end in its port, or in / and a database’s number')
    .refine(isWellEscaped, 'has a % in user or password that stands for nothing: write it as %25')
    .optional(),
  DATA_DIR: z.string().default(DEFAULTS.DATA_DIR),
  ROADMAP: z.string().default(DEFAULTS.ROADMAP),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' })
    .default(DEFAULTS.LOG_LEVEL),
  PORT: z.coerce
    .number({ error: 'must be a number from 1 to 65535' })
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65_535, 'must be 65535 or less')
    .optional(),
});

const storeSchema = schema.pick({ REDIS_URL: true, DATA_DIR: true });

type Env = Readonly<Record<string, string | undefined>>;

export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] };

/** @param env a variable that is empty counts as absent, as in `.env.example`. */
export function parseConfig(env: Env): ConfigResult {
  const read = given(env);
  const parsed = schema.safeParse(read);
  const deaf = read.DISCORD_PUBLIC_KEY && !read.PORT;
  const message = 'needs PORT beside it: where Discord’s calls arrive';
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...(deaf ? [{ variable: 'DISCORD_PUBLIC_KEY', message }] : []),
  ];
  if (!parsed.success || problems.length) return { kind: 'problems', problems };
  const { DISCORD_TOKEN, DISCORD_PUBLIC_KEY, DISCORD_API_URL, ROADMAP, LOG_LEVEL, PORT } = parsed.data;
  const config: Config = {
    token: DISCORD_TOKEN,
    publicKey: DISCORD_PUBLIC_KEY ?? null,
    apiUrl: DISCORD_API_URL,
    store: storeOf(parsed.data),
    roadmap: ROADMAP,
    logLevel: LOG_LEVEL,
    port: PORT ?? null,
  };
  return { kind: 'config', config };
}

/** Where the bot keeps its data, for programs that need nothing else of it: a missing token is no problem of theirs. */
export function parseStoreConfig(
  env: Env,
):
  | { readonly kind: 'store'; readonly store: StoreConfig }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] } {
  const parsed = storeSchema.safeParse(given(env));
  if (!parsed.success) return { kind: 'problems', problems: problemsOf(parsed.error) };
  return { kind: 'store', store: storeOf(parsed.data) };
}

function given(env: Env): Readonly<Record<string, string>> {
  const entries = Object.keys(VARIABLES).flatMap((name) => {
    const value = env[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function storeOf({ REDIS_URL, DATA_DIR }: z.infer<typeof storeSchema>): StoreConfig {
  return REDIS_URL ? { kind: 'redis', url: REDIS_URL } : { kind: 'sqlite', folder: DATA_DIR };
}

function problemsOf({ issues }: z.ZodError): readonly ConfigProblem[] {
  return issues.map(({ path, message }) => ({ variable: String(path[0]), message }));
}

/** What an owner reads when the bot cannot start. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return [
    'Cairn cannot start yet:',
    ...problems.map(({ variable, message }) => `  ${variable} ${message}.`),
    '',
    'Variables are read from the environment; .env.example lists them all.',
    'To look around without a token: npm run demo (in the browser) or npm run tour (in the terminal)',
  ].join('\n');
}

/** Tokens of a stand-in begin like this; Discord's own have three parts in base64 and never do. */
const LOCAL_TOKEN = 'local.';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Only a bot that talks to this very machine, without a real token, may have its clock moved. */
export function mayMoveClock({ token, apiUrl }: Pick<Config, 'token' | 'apiUrl'>): boolean {
  return token.startsWith(LOCAL_TOKEN) && LOOPBACK.has(new URL(apiUrl).hostname);
}
