import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom. A row is tried in order; the first whose `from` fits a file is its rule. */
const RULES: readonly { from: RegExp; files: RegExp; packages: RegExp }[] = [
  { from: /^src\/domain\/zones\.ts$/, files: /^src\/domain\//, packages: /^temporal-polyfill$/ },
  {
    from: /^src\/domain\/(parse-roadmap\.ts|parse-roadmap\/)/,
    files: /^src\/domain\//,
    packages: /^(mdast|satteri|yaml)$/,
  },
  { from: /^src\/domain\//, files: /^src\/domain\//, packages: /^$/ },
  { from: /^src\/(deadlines|outage|seldom)\.ts$/, files: /^$/, packages: /^$/ },
  { from: /^src\/pictures\//, files: /^src\/(domain\/|pictures\/)/, packages: /^$/ },
  { from: /^src\/config\.ts$/, files: /^$/, packages: /^zod$/ },
  {
    from: /^src\/(ports|ports-upkeep|command|message)\.ts$/,
    files: /^src\/(domain\/|ports\.ts|ports-upkeep\.ts|command\.ts|message\.ts)/,
    packages: /^discord-api-types\/v10$/,
  },
  {
    from: /^src\/messages\//,
    files: /^src\/(domain\/|messages\/|command\.ts|ports\.ts|message\.ts)/,
    packages: /^discord-api-types\/v10$/,
  },
  {
    from: /^commands\/index\.ts$/,
    files: /^(commands\/|src\/command\.ts)/,
    packages: /^$/,
  },
  {
    from: /^commands\//,
    files: /^src\/(domain\/|messages\/|command\.ts|ports\.ts|message\.ts|outage\.ts|own-step\.ts)/,
    packages: /^discord-api-types\/v10$/,
  },
  {
    from: /^src\/own-step\.ts$/,
    files: /^src\/(domain\/|messages\/|command\.ts|outage\.ts)/,
    packages: /^$/,
  },
  {
    from: /^src\/jobs\//,
    files: /^src\/(jobs\/|domain\/|messages\/|ports\.ts|message\.ts|outage\.ts|deadlines\.ts)/,
    packages: /^p-limit$/,
  },
  {
    from: /^src\/bot\//,
    files: /^src\/(bot\/|domain\/|messages\/|command\.ts|ports\.ts|message\.ts|outage\.ts|deadlines\.ts|seldom\.ts)/,
    packages: /^discord-api-types\/v10$/,
  },
  {
    from: /^src\/adapters\//,
    files:
      /^src\/(adapters\/|domain\/|pictures\/|command\.ts|ports\.ts|message\.ts|outage\.ts|deadlines\.ts|seldom\.ts)/,
    packages:
      /^(node:.+|zod|discord-api-types\/v10|discord\.js|@discordjs\/rest|@?keyv(\/redis)?|libsql|node-cron|pino|pino-pretty|prom-client|undici|fontkitten|lru-cache)$/,
  },
  { from: /^src\/((main|assemble|openings|stop)\.ts|cli\/)/, files: /^(src|commands)\//, packages: /.*/ },
  // The browser loads the page's files as they are: nothing else may be in reach.
  { from: /^local-discord\/page\//, files: /^local-discord\/page\//, packages: /^$/ },
  { from: /^local-discord\//, files: /^local-discord\/(?!page\/)/, packages: /.*/ },
];

/** One SDK, one home. */
const HOMES: Readonly<Record<string, RegExp>> = {
  'discord.js': /^src\/adapters\/discord-gateway\.ts$/,
  '@discordjs/rest': /^src\/adapters\/discord-(rest|responder)\.ts$/,
  keyv: /^src\/adapters\/(redis|sqlite|stored)-/,
  '@keyv/redis': /^src\/adapters\/redis-/,
  libsql: /^src\/adapters\/sqlite-/,
  'node-cron': /^src\/adapters\/cron\.ts$/,
  pino: /^src\/adapters\/log\.ts$/,
  'prom-client': /^src\/adapters\/metrics\.ts$/,
  undici: /^src\/adapters\/discord-send\.ts$/,
  fontkitten: /^src\/adapters\/pictures-font\.ts$/,
  'lru-cache': /^src\/adapters\/pictures-studio\.ts$/,
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

interface Import {
  readonly file: string;
  readonly target: string;
  readonly local: boolean;
  /** Types vanish: they make no cycle at run time. */
  readonly typeOnly: boolean;
}

const files = ['src', 'commands', 'local-discord'].flatMap(filesBelow);
const imports: readonly Import[] = files.flatMap((file) => {
  const specifiers = readFileSync(file, 'utf8').matchAll(
    /^(?:(?:import|export)\b[^'"`;]*? from|import) '([^']+)';$|\bimport\('([^']+)'\)/gm,
  );
  return [...specifiers].map(([statement, plain, dynamic]) => {
    const specifier = plain ?? dynamic ?? '';
    const local = specifier.startsWith('.');
    const typeOnly = /^(import|export) type\b/.test(statement);
    return { file, typeOnly, target: local ? normalize(join(dirname(file), specifier)) : specifier, local };
  });
});

describe('the house', () => {
  it('lets every file import only what its place allows', () => {
    const broken = imports.filter(({ file, target, local }) => {
      const rule = RULES.find(({ from }) => from.test(file));
      return !rule || !(local ? rule.files : rule.packages).test(target);
    });
    expect(broken.map(({ file, target }) => `${file} must not import ${target}`)).toEqual([]);
  });

  it('keeps commands apart: none imports another', () => {
    const crossing = imports.filter(
      ({ file, target }) => /^commands\/(?!index)/.test(file) && target.startsWith('commands/'),
    );
    expect(crossing).toEqual([]);
  });

  it('gives each SDK one home', () => {
    const strays = imports.filter(
      ({ file, target }) => file.startsWith('src/') && HOMES[target] && !HOMES[target].test(file),
    );
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        imports.filter((one) => one.file === file && one.local && !one.typeOnly).map(({ target }) => target),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('reads process only where things meet', () => {
    const readers = files.filter(
      (file) =>
        /^src\/(?!main\.ts|openings\.ts|stop\.ts|cli\/)/.test(file) &&
        /\bprocess\.(env|exit|on|argv|send|std)|from 'node:process'/.test(readFileSync(file, 'utf8')),
    );
    expect(readers).toEqual([]);
  });

  it('keeps the domain and the pictures pure: no clock, no randomness, no Node', () => {
    const pure = /^src\/(domain|pictures)\//;
    const impure = files.filter(
      (file) =>
        pure.test(file) && /Date\.now\(|new Date\(\)|Math\.random|performance\.now/.test(readFileSync(file, 'utf8')),
    );
    expect(impure).toEqual([]);
    expect(imports.filter(({ file, target }) => pure.test(file) && builtinModules.includes(target))).toEqual([]);
  });

  it('has something to look at', () => {
    expect(imports.length).toBeGreaterThan(100);
  });
});
