/** Whoever mistypes an option of a bench or a fault run reads which there are, and no trace. */
import { expect, test } from 'vitest';
import { run } from '../support/run.ts';

test.each([
  ['bench/main.ts', ['--onyl', 'trips'], /^Unknown option '--onyl'.*--only, --pairs.*\n$/s],
  ['bench/main.ts', ['--only', 'trips,tirps'], /^There is no tirps\. There are: cpu-gateway, .*\n$/],
  ['tests/faults/main.ts', ['--only', 'secrets', '--n', '0'], /^--n wants a whole number, not 0\.\n$/],
])('%s %j', async (program, words, said) => {
  expect(await run(['--import', 'tsx', program, ...words])).toMatchObject({
    code: 2,
    err: expect.stringMatching(said),
  });
});
