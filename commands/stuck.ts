/** `/stuck` and *I’m stuck*: a form becomes a question in the newest prompt's thread, which changes there as people help. Stores nothing. */
import { ApplicationCommandOptionType, PermissionFlagsBits } from 'discord-api-types/v10';
import { type AskedInGuild, defineCommand, type Press, type Reply, reply, type Services } from '../src/command.ts';
import { findPhases, resolvePhase } from '../src/domain/find-phase.ts';
import { checkLink } from '../src/domain/link.ts';
import { type Phase, phaseOf } from '../src/domain/roadmap.ts';
import { actionId } from '../src/messages/actions.ts';
import { correction, oldButton } from '../src/messages/errors.ts';
import { bare } from '../src/messages/parts.ts';
import { noSuchPhase, phaseChoices, severalPhases } from '../src/messages/phase-choices.ts';
import {
  askedCard,
  canHelp,
  notAskedCard,
  questionMessage,
  SAY,
  type Standing,
  standingQuestion,
  stuckForm,
  type Typed,
  WHY,
} from '../src/messages/stuck.ts';
import { NewerDocument, StoreOutage } from '../src/outage.ts';

export const stuck = defineCommand({
  definition: {
    name: 'stuck',
    description: 'Ask the group when you are stuck',
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'phase',
        description: 'Which phase it is about',
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  autocomplete: {
    phase: (typed, _call, { roadmap }) => phaseChoices(findPhases(roadmap, typed)),
  },
  onlyReads: true,
  answers: () => 'modal',
  run({ options: { phase: wanted } }, { roadmap }) {
    if (!wanted) return form(null);
    const found = resolvePhase(roadmap, wanted);
    if (found.kind === 'none') return reply(noSuchPhase(roadmap, wanted));
    return found.kind === 'ambiguous' ? reply(severalPhases(roadmap, found.matches)) : form(found.phase);
  },
  actions: {
    ask: { answers: 'modal', onlyReads: true, run: ({ args }, { roadmap }) => form(phaseOf(roadmap, args[0]) ?? null) },
    asked: { answers: 'reply', run: ask },
    help: {
      answers: 'redraw',
      run: (call, services) => onQuestion(call, 'help', (asker, question) => help(call, services, asker, question)),
    },
    solved: {
      answers: 'redraw',
      run: (call) =>
        onQuestion(call, 'solved', (asker, question) =>
          mayEnd(call, asker) ? reply(question.solved()) : aside(SAY.notYours(asker)),
        ),
    },
  },
});

type Posting = Pick<Services, 'roadmap' | 'ledger' | 'guilds' | 'channels'>;

/** Without a phase too: whoever is stuck in what the roadmap has no longer is stuck all the same. */
function form(phase: Phase | null): Reply {
  return { kind: 'modal', modal: stuckForm(phase) };
}

function aside(words: string): Reply {
  return { kind: 'aside', message: correction(words) };
}

async function ask(call: AskedInGuild & Press, services: Posting): Promise<Reply> {
  const { roadmap } = services;
  const phase = phaseOf(roadmap, call.args[0]) ?? null;
  const typed = typedIn(call);
  const failed = (why: string): Reply => ({ kind: 'aside', message: notAskedCard(why, typed, phase) });
  if (!bare(typed.wish).trim()) return failed(WHY.nothing);
  const link = typed.link.trim() ? checkLink(typed.link) : null;
  if (link?.kind === 'problem') return failed(link.message);
  const message = questionMessage({ ...call, roadmap, phase, typed, link: link?.url ?? null });
  for (const channel of await placesFor(call, services)) {
    // The interaction's id: delivered twice, it is one question.
    const sent = await services.channels.post(channel, message, call.id);
    if (sent.kind === 'unknown') return failed(WHY.unknown(channel));
    if (sent.kind === 'sent') return reply(askedCard({ guild: call.guild, channel, message: sent.messageId }));
  }
  return failed(WHY.refused);
}

function typedIn({ fields }: Press): Typed {
  const [wish = ''] = fields.wish ?? [];
  const [code = ''] = fields.code ?? [];
  const [link = ''] = fields.link ?? [];
  return { wish, code, link };
}

/** Where the member may write themselves: what they type must not get elsewhere through the bot. */
const MAY_WRITE = PermissionFlagsBits.SendMessages | PermissionFlagsBits.SendMessagesInThreads;

/** Best first: the newest prompt's thread, which has that message's id; the study channel; where it was asked. */
async function placesFor(
  { guild, channel, permissions }: AskedInGuild,
  { ledger, guilds }: Posting,
): Promise<readonly string[]> {
  const here = permissions & MAY_WRITE ? [channel] : [];
  try {
    const prompt = (await ledger.last(guild)).find(({ slot }) => slot.kind === 'prompt');
    const study = prompt?.channel ?? (await guilds.get(guild))?.settings?.channel;
    const best = [prompt?.messageId, study].filter((place) => typeof place === 'string');
    return [...new Set([...best, ...here])];
  } catch (error) {
    // Whoever is stuck need not wait for the store: the group reads it here as well.
    if (error instanceof StoreOutage || error instanceof NewerDocument) return here;
    throw error;
  }
}

const SNOWFLAKE = /^\d{1,20}$/;

function onQuestion(
  { args: [asker = ''], message }: Press,
  action: 'help' | 'solved',
  act: (asker: string, question: Standing) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const question = message && standingQuestion(message.components, actionId('stuck', action, asker));
  return question && SNOWFLAKE.test(asker) ? act(asker, question) : { kind: 'aside', message: oldButton() };
}

/** Told first, drawn then: who stands in the question was announced, and whoever was interrupted in between presses again. */
async function help(
  call: AskedInGuild & Press,
  { channels }: Pick<Services, 'channels'>,
  asker: string,
  question: Standing,
): Promise<Reply> {
  if (call.user === asker) return aside(SAY.ownQuestion);
  if (question.helpers.includes(call.user)) return aside(SAY.helpsAlready(asker));
  if (question.full) return aside(SAY.enoughHelp);
  const told = await channels.post(call.channel, canHelp(asker, call.name), nonceOf(call));
  switch (told.kind) {
    case 'sent':
      return reply(question.withHelper(call.user));
    case 'refused':
      return aside(SAY.notTold(asker));
    case 'unknown':
      return aside(SAY.perhapsTold(asker));
  }
}

/** The same helper at the same question is announced once, however often they press: two ids in 25 characters. */
function nonceOf({ message, user }: AskedInGuild & Press): string {
  return [message?.id ?? '', user].map((id) => BigInt(id).toString(36).slice(-12)).join('');
}

function mayEnd({ user, permissions }: AskedInGuild, asker: string): boolean {
  const moderates = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageGuild;
  return user === asker || (permissions & moderates) !== 0n;
}
