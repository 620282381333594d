/** What a member reads when something did not work: what happened, what was kept, what to do. */
import type { Message } from '../message.ts';
import { card, text, timestamp } from './parts.ts';

function sentence(words: string): Message {
  return { components: [card(text(words))] };
}

/** Bad input: one clear sentence that says what to do. */
export const correction = sentence;

/** @param changes the member wanted to change something: it may have got through, and only looking tells. */
export function storeOutage(changes: boolean): Message {
  const what = changes
    ? 'What you just did may or may not be saved. Look in a minute, and do it again if it is not there: nothing counts twice.'
    : 'What was saved is safe. Please try again in a minute.';
  return sentence(`⛑️ **I can’t reach my storage right now.** ${what}`);
}

export function newerDocument(): Message {
  return sentence(
    '**What is stored here was written by a newer version of me.** I have left it untouched, so nothing is lost. ' +
      'Please tell the server’s owner that I need an update.',
  );
}

export function fullDocument(): Message {
  return sentence(
    '**More was changed here in three days than I can keep.** Nothing is lost, and this last change was not made. Please try again in three days.',
  );
}

export function unexpected(errorId: string): Message {
  return sentence(
    `🩹 **That went wrong on my side.** Try once more; if it happens again, tell the server’s owner this code: \`${errorId}\``,
  );
}

export function unknownCommand(): Message {
  return sentence('I don’t know that command here. `/help`, typed in a server, shows what there is.');
}

export function oldButton(): Message {
  return sentence(
    'That button is from an older version of me and no longer works. `/help`, typed in a server, shows what there is.',
  );
}

/** @param next when it works again, Unix milliseconds. */
export function tooMuch(next: number): Message {
  // Discord shows whole seconds: rather one too late than one too early.
  return sentence(`⏳ **That was a lot at once.** Try again ${timestamp(next + 999, 'R')}; nothing was changed.`);
}

export function tooSlow(): Message {
  return sentence('That form took too long to open. Please press again.');
}

export function notShared(): Message {
  return sentence('Discord did not let me post that here, so the group has not seen it.');
}
