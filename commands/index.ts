/** Every command there is, in the order in which `/help` shows them. A new one is a file beside this one and a line here. */
import type { Command } from '../src/command.ts';
import { done } from './done.ts';
import { help } from './help.ts';
import { leaderboard } from './leaderboard.ts';
import { me } from './me.ts';
import { next } from './next.ts';
import { phase } from './phase.ts';
import { privacy } from './privacy.ts';
import { progress } from './progress.ts';
import { reviews } from './reviews.ts';
import { setup } from './setup.ts';
import { stuck } from './stuck.ts';
import { submit } from './submit.ts';

const listed: readonly Command[] = [
  phase,
  next,
  stuck,
  done,
  submit,
  reviews,
  progress,
  leaderboard,
  me,
  setup,
  privacy,
];

export const commands: readonly Command[] = [...listed, help(listed)];
