/** Plays a script's steps through the control API and tells each as a person would see it. Knows no bot. */
import type { LocalDiscordClient, Outcome, SeenMessage, Typed, WorldView } from './client.ts';
import { readOptions, type Step } from './script.ts';
import { renderModal, renderText } from './transcript.ts';

const HOUR_MS = 3_600_000;

interface Stage {
  readonly people: LocalDiscordClient;
  moveClock(now: number): Promise<void>;
}

/** Plays one script in one channel. */
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
    const names = await mentions(people);
    const form = outcome.modal ? renderModal(outcome.modal, names).split('\n') : [];
    for (const { id } of outcome.messages) told.add(id);
    return [...form, ...outcome.messages.flatMap((message) => renderText(message, names).split('\n'))];
  }

  async function see(where: string): Promise<readonly string[]> {
    // News and weekly posts come by themselves, a moment after what caused them.
    const fresh = await people.until(async () => {
      const all = await people.messages('admin', where);
      const unseen = all.filter(({ id, private: secret }) => !told.has(id) && !secret);
      return unseen.length > 0 && unseen;
    });
    for (const { id } of fresh) told.add(id);
    const names = await mentions(people);
    return fresh.flatMap((message: SeenMessage) => [
      `${message.author.username}:`,
      ...renderText(message, names).split('\n'),
    ]);
  }

  return {
    async play(step) {
      switch (step.kind) {
        case 'slash': {
          const options = await optionsOf(people, step.who, channel, step.command, step.typed);
          return answer(step.who, await people.slash(step.who, channel, step.command, options));
        }
        case 'click':
          return answer(step.who, await people.click(step.who, channel, step.label));
        case 'choose': {
          const more = step.select === null ? {} : { select: step.select };
          return answer(step.who, await people.select(step.who, channel, step.values, more));
        }
        case 'fill': {
          const form = forms.get(step.who);
          if (!form?.modal) throw new Error('there is no open form to fill in');
          return answer(step.who, await people.submit(step.who, channel, form, step.fields));
        }
        case 'see':
          return see(step.channel);
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

/** Ids as the names that Discord would draw. */
async function mentions(people: LocalDiscordClient) {
  const { guilds }: WorldView = await people.world();
  const names = {
    user: guilds.flatMap(({ members }) => members).map(({ id, name }) => [id, `@${name}`] as const),
    role: guilds.flatMap(({ roles }) => roles).map(({ id, name }) => [id, `@${name}`] as const),
    channel: guilds.flatMap(({ channels }) => channels).map(({ id, name }) => [id, `#${name}`] as const),
  };
  return { mention: (kind: keyof typeof names, id: string) => names[kind].find(([known]) => known === id)?.[1] };
}
