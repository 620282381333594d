/** What is seen of being stuck: the form, the question in its thread, and how it changes when somebody helps. */
import {
  type APIActionRowComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { errorsIn } from '../domain/known-errors.ts';
import { DISCORD } from '../domain/limits.ts';
import { LINK_LENGTH } from '../domain/link.ts';
import type { Phase, Roadmap } from '../domain/roadmap.ts';
import type { Message, PostMessage } from '../message.ts';
import { actionId, actions } from './actions.ts';
import { bullets, button, card, codeBlock, cut, escapedLines, linkButton, named, row, text } from './parts.ts';
import { errorLine } from './phase.ts';
import { unitOf } from './unit.ts';

/** What was typed, as it was typed; empty where a field was left out. */
export interface Typed {
  readonly wish: string;
  readonly code: string;
  readonly link: string;
}

/** All three fit one message when they are given back. */
const WISH_LENGTH = 600;
const CODE_LENGTH = 2400;

type Field = APIModalInteractionResponseCallbackComponent;

/** @param phase null: stuck somewhere, or in what is on the roadmap no longer. */
export function stuckForm(phase: Phase | null): APIModalInteractionResponseCallbackData {
  return {
    custom_id: actionId('stuck', 'asked', ...(phase ? [phase.id] : [])),
    title: cut(phase ? `I’m stuck: ${phase.title}` : 'I’m stuck', DISCORD.modalTitle),
    components: [
      field('wish', 'What do you want to do?', {
        description: 'The group reads it in the newest prompt’s thread, with your name.',
        length: WISH_LENGTH,
        required: true,
      }),
      field('code', 'What does the compiler say?', {
        description: 'Or the program: paste it as it is, error codes too.',
        length: CODE_LENGTH,
      }),
      field('link', 'Link to your code', {
        description: 'Begins with https://. The group sees it; I never open it.',
        length: LINK_LENGTH,
        short: true,
      }),
    ],
  };
}

interface Input {
  readonly description: string;
  readonly length: number;
  readonly required?: true;
  readonly short?: true;
}

function field(custom_id: string, label: string, { description, length, required, short }: Input): Field {
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id,
      style: short ? TextInputStyle.Short : TextInputStyle.Paragraph,
      required: required ?? false,
      max_length: length,
    },
  };
}

/** By these the parts that change are found again in what Discord sends with a click. */
const PART = { head: 101, helpers: 102, buttons: 103 } as const;

const OPEN = '### 🧗 ';
const STUCK = '** is stuck';
const SOLVED = '### ✅ Solved: ';
const WAS_STUCK = '** was stuck';

const MOST_HELPERS = 10;
/** For the helpers' line, ten mentions long, and a longer head. */
const KEPT_FREE = 320;
/** Explanations longer than an error's own text are the roadmap's: three of them are read, more are not. */
const MOST_ERRORS = 3;

interface Question {
  readonly roadmap: Roadmap;
  readonly phase: Phase | null;
  readonly user: string;
  /** The asker's display name, unescaped. */
  readonly name: string;
  readonly typed: Omit<Typed, 'link'>;
  /** Checked. */
  readonly link: string | null;
}

/** The question as the group sees it: nobody is mentioned. */
export function questionMessage({ roadmap, phase, user, name, typed, link }: Question): PostMessage {
  const where = phase ? ` in ${unitOf(roadmap)} ${phase.number}: ${phase.title}` : '';
  const head = `${OPEN}${named(name)} is stuck${where}`;
  const wish = escapedLines(cut(typed.wish, WISH_LENGTH));
  const errors = errorsIn(roadmap, `${typed.code}\n${typed.wish}`, phase).slice(0, MOST_ERRORS);
  const explained = errors.length ? `**💡 From the roadmap**\n${bullets(errors.map(errorLine))}` : '';
  const room = DISCORD.messageText - KEPT_FREE - head.length - wish.length - explained.length;
  const code = codeBlock(typed.code, Math.min(CODE_LENGTH, room));
  const buttons = row(
    button(actionId('stuck', 'help', user), 'I can help', { style: 'primary', emoji: '🙋' }),
    button(actionId('stuck', 'solved', user), 'Solved', { emoji: '✅' }),
    phase ? actions.openPhase(phase.id, `Open the ${unitOf(roadmap)}`) : null,
    link ? linkButton(link, new URL(link).hostname) : null,
  );
  return {
    components: [
      card({ ...text(head), id: PART.head }, text(wish), code ? text(code) : null, explained ? text(explained) : null, {
        ...buttons,
        id: PART.buttons,
      }),
    ],
  };
}

/** A question as it stands there now, read back from Discord's own copy: nothing of it is kept anywhere else. */
export interface Standing {
  readonly helpers: readonly string[];
  /** Whether one more helper has room. */
  readonly full: boolean;
  withHelper(user: string): Message;
  solved(): Message;
}

/**
 * @param components what came with the click.
 * @param id the custom id that was pressed: a question without that button is not one, however it came to be pressed.
 */
export function standingQuestion(components: readonly APIMessageTopLevelComponent[], id: string): Standing | null {
  const found = components.find((one): one is APIContainerComponent => one.type === ComponentType.Container);
  const buttons = found?.components.find((part) => part.id === PART.buttons);
  if (!found || buttons?.type !== ComponentType.ActionRow || !buttons.components.some(has(id))) return null;
  const line = found.components.find((part) => part.id === PART.helpers);
  const helpers = line?.type === ComponentType.TextDisplay ? mentionsIn(line.content) : [];
  const changed = (change: (part: APIComponentInContainer) => readonly APIComponentInContainer[]): Message => ({
    components: [{ ...found, components: found.components.flatMap(change) }],
  });
  return {
    helpers,
    full: helpers.length >= MOST_HELPERS,
    withHelper: (user) =>
      changed((part) => {
        if (part.id === PART.helpers) return [];
        return part === buttons ? [helpersLine([...helpers, user]), part] : [part];
      }),
    solved: () =>
      changed((part) => {
        // Whose help it was nobody knows.
        if (part === line && helpers.length) return [helpersLine(helpers, 'offered to help')];
        return part === buttons ? withoutHelp(buttons) : [solvedHead(part)];
      }),
  };
}

/** How the custom ids of a question's own buttons begin. */
const OWN = actionId('stuck', '');

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const has = (id: string) => (part: APIComponentInMessageActionRow) => 'custom_id' in part && part.custom_id === id;

function mentionsIn(words: string): readonly string[] {
  return [...words.matchAll(/<@(\d+)>/g)].flatMap(([, user]) => user ?? []);
}

function helpersLine(users: readonly string[], what = 'can help'): APIComponentInContainer {
  return { ...text(`🙋 ${users.map((user) => `<@${user}>`).join(', ')} ${what}`), id: PART.helpers };
}

/** What leads on stays: the phase, the link. */
function withoutHelp(buttons: Row): readonly Row[] {
  const kept = buttons.components.filter((part) => !('custom_id' in part && part.custom_id.startsWith(OWN)));
  return kept.length ? [{ ...buttons, components: kept }] : [];
}

/** In a name each sign of Markdown has a backslash before it, so that the first bare one is ours. */
function solvedHead(part: APIComponentInContainer): APIComponentInContainer {
  if (part.id !== PART.head || part.type !== ComponentType.TextDisplay) return part;
  return { ...part, content: part.content.replace(OPEN, SOLVED).replace(STUCK, WAS_STUCK) };
}

/** Said in the thread: the one message that mentions who asked. */
export function canHelp(asker: string, helper: string): PostMessage {
  const words = `🙋 <@${asker}>, ${named(helper)} can help. Go on right here: what have you tried so far?`;
  return { components: [card(text(words))], mentionUser: asker };
}

export function askedCard(place: {
  readonly guild: string;
  readonly channel: string;
  readonly message: string;
}): Message {
  const { guild, channel, message } = place;
  const words = `🧗 Your question stands in <#${channel}>. You are mentioned there when somebody presses *I can help*; press *Solved* once it is.`;
  const link = `https://discord.com/channels/${guild}/${channel}/${message}`;
  return { components: [card(text(words), row(linkButton(link, 'Go to your question')))] };
}

/** Why there is no question, or nobody knows, with everything that was typed, to be copied. */
export function notAskedCard(why: string, { wish, code, link }: Typed, phase: Phase | null): Message {
  const typed = [
    codeBlock(wish, WISH_LENGTH + 40),
    codeBlock(code, CODE_LENGTH + 40),
    codeBlock(link, LINK_LENGTH + 40),
  ];
  const given = typed.filter(Boolean).join('\n');
  return {
    components: [
      card(
        text(why),
        given ? text('**What you typed, to copy:**') : null,
        given ? text(given) : null,
        row(actions.stuck(phase?.id)),
      ),
    ],
  };
}

export const WHY = {
  nothing: 'Say in a sentence what you want to do, so that somebody can help.',
  refused:
    '**Discord did not let me post your question**, in no place that I know of. Ask here yourself, and tell the server’s owner: `/setup` says what I lack.',
  unknown: (channel: string) =>
    `**I don’t know whether your question got through:** Discord did not answer. Look in <#${channel}> before you ask again.`,
} as const;

/** To whoever wants to help, or says that it is solved, and what keeps them from it. */
export const SAY = {
  ownQuestion: 'You asked this yourself. Once it is solved, press *Solved*.',
  helpsAlready: (asker: string) => `<@${asker}> knows that you can help. Write right here.`,
  enoughHelp: `${MOST_HELPERS} people have offered their help already. Write right here if you know more.`,
  notTold: (asker: string) =>
    `Discord does not let me write here, so <@${asker}> was not told. Write to them yourself.`,
  perhapsTold: (asker: string) =>
    `I don’t know whether <@${asker}> was told: Discord did not answer. Press once more if nothing stands below.`,
  notYours: (asker: string) => `Only <@${asker}>, who asked, and moderators can say that it is solved.`,
} as const;
