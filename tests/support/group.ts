/** A study group in one server of the local Discord: its people do things and read what comes of them. Knows no bot. */
import type { LocalDiscordClient, Outcome, SeenMessage } from '../../local-discord/client.ts';
import { namesIn, renderModal, renderText } from '../../local-discord/transcript.ts';

type Options = Readonly<Record<string, string | number | boolean>>;
type Fields = Readonly<Record<string, string | readonly string[]>>;
type Mention = ReturnType<typeof namesIn>;

/** What came of something that a person did. */
export interface Answer {
  /** What only this person reads, the form included. */
  readonly text: string;
  /** The weekly posts that it says are next. */
  readonly planned: readonly Planned[];
  readonly outcome: Outcome;
}

/** How often Discord delivers it, and how long whoever asks waits for a first answer, in milliseconds. */
interface More {
  readonly copies?: number;
  readonly answerWithinMs?: number;
}

/** Each act rejects unless the bot answered, and answered privately. */
interface Person {
  slash(command: string, options?: Options, more?: More): Promise<Answer>;
  /** Checks in at once: `/done` with a link, unless `options` say otherwise. */
  done(options?: Options, more?: More): Promise<Answer>;
  /** By label; the newest message that has it, unless one is named. */
  click(button: string, message?: string): Promise<Answer>;
  /** Chooses in the select with that placeholder. */
  choose(value: string, select: string): Promise<Answer>;
  /** Chooses a command in the menu of a message. */
  menu(command: string, message: string): Promise<Answer>;
  /** Fills the form that an answer brought. */
  fill(form: Answer, fields: Fields): Promise<Answer>;
  /** The choices offered for what is typed into an option. */
  typing(command: string, option: string, typed: string, others?: Options): Promise<readonly string[]>;
  /** All that this person reads in the channel, in public or alone. */
  reads(): Promise<readonly string[]>;
  /** The first of it that matches, as soon as it is there. */
  sees(words: RegExp): Promise<string>;
  /** The same person in another channel; `dm` is the conversation with the bot. */
  at(channel: string): Person;
}

export interface Group {
  readonly name: string;
  person(name: string): Person;
  readonly admin: Person;
  readonly ana: Person;
  readonly ben: Person;
  readonly chloe: Person;
  /** What everybody reads in a channel (`study`), oldest first; `thread` is one by name. */
  posts(channel?: string): Promise<readonly string[]>;
  /** The first public post whose text matches, as soon as it is there. */
  hears(words: RegExp, channel?: string): Promise<string>;
  /** How many public posts match. */
  count(words: RegExp, channel?: string): Promise<number>;
  /** Sets the weekly posts up in #study, in UTC; returns when they will come, as the owner was told. */
  setUp(options?: Options): Promise<readonly Planned[]>;
}

export interface Planned {
  /** Unix milliseconds. */
  readonly at: number;
  /** "the prompt of phase 1, week 1" */
  readonly what: string;
}

export function createGroup(people: LocalDiscordClient, guild: string, said: () => string): Group {
  const person = (name: string) => createPerson(people, { name, guild, channel: 'study', said });
  const posts = (channel = 'study') => read(people, 'admin', channel, guild, (message) => !message.private);
  const admin = person('admin');
  return {
    name: guild,
    person,
    admin,
    ana: person('ana'),
    ben: person('ben'),
    chloe: person('chloe'),
    posts,
    hears: (words, channel) => heard(people, words, said, () => posts(channel)),
    count: async (words, channel) => (await posts(channel)).filter((text) => words.test(text)).length,
    setUp: async (options = {}) => {
      const { now } = await people.world();
      // Far enough from now that nothing comes by itself while a test is under way.
      const days = { day: weekday(now + 3 * DAY), challenge_day: weekday(now + 5 * DAY) };
      await admin.slash('setup', { channel: '#study', timezone: 'UTC', ...days, ...options });
      return (await admin.click('Save')).planned;
    },
  };
}

/** A card of `/progress` with its picture. The first may come too late for its card: it is there for the next one. */
export async function withPicture(person: Person): Promise<Answer> {
  for (;;) {
    const card = await person.slash('progress');
    if (card.text.includes('🖼 cairn.png')) return card;
  }
}

/** Where nobody looks whose link it is. */
const WORK = 'https://example.org/work';
const DAY = 24 * 60 * 60 * 1000;

function weekday(at: number): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(at);
}

/** What somebody reads in a channel, oldest first. */
async function read(
  people: LocalDiscordClient,
  member: string,
  channel: string,
  guild: string | undefined,
  which: (message: SeenMessage) => boolean = () => true,
): Promise<readonly string[]> {
  const messages = await people.messages(member, channel, guild);
  const mention = namesIn(await people.world());
  return messages.filter(which).map((message) => renderText(message, { mention }));
}

async function heard(
  people: LocalDiscordClient,
  words: RegExp,
  said: () => string,
  texts: () => Promise<readonly string[]>,
): Promise<string> {
  try {
    return await people.until(async () => (await texts()).find((text) => words.test(text)));
  } catch {
    throw new Error(`nobody said ${words}, only:\n${(await texts()).join('\n')}\n${said()}`);
  }
}

/** The next posts as the owner reads them: `- 2026-08-03 16:00 UTC · the prompt of phase 1, week 1` */
function plannedIn(text: string): readonly Planned[] {
  const lines = text.matchAll(/- (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC · (.+)/g);
  return [...lines].map(([, day, time, what = '']) => ({ at: Date.parse(`${day}T${time}Z`), what }));
}

interface Standing {
  readonly name: string;
  readonly guild: string;
  readonly channel: string;
  /** What the bots have printed, for whoever reads a failure. */
  readonly said: () => string;
}

function createPerson(people: LocalDiscordClient, { name, guild, channel, said }: Standing): Person {
  const more = channel === 'dm' ? {} : { guild };
  const reads = () => read(people, name, channel, guild);
  const answer = async (act: Promise<Outcome>): Promise<Answer> => {
    const outcome = await act;
    if (outcome.status !== 'answered') throw new Error(`${name} saw “${outcome.status}”\n${said()}`);
    return answerOf(name, outcome, namesIn(await people.world()));
  };
  const slash: Person['slash'] = (command, options, extra) =>
    answer(people.slash(name, channel, command, options, { ...more, ...extra }));
  return {
    slash,
    done: (options, extra) => slash('done', { link: WORK, ...options }, extra),
    menu: (command, message) => answer(people.menu(name, channel, command, message, more)),
    click: (button, message) =>
      answer(people.click(name, channel, button, { ...more, ...(message !== undefined && { message }) })),
    choose: (value, select) => answer(people.select(name, channel, [value], { ...more, select })),
    fill: ({ outcome }, fields) => answer(people.submit(name, channel, outcome, fields, more)),
    typing: async (command, option, typed, others) => {
      const options = { ...others, [option]: typed };
      const { choices } = await people.autocomplete(name, channel, command, options, option, more);
      if (choices === null) throw new Error(`${name} was offered nothing, not even an empty list\n${said()}`);
      return choices.map((choice) => choice.name);
    },
    reads,
    sees: (words) => heard(people, words, said, reads),
    at: (other) => createPerson(people, { name, guild, channel: other, said }),
  };
}

function answerOf(name: string, outcome: Outcome, mention: Mention): Answer {
  const [first] = outcome.messages;
  if (first && !first.private) throw new Error(`everybody reads what only ${name} should: ${renderText(first)}`);
  const words = (message: SeenMessage) => renderText(message, { mention });
  const form = outcome.modal ? [renderModal(outcome.modal, { mention })] : [];
  const secret = outcome.messages.filter((message) => message.private);
  const text = [...form, ...secret.map(words)].join('\n');
  return { text, planned: plannedIn(text), outcome };
}
