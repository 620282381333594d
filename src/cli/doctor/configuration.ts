/** Checks what stands in the environment, and makes the most of it: what is wrong is told, the rest can still be looked at. */
import { existsSync } from 'node:fs';
import { type Config, type ConfigProblem, parseConfig, type VARIABLES } from '../../config.ts';
import { broken, type Finding, fine, type Section, warning } from '../../domain/diagnosis.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Variable = keyof typeof VARIABLES;

/** package.json's `engines`, held to it by a test. */
export const NODE_FROM = [20, 19] as const;

interface Usable {
  readonly section: Section;
  /** Values that were refused are left out of it, so that their defaults stand there: ask `usable` first. */
  readonly config: Config;
  usable(variable: Variable): boolean;
}

export function checkConfiguration(env: Env): Usable {
  const read = parseConfig(env);
  const problems = read.kind === 'problems' ? read.problems : [];
  const config = read.kind === 'config' ? read.config : withoutRefused(env, problems);
  const findings = [...configFindings(problems, config), nodeFinding(process.versions.node)];
  const refused = new Set(problems.map(({ variable }) => variable));
  return {
    section: { title: 'Configuration', findings },
    config,
    usable: (variable) => !refused.has(variable),
  };
}

function withoutRefused(env: Env, problems: readonly ConfigProblem[]): Config {
  const left = Object.fromEntries(problems.map(({ variable }) => [variable, undefined]));
  const token = problems.some(({ variable }) => variable === 'DISCORD_TOKEN') ? 'none' : env.DISCORD_TOKEN;
  const read = parseConfig({ ...env, ...left, DISCORD_TOKEN: token });
  if (read.kind === 'config') return read.config;
  throw new Error('The configuration cannot be read');
}

function configFindings(problems: readonly ConfigProblem[], { store }: Config): readonly Finding[] {
  if (problems.length === 0) {
    return [fine(`Every variable is as it should be; data goes to ${store.kind === 'redis' ? 'Redis' : store.folder}`)];
  }
  const findings = problems.map(({ variable, message }) => asFinding(`${variable} ${message}`));
  const tokenless = problems.some(({ variable }) => variable === 'DISCORD_TOKEN');
  if (!tokenless || !existsSync('.env')) return findings;
  return [...findings, warning('There is a file .env, which nothing reads by itself', 'Try: set -a; . ./.env')];
}

/** A message of two sentences: what is wrong, and what to do. */
export function asFinding(message: string): Finding {
  const words = message.replace(/\.$/, '');
  const end = words.lastIndexOf('. ');
  return end < 0 ? broken(words) : broken(words.slice(0, end), words.slice(end + 2));
}

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = NODE_FROM;
  const old = major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
  return old
    ? broken(`Node ${version} is too old`, `Install Node ${NODE_FROM.join('.')} or newer`)
    : fine(`Node ${version}`);
}
