/** Every message over generated states: within Discord's limits, mentions closed, and no sign that a member typed alive in it. */
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { checkChoices } from '../../local-discord/rules/callbacks.ts';
import { checkMessage } from '../../local-discord/rules/messages.ts';
import { checkModal } from '../../local-discord/rules/modals.ts';
import { checkSchema } from '../../local-discord/schema.ts';
import { postBody } from '../../src/adapters/discord-bodies.ts';
import { createDispatch } from '../../src/bot/dispatch.ts';
import { type Command, defineCommand, type Reply, type Services } from '../../src/command.ts';
import { LINK_LENGTH } from '../../src/domain/link.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { firstSettings } from '../../src/domain/schedule-changes.ts';
import { NOTE_LENGTH } from '../../src/messages/done-form.ts';
import { roadmap as anyRoadmap, events } from '../properties/arbitraries.ts';
import { aRoadmap } from '../support/builders.ts';
import { alive, memberText, unseen } from './member-text.ts';
import { everything, type Shown, type State } from './rendered.ts';
import { count, createRandom, type Finding, type Random, type Scenario, type Task } from './scenario.ts';

const NOW = Date.UTC(2026, 2, 1);

export const everyMessage: Scenario = {
  id: 'every-message',
  promise:
    'messages, forms and suggestions beyond Discord’s limits, with open mentions, or with a sign that a member typed alive in them',
  unit: 'messages',
  short: 1_000,
  long: 20_000,
  run,
};

async function run({ n, seed, say }: Task): Promise<Finding> {
  const failures: string[] = [];
  const discord = playedDiscord();
  let shown = 0;
  for (let state = seed; shown < n; state += 1) {
    if (state % 10 === 0) say(`${count(shown)} of ${count(n)} messages`);
    // So that what waits for a turn gets one: everything here is quick, and nothing waits.
    await setImmediate();
    const [roadmap = aRoadmap()] = fc.sample(anyRoadmap, { seed: state, numRuns: 1 });
    const all = everything(stateOf(createRandom(state), state, roadmap));
    shown += Object.keys({ ...all.replies, ...all.posts, ...all.forms }).length + all.choices.length;
    const wrong = [...(await discord.wrong(all)), ...wrongElsewhere(all)];
    failures.push(...wrong.map((what) => `--n 1 --seed ${state}: ${what}`));
  }
  return { figure: `${count(failures.length)} of ${count(shown)}`, failures };
}

function stateOf(random: Random, seed: number, roadmap: Roadmap): State {
  const names = Array.from({ length: random.int(1, 10) }, () => memberText(random, 32)) as [string, ...string[]];
  const note = memberText(random, NOTE_LENGTH);
  const link = `https://a.example/${'y'.repeat(random.int(0, LINK_LENGTH - 18))}`;
  const phase = random.pick(roadmap.phases as [Roadmap['phases'][number]]);
  const [history = []] = fc.sample(events(roadmap), { seed, numRuns: 1 });
  const role = random.chance(0.5) ? '5'.repeat(19) : null;
  const weeksPerPhase = random.pick([1, 2, 3, 4] as const);
  const timezone = random.pick(['UTC', 'America/Argentina/ComodRivadavia', 'Etc/GMT+12']);
  const chosen = firstSettings({ channel: '9'.repeat(19), timezone, weeksPerPhase, role }, NOW);
  const settings = random.chance(0.2) ? { ...chosen, paused: { at: NOW, reason: 'failing' as const } } : chosen;
  const rows = names.map((name, at) => ({
    place: at + 1,
    name,
    user: `${at}`,
    milestones: 10 - at,
    at: 1_700_000_000,
  }));
  const kinds = ['cannot-post', 'no-thread', 'paused', 'uncertain'] as const;
  const notices = Array.from({ length: random.int(1, 12) }, (_, at) => ({
    ...{ id: `${at}`, at: NOW, kind: random.pick(kinds), channel: '9'.repeat(19), what: memberText(random, 200) },
    code: random.pick([50001, 50013, 10003, 160005, 99999]),
  }));
  return {
    ...{ now: NOW, roadmap, phase, names, note, link, settings, notices },
    events: history.map((event) => ('note' in event && event.note ? { ...event, note } : event)),
    typed: memberText(random, 200),
    page: random.int(0, 200),
    places: {
      rows,
      hasBefore: random.chance(0.5),
      hasAfter: random.chance(0.5),
      total: 1_000,
      own: rows.at(-1) ?? null,
    },
    last: null,
  };
}

/** The bot's own dispatch, which adds flags and closes mentions, in front of the local Discord's rules. */
function playedDiscord() {
  let reply: Reply = { kind: 'message', message: { components: [] } };
  let sent: unknown;
  let turn = 0;
  const take = async (_to: unknown, type: unknown, data: unknown) => {
    sent = { type, data };
    return true;
  };
  const command = defineCommand({
    definition: { name: 'try', description: 'Shows what it is given', contexts: [0] },
    run: () => reply,
  });
  const dispatch = createDispatch({
    commands: [command as Command],
    services: {} as Services,
    responder: { callback: take, editOriginal: async () => {}, followUp: async () => {} },
    // Each time somebody else, an hour later: nobody does too much at once.
    now: () => NOW + turn * 3_600_000,
    newErrorId: () => 'id',
    log: { error: () => {}, warn: () => {} },
  });
  const asked = async (given: Reply) => {
    [reply, sent, turn] = [given, null, turn + 1];
    const member = { user: { id: `${turn}`, username: 'u' }, permissions: '0' };
    await dispatch({
      id: '1',
      application_id: '1',
      token: 't',
      type: 2,
      guild_id: '9',
      channel: { id: '8' },
      member,
      data: { name: 'try' },
    });
    return sent as { readonly data?: Body } | null;
  };
  return {
    async wrong({ replies, forms }: Shown): Promise<readonly string[]> {
      const wrong: string[] = [];
      for (const [name, message] of Object.entries(replies)) {
        const answer = await asked({ kind: 'message', message });
        const files = new Set(message.files?.map((file) => file.name));
        const problems = answer ? checkSchema('CreateMessageInteractionCallbackRequest', answer) : ['no answer'];
        wrong.push(
          ...told(name, [...problems, ...wrongMessage(name, answer?.data ?? {}, 'answer', files, '{"parse":[]}')]),
        );
      }
      for (const [name, modal] of Object.entries(forms)) {
        const problems = checkSchema('ModalInteractionCallbackRequest', { type: 9, data: modal });
        wrong.push(
          ...told(name, [...problems, ...checkModal(modal.components as never), ...textsOf(modal).flatMap(unseen)]),
        );
      }
      return wrong;
    },
  };
}

interface Body {
  readonly components?: readonly object[];
  readonly flags?: number;
  readonly allowed_mentions?: object;
}

/** What does not go through dispatch: posts, suggestions, names of threads. */
function wrongElsewhere({ posts, choices, threads }: Shown): readonly string[] {
  const wrong = Object.entries(posts).flatMap(([name, message]) => {
    const { mentionRole, mentionUser } = message;
    const allowed_mentions = {
      parse: [],
      roles: mentionRole ? [mentionRole] : [],
      users: mentionUser ? [mentionUser] : [],
    };
    const body: Body = postBody(message);
    const problems = checkSchema('MessageCreateRequest', body);
    return told(name, [
      ...problems,
      ...wrongMessage(name, body, 'create', new Set(), JSON.stringify(allowed_mentions)),
    ]);
  });
  const suggestions = choices.flatMap((list) => {
    const callback = { type: 8, data: { choices: list } };
    return told('suggestions', [
      ...checkSchema('ApplicationCommandAutocompleteCallbackRequest', callback),
      ...checkChoices(list, 3),
    ]);
  });
  const long = threads.filter((name) => name.length < 1 || name.length > 100 || unseen(name).length);
  return [...wrong, ...suggestions, ...told('thread', long)];
}

function wrongMessage(
  name: string,
  body: Body,
  kind: 'answer' | 'create',
  files: ReadonlySet<string>,
  mentions: string,
): readonly unknown[] {
  const problems = checkMessage(body as never, {
    kind,
    flags: 0,
    kept: { content: '', embeds: 0, components: [] },
    files,
  });
  const open = JSON.stringify(body.allowed_mentions) === mentions ? [] : ['mentions are open'];
  return [...problems, ...open, ...textsOf(body).flatMap(aliveIn(name)), ...ofPictures(body).flatMap(unseen)];
}

/** Questions keep their lines; nothing in a code block is hidden either. */
function aliveIn(name: string): (text: string) => readonly string[] {
  return (text) => [...alive(text, name.startsWith('question')), ...unseen(text)];
}

/** What is said of pictures draws no Markdown. */
function ofPictures(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (!('media' in node)) return Object.values(node).flatMap(ofPictures);
  return 'description' in node && typeof node.description === 'string' ? [node.description] : [];
}

/** Every text that draws Markdown, and every label, as they stand in a payload. */
function textsOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null || 'media' in node) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? (SHOWN.has(key) ? [value] : []) : textsOf(value),
  );
}

const SHOWN = new Set(['content', 'label', 'placeholder', 'description', 'value', 'title']);

function told(name: string, problems: readonly unknown[]): readonly string[] {
  return problems.map((problem) => `${name}: ${JSON.stringify(problem).slice(0, 300)}`);
}
