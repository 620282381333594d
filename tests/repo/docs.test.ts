import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../commands/index.ts';
import { DEFAULTS, parseConfig, VARIABLES } from '../../src/config.ts';
import { invitation } from '../../src/domain/permissions.ts';
import { read, textFiles } from './files.ts';
import { anchors, fences, tableUnder, targets } from './markdown.ts';

const README = 'README.md';
const pages = textFiles().filter((path) => path.endsWith('.md') && !path.includes('fixtures'));
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const sources = textFiles('src').map(read).join('\n');
const { DISCORD_TOKEN: _, ...optional } = VARIABLES;

describe('the README', () => {
  it('names each variable, what it is for and its default, as the code has them', () => {
    const defaults: Readonly<Record<string, string>> = { DISCORD_TOKEN: 'required', ...DEFAULTS };
    const rows = Object.entries(VARIABLES).map(([name, purpose]) => [name, purpose, defaults[name] ?? 'none']);
    expect(tableUnder(README, 'Configuration')).toEqual(rows);
  });

  it('names each command with its description and options, in their order', () => {
    const rows = commands.map(({ definition: { name, description, options = [] }, purpose }) => {
      const names = options.map((option) => option.name).join(' ');
      // Too many for a cell: they have a table of their own, which the next test holds.
      const line = [name === 'setup' ? 'below' : names || 'none'];
      return purpose ? [name, purpose, ...line] : [`/${name}`, description, ...line];
    });
    expect(tableUnder(README, 'Commands')).toEqual(rows);
  });

  it('explains the options of /setup in the words that Discord shows', () => {
    const setup = commands.find(({ definition }) => definition.name === 'setup');
    const rows = setup?.definition.options?.map(({ name, description }) => [name, description]);
    expect(tableUnder(README, 'What /setup takes')).toEqual(rows);
  });

  it('gives a reason for each permission that the invitation asks for, and for no other', () => {
    const asked = BigInt(new URL(invitation('1')).searchParams.get('permissions') ?? 0);
    const bits = new Map(Object.entries(PermissionFlagsBits).map(([name, bit]) => [name.toLowerCase(), bit]));
    const bitOf = ([name = '']: readonly string[]) => bits.get(name.replaceAll(' ', '').toLowerCase()) ?? 0n;
    const told = tableUnder(README, 'What it may do').map(bitOf);
    expect(told).not.toContain(0n);
    expect(told.reduce((sum, bit) => sum | bit, 0n)).toBe(asked);
  });

  it('names every exit code, and quotes what the program really says', () => {
    const rows = tableUnder(README, 'When it does not start');
    const codes = /const EXIT = \{([^}]+)\}/.exec(sources)?.[1]?.match(/\d+/g) ?? [];
    expect(codes).not.toEqual([]);
    expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(codes));
    const pieces = rows.flatMap(([quoted = '']) => quoted.split('…')).map((piece) => piece.trim());
    expect(pieces.filter((piece) => !sources.includes(piece))).toEqual([]);
  });

  it('begins with commands that need nothing before them, and what decides a merge runs the last', () => {
    const lines = fences(README, 'sh').flatMap((fence) => fence.split('\n'));
    expect(lines[0]).toBe('npm ci && npm run demo');
    expect(lines).toContain('npm ci && npm run tour');
    const tests = lines.filter((line) => line.includes('npm test'));
    expect(tests).toHaveLength(1);
    expect(read('.ci/run').split('\n')).toContain(tests[0]);
  });
});

describe('what an owner copies', () => {
  const entries = [...read('.env.example').matchAll(/^# (.+)\n(?:# )?([A-Z_]+)=(.*)$/gm)].map(
    ([, comment = '', name = '', value = '']) => ({ comment, name, value }),
  );

  it('.env.example lists each variable with what it is for', () => {
    expect(entries.map(({ name }) => name).sort()).toEqual(Object.keys(VARIABLES).sort());
    const words: Readonly<Record<string, string>> = VARIABLES;
    expect(entries.filter(({ comment, name }) => comment.replace(' (required)', '') !== words[name])).toEqual([]);
  });

  it('.env.example shows the defaults where there are any, and values that would be taken', () => {
    const shown = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
    expect(shown).toMatchObject(DEFAULTS);
    expect(parseConfig({ ...shown, DISCORD_TOKEN: 'abc' }).kind).toBe('config');
  });

  it('.env.example asks for the token and leaves everything else switched off', () => {
    const active = read('.env.example').match(/^[A-Z_]+=.*$/gm);
    expect(active).toEqual(['DISCORD_TOKEN=']);
    expect(Object.keys(optional)).not.toContain('DISCORD_TOKEN');
  });

  it('docker-compose.yml sets variables that exist, and opens no port to anybody', () => {
    const { services } = parse(read('docker-compose.yml'));
    expect(Object.keys(VARIABLES)).toEqual(expect.arrayContaining(Object.keys(services.bot.environment)));
    expect(Object.values<object>(services).filter((service) => 'ports' in service)).toEqual([]);
    expect(services.redis.command).toMatch(/--appendonly yes.*--maxmemory-policy noeviction/);
  });

  it('docker-compose.scale.yml has bots that differ only in how Discord reaches them, and one door', () => {
    const [one, many] = ['docker-compose.yml', 'docker-compose.scale.yml'].map((path) => parse(read(path)).services);
    const { proxy, redis, ...bots } = many;
    const { DISCORD_PUBLIC_KEY: _key, PORT: port, ...environment } = bots['bot-1'].environment;
    for (const bot of Object.values(bots)) expect(bot).toEqual(bots['bot-1']);
    expect({ ...bots['bot-1'], environment }).toEqual(one.bot);
    expect(redis).toEqual(one.redis);
    expect(Object.keys(many).filter((name) => 'ports' in many[name])).toEqual(['proxy']);
    expect(proxy.depends_on).toEqual(Object.keys(bots));
    const addresses = Object.keys(bots).map((name) => `${name}:${port}`);
    expect(addresses).toHaveLength(3);
    expect(read('Caddyfile')).toContain(`handle /interactions {\n\t\treverse_proxy ${addresses.join(' ')} {`);
  });

  it('the Dockerfile copies what there is, and does not run as root', () => {
    const dockerfile = read('Dockerfile');
    // With the same flags as without a container.
    const { start } = JSON.parse(read('package.json')).scripts;
    expect(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]').join(' ')).toBe(start);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((name) => !existsSync(name))).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

describe('every page', () => {
  it('names only scripts that there are', () => {
    const named = pages.flatMap((path) =>
      [...read(path).matchAll(/npm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map(([, script, short]) => ({
        path,
        script: script ?? short ?? '',
      })),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
  });

  it('links to files and headings that there are', () => {
    const local = pages.flatMap((path) =>
      targets(path)
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => ({ path, target })),
    );
    expect(local.length).toBeGreaterThan(10);
    const broken = local.filter(({ path, target }) => {
      const [file = '', anchor] = target.split('#');
      const page = file ? join(dirname(path), file) : path;
      return !existsSync(page) || (anchor && !anchors(page).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('fits a phone: no table has more than three columns', () => {
    const wide = pages.filter((path) => /^\|(?:[^|\n]*\|){4,}\s*$/m.test(read(path)));
    expect(wide).toEqual([]);
  });

  it('is a numbered decision that the index lists, if it is one', () => {
    const files = pages.filter((path) => /^docs\/decisions\/\d/.test(path)).map((path) => path.split('/').at(-1) ?? '');
    const numbers = files.sort().map((file) => Number(file.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_each, index) => index + 1));
    expect(targets('docs/decisions/README.md')).toEqual(expect.arrayContaining(files));
  });
});
