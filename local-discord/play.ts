/** Plays a script's steps through the control API and tells each as a person would see it. Knows no bot. */
import { type LocalDiscordClient, NotPossible, type Outcome, type SeenMessage, type Typed } from './client.ts';
import { readOptions, type Step } from './script.ts';
import { namesIn, renderModal, renderText } from './transcript.ts';

const HOUR_MS = 3_600_000;
/** A script shows what is answered; a slow machine is no reason to end it. */
const PATIENT = { answerWithinMs: 20_000, patienceMs: 60_000 } as const;
/** A button that stays where it is ends a script, not a day. */
const MOST_CLICKS = 25;

interface Stage {
  readonly people: LocalDiscordClient;
  moveClock(now: number): Promise<void>;
}

/** Plays one script, in one channel where a line names no other. */
export interface Player {
  /** Resolves the lines of the transcript; rejects when the step was not answered. */
  play(step: Step): Promise<readonly string[]>;
}

export function createPlayer({ people, moveClock }: Stage, channel: string, start: number): Player {
  let now = start;
  const told = new Set<string>();
  const forms = new Map<string, Outcome>();

  async function answer(who: string, outcome: Outcome): Promise<readonly string[]> {
    if (outcome.status !== 'answered')
      throw new Error(
        outcome.status === 'failed' ? 'the bot did not respond' : 'the bot never got beyond “thinking …”',
      );
    forms.set(who, outcome);
    const names = { mention: namesIn(await people.world()) };
    const form = outcome.modal ? renderModal(outcome.modal, names).split('\n') : [];
    for (const { id } of outcome.messages) told.add(id);
    return [...form, ...outcome.messages.flatMap((message) => renderText(message, names).split('\n'))];
  }

  const click = async (who: string, place: string, label: string): Promise<readonly string[]> =>
    answer(who, await people.click(who, place, label, PATIENT));

  async function clickAll(who: string, place: string, label: string): Promise<readonly string[]> {
    const lines: string[] = [];
    for (let times = 0; times < MOST_CLICKS; times += 1) {
      const more = await click(who, place, label).catch((error: unknown) => {
        if (error instanceof NotPossible && times > 0) return null;
        throw error;
      });
      if (more === null) break;
      lines.push(...more);
    }
    return lines;
  }

  async function see(where: string): Promise<readonly string[]> {
    // News and weekly posts come by themselves, a moment after what caused them.
    const fresh = await people.until(async () => {
      const all = await people.messages('admin', where);
      const unseen = all.filter(({ id, private: secret }) => !told.has(id) && !secret);
      return unseen.length > 0 && unseen;
    });
    for (const { id } of fresh) told.add(id);
    const names = { mention: namesIn(await people.world()) };
    return fresh.flatMap((message: SeenMessage) => [
      `${message.author.username}:`,
      ...renderText(message, names).split('\n'),
    ]);
  }

  return {
    async play(step) {
      const named = 'where' in step ? step.where : step.kind === 'see' ? step.channel : null;
      const place = await placeOf(people, named ?? channel);
      switch (step.kind) {
        case 'slash': {
          const options = await optionsOf(people, step.who, place, step.command, step.typed);
          return answer(step.who, await people.slash(step.who, place, step.command, options, PATIENT));
        }
        case 'click':
          return step.all ? clickAll(step.who, place, step.label) : click(step.who, place, step.label);
        case 'choose': {
          const more = step.select === null ? PATIENT : { ...PATIENT, select: step.select };
          return answer(step.who, await people.select(step.who, place, step.values, more));
        }
        case 'fill': {
          const form = forms.get(step.who);
          if (!form?.modal) throw new NotPossible('there is no open form to fill in');
          return answer(step.who, await people.submit(step.who, place, form, step.fields, PATIENT));
        }
        case 'say':
          told.add((await people.say(step.who, place, step.content)).id);
          return [];
        case 'use': {
          const all = await people.messages(step.who, place);
          const own = all.findLast(({ author }) => author.username === step.who);
          if (!own) throw new NotPossible(`${step.who} has said nothing there`);
          return answer(step.who, await people.menu(step.who, place, step.command, own.id, PATIENT));
        }
        case 'see':
          return see(place);
        case 'skip':
          // Hour by hour: a bot that was there all week posts on the day, not all at its end.
          for (const end = now + step.ms; now < end; ) {
            now = Math.min(now + HOUR_MS, end);
            await moveClock(now);
          }
          return [];
      }
    },
  };
}

const THREADS = new Set([10, 11, 12]);

/** A channel's name stays as it is; `thread` is the newest one. */
async function placeOf(people: LocalDiscordClient, named: string): Promise<string> {
  if (named !== 'thread') return named;
  const threads = (await people.world()).guilds.flatMap(({ channels }) =>
    channels.filter(({ type }) => THREADS.has(type)),
  );
  const newest = threads.reduce<bigint>((most, { id }) => (BigInt(id) > most ? BigInt(id) : most), 0n);
  if (newest === 0n) throw new NotPossible('there is no thread yet');
  return newest.toString();
}

async function optionsOf(
  people: LocalDiscordClient,
  who: string,
  channel: string,
  command: string,
  typed: string,
): Promise<Typed> {
  const found = (await people.commands(who, channel)).find(({ name }) => name === command);
  if (!found) throw new Error(`${who} sees no command /${command}`);
  return readOptions(typed, (found.options as { name: string }[] | undefined)?.map(({ name }) => name) ?? []);
}
