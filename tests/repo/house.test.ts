import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { checkCommand, checkCommandList } from '../../local-discord/rules/commands.ts';
import { checkSchema } from '../../local-discord/schema.ts';
import { read, textFiles } from './files.ts';

const files = textFiles();
const code = files.filter((path) => /^(src|commands|local-discord|bench|tests)\/.*\.ts$/.test(path));
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;

describe('the files', () => {
  it('are short enough to be read at one sitting', () => {
    const long = code.filter((path) => read(path).split('\n').length > 301);
    expect(code.length).toBeGreaterThan(100);
    expect(long).toEqual([]);
  });

  it('begin with a sentence on what they do, outside of tests', () => {
    const silent = code.filter(
      (path) => !path.startsWith('tests/') && !/^(#!.*\n)?\/\*\*[\s*]+[A-Z`]/.test(read(path)),
    );
    expect(silent).toEqual([]);
  });

  it('speak of this project alone: no folder of one machine, no mirror of a registry', () => {
    // In pieces, so that this file is not among those it looks for.
    const slash = (...parts: string[]) => ['', ...parts, ''].join('/');
    const foreign = [
      ...[slash('work'), slash('root'), slash('tmp'), slash('Users'), `..${slash('shared')}`],
      ...['.lib' + 'rary/', 'verd' + 'accio', 'arti' + 'factory', 'localhost:' + '4873'],
    ];
    const home = new RegExp(`(?<![\\w.-])${slash('home')}[a-z]`);
    const strays = files.filter((path) => {
      const words = read(path);
      return home.test(words) || foreign.some((name) => words.includes(name));
    });
    expect(strays).toEqual([]);
    // Without addresses in it, packages come from wherever whoever installs them gets packages.
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });
});

describe('the tests', () => {
  it('are all run: each folder is in one of the scripts', () => {
    const run: readonly string[] = `${scripts.check} ${scripts.test}`.match(/\btests\/\w[\w-]*/g) ?? [];
    const folders = new Set(
      code.filter((path) => path.endsWith('.test.ts')).map((path) => path.split('/').slice(0, 2).join('/')),
    );
    expect([...folders].filter((folder) => !run.includes(folder))).toEqual([]);
  });

  it('find the same today as yesterday: whatever is drawn by chance is drawn from one seed', () => {
    const draws = code.filter((path) => read(path).includes('fc.' + 'assert('));
    expect(draws.filter((path) => read(path).includes("from 'fast-check'"))).toEqual([]);
    expect(draws.length).toBeGreaterThan(8);
  });
});

describe('the commands', () => {
  const definitions = commands.map(({ definition }) => definition);

  it('are within Discord’s limits, by its schema and by the rules it does not write there', () => {
    const problems = definitions.flatMap(({ default_member_permissions: _, ...definition }) => [
      // The schema wants a number for permissions where Discord takes a string.
      ...checkSchema('ApplicationCommandCreateRequest', definition),
      ...checkCommand(definition as never),
    ]);
    expect([...problems, ...checkCommandList(definitions as never)]).toEqual([]);
  });

  it('stand in files of their name, one each', () => {
    const names = files.filter((path) => /^commands\/(?!index)/.test(path)).map((path) => basename(path, '.ts'));
    // That of a command on messages is words: its file has the first one.
    const wanted = definitions.map(({ name }) => name.split(' ')[0]?.toLowerCase());
    expect(names.sort()).toEqual(wanted.sort());
  });

  it('suggest something for each option that promises suggestions, and for no other', () => {
    const promised = commands.map(({ definition: { name, options = [] } }) => [
      name,
      options.filter((option) => 'autocomplete' in option && option.autocomplete).map((option) => option.name),
    ]);
    expect(commands.map(({ definition, autocomplete = {} }) => [definition.name, Object.keys(autocomplete)])).toEqual(
      promised,
    );
  });
});
