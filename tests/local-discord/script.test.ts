/** The lines of a script: who does what, where. */
import { expect, test } from 'vitest';
import { readScript } from '../../local-discord/script.ts';

const read = (line: string) => {
  const [step] = readScript(line);
  const { line: _, words: __, ...rest } = step ?? { line: 0, words: '' };
  return rest;
};
const ana = { who: 'ana', where: null };

test('a person types a command, presses a button, chooses from a list', () => {
  expect(read('ana> /done 1 note:it works')).toEqual({
    ...ana,
    kind: 'slash',
    command: 'done',
    typed: '1 note:it works',
  });
  expect(read('ana> click Ask for changes')).toEqual({ ...ana, kind: 'click', label: 'Ask for changes', all: false });
  expect(read('ana> click all Approve')).toEqual({ ...ana, kind: 'click', label: 'Approve', all: true });
  expect(read('ana> choose one, two in Topics')).toEqual({
    ...ana,
    ...{ kind: 'choose', values: ['one', 'two'], select: 'Topics' },
  });
});

test('somebody acts in another channel, or in the newest thread', () => {
  expect(read('mentor@milestones> click Approve')).toMatchObject({ who: 'mentor', where: 'milestones' });
  expect(read('ben@thread> say I know\\nthat one.')).toEqual({
    ...{ who: 'ben', where: 'thread' },
    ...{ kind: 'say', content: 'I know\nthat one.' },
  });
});

test('a command may come from the menu of one’s own newest message', () => {
  expect(read('ana> use Submit as milestone')).toEqual({ ...ana, kind: 'use', command: 'Submit as milestone' });
});

test('a form’s fields are named; one that is there twice has both, and what is written on a tick may have a semicolon', () => {
  expect(read('ana> fill Link=https://a.io/?b=c; Met=It runs; twice; Met=It has a test; Code=a\\n  b; c')).toEqual({
    ...ana,
    ...{ kind: 'fill' },
    fields: { Link: 'https://a.io/?b=c', Met: ['It runs; twice', 'It has a test'], Code: 'a\n  b; c' },
  });
});

test('time passes, and a channel is looked at', () => {
  expect(read('skip 2 weeks')).toEqual({ kind: 'skip', ms: 1_209_600_000 });
  expect(read('see #milestones')).toEqual({ kind: 'see', channel: 'milestones' });
});

test('a line that says nothing is named, with what it could be', () => {
  for (const wrong of ['ana> dance', 'ana@> click A', 'skip soon', 'ana> click '])
    expect(() => readScript(`; a remark\n\n${wrong}`)).toThrow(/line 3[\s\S]*ana@milestones>/);
});
