/** What an owner is told in private when something could not be posted: what happened, where, and what to do. */
import type { Notice } from '../domain/guild.ts';
import type { Message } from '../message.ts';
import { bullets, card, cut, escaped, text } from './parts.ts';

/** More than this would not fit one message. */
const MOST_NOTICES = 8;
const WHAT = 80;

/** The notices in one private card, newest last, and which of them it shows: the others wait for the next time. */
export function noticesMessage(notices: readonly Notice[]): Message & { readonly told: readonly Notice[] } {
  const told = notices.slice(-MOST_NOTICES);
  return {
    told,
    components: [card(text('### 🔔 For you, as somebody who runs this server'), text(bullets(told.map(noticeText))))],
  };
}

/** One notice as a few sentences in one line. */
export function noticeText({ kind, what, channel, code }: Notice): string {
  const post = escaped(cut(what, WHAT));
  switch (kind) {
    case 'cannot-post':
      return `I could not post ${post} in <#${channel}>: ${cause(code)} The next posts come by themselves once that is mended.`;
    case 'paused':
      return `After four tries I paused the weekly posts. I could not post ${post} in <#${channel}>: ${cause(code)} Then press *Resume* in \`/setup\`; nothing is skipped.`;
    case 'no-thread':
      return `I posted ${post} in <#${channel}> but opened no thread for the answers: I lack *Create Public Threads* there. ${GRANT}`;
    case 'uncertain':
      return `I do not know whether ${post} reached <#${channel}>: I was interrupted, and may not read there. Have a look; I will not post it twice. So that I can look myself, grant *View Channel* and *Read Message History*. ${GRANT}`;
  }
}

const GRANT = 'Server settings → Roles → my role, or the channel’s own settings → Permissions.';

/** Why Discord refused, and the way out, in words that end a sentence. */
function cause(code: number | undefined): string {
  switch (code) {
    case 50001:
      return `I lack *View Channel*. ${GRANT}`;
    case 50013:
      return `I lack *Send Messages*. ${GRANT}`;
    case 10003:
      return 'the channel is gone. Choose another one with `/setup channel:`.';
    case 160005:
      return 'the thread is locked. Unlock it, or choose a channel with `/setup channel:`.';
    default:
      return `Discord refused it${code ? ` (error ${code})` : ''}. Check the channel and my permissions in \`/setup\`.`;
  }
}
