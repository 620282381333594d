/** Every message, form and suggestion that the bot can show, of one generated state. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { commands } from '../../commands/index.ts';
import type { Choice } from '../../src/command.ts';
import { cairnOf } from '../../src/domain/cairn.ts';
import type { Notice, Settings } from '../../src/domain/guild.ts';
import { nextStepOf, stepIn } from '../../src/domain/next-step.ts';
import { type ProgressEvent, stones } from '../../src/domain/progress.ts';
import { choicesOf } from '../../src/domain/record.ts';
import type { Phase, Roadmap } from '../../src/domain/roadmap.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { tracksOf } from '../../src/domain/tracks.ts';
import { criteriaOf } from '../../src/domain/typed-proof.ts';
import type { Message, PostMessage } from '../../src/message.ts';
import { actionId } from '../../src/messages/actions.ts';
import * as done from '../../src/messages/done.ts';
import { changeForm, doneForm } from '../../src/messages/done-form.ts';
import * as errors from '../../src/messages/errors.ts';
import { helpCard } from '../../src/messages/help.ts';
import { leaderboardCard, sharedLeaderboard } from '../../src/messages/leaderboard.ts';
import * as me from '../../src/messages/me.ts';
import { newsMessage } from '../../src/messages/news.ts';
import * as next from '../../src/messages/next.ts';
import { noticesMessage } from '../../src/messages/notices.ts';
import { named } from '../../src/messages/parts.ts';
import { overview, phaseCard, sharedPhase } from '../../src/messages/phase.ts';
import * as choices from '../../src/messages/phase-choices.ts';
import { cairnAlt } from '../../src/messages/pictures.ts';
import * as privacy from '../../src/messages/privacy.ts';
import * as progress from '../../src/messages/progress.ts';
import * as setup from '../../src/messages/setup.ts';
import { reviewsForm } from '../../src/messages/setup-reviews.ts';
import * as stuck from '../../src/messages/stuck.ts';
import { samplePrompt, threadName, weeklyMessage } from '../../src/messages/weekly.ts';
import type { LeaderboardPage, PostRecord } from '../../src/ports.ts';
import { ofReviews } from './rendered-reviews.ts';

export interface State {
  readonly now: number;
  readonly roadmap: Roadmap;
  readonly phase: Phase;
  readonly events: readonly ProgressEvent[];
  /** Hostile: `names` has at least one. */
  readonly names: readonly [string, ...string[]];
  readonly note: string;
  readonly typed: string;
  readonly link: string;
  readonly page: number;
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  readonly places: LeaderboardPage;
  readonly last: PostRecord | null;
}

export interface Shown {
  readonly replies: Readonly<Record<string, Message>>;
  readonly posts: Readonly<Record<string, PostMessage>>;
  readonly forms: Readonly<Record<string, APIModalInteractionResponseCallbackData>>;
  readonly choices: readonly (readonly Choice[])[];
  /** Names of threads: at most 100 characters, no Markdown. */
  readonly threads: readonly string[];
}

/** As many words as a group can bring: a hundred heights of a million. */
const CROWDED = { cairn: { kind: 'group', heights: Array.from({ length: 100 }, () => 1_000_000) }, png: null } as const;

const SNOWFLAKE = '9'.repeat(19);

export function everything(state: State): Shown {
  const { roadmap, settings, now } = state;
  const slots = nextSlots(settings, roadmap.phases.length, now, 6);
  const crowd = state.names.map((name, at) => news(state, name, `${at}`));
  const posts = Object.fromEntries(
    slots.map((slot, at) => [
      `weekly ${at}`,
      weeklyMessage({ roadmap, settings, slot, stones: crowd, group: CROWDED }),
    ]),
  );
  const reviews = ofReviews(state);
  const threads = slots.flatMap((slot) => threadName(roadmap, slot) ?? []);
  const found = roadmap.phases.map((phase) => ({ phase, because: { kind: 'title' as const, text: phase.title } }));
  return {
    replies: {
      ...{ ...ofMember(state), ...ofRoadmap(state), ...ofServer(state, slots), ...ofStuck(state), ...FIXED },
      ...reviews.replies,
    },
    posts: {
      ...posts,
      news: newsMessage(news(state, state.names[0], '1'), roadmap),
      question: question(state),
      canHelp: stuck.canHelp(SNOWFLAKE, state.names[0]),
      ...reviews.posts,
    },
    forms: { ...ofForms(state), ...reviews.forms },
    choices: [choices.phaseChoices(found), choices.trackChoices(state.phase.tracks, '')],
    threads,
  };
}

function news({ roadmap, now, note, link, phase }: State, name: string, id: string) {
  const tracks = phase.tracks.map((track) => track.id);
  const where = roadmap.phases.includes(phase) ? phase.id : 'gone';
  return { id, user: id, name, phase: where, at: now, link, note, channel: SNOWFLAKE, tracks };
}

/** The most that fits, from whoever pastes everything everywhere. */
function question({ roadmap, phase, names: [name], note, typed, link, page }: State): PostMessage {
  const codes = roadmap.phases.flatMap(({ errors }) => errors.map(({ code }) => code)).join(' ');
  const given = { wish: `${note}\n`.repeat(9), code: `${typed} ${codes}\n`.repeat(page) };
  return stuck.questionMessage({ roadmap, phase, user: SNOWFLAKE, name, typed: given, link: page % 2 ? link : null });
}

/** What becomes of a question, and of what could not become one. */
function ofStuck(state: State): Record<string, Message> {
  const { phase, note, typed, link } = state;
  const { components } = question(state);
  const button = (action: string) => actionId('stuck', action, SNOWFLAKE);
  const at = (shown: Message, action: string) => stuck.standingQuestion(shown.components, button(action));
  let helped: Message = { components };
  for (let more = at(helped, 'help'); more && !more.full; more = at(helped, 'help'))
    helped = more.withHelper(SNOWFLAKE);
  const pasted = { wish: note, code: typed.repeat(100).slice(0, 2400), link };
  return {
    questionWithHelpers: helped,
    questionSolved: at(helped, 'solved')?.solved() ?? helped,
    asked: stuck.askedCard({ guild: SNOWFLAKE, channel: SNOWFLAKE, message: SNOWFLAKE }),
    notAsked: stuck.notAskedCard(stuck.WHY.unknown(SNOWFLAKE), pasted, phase),
  };
}

function ofMember({ settings, roadmap, phase, events, names, note, link, page, now }: State): Record<string, Message> {
  const [name] = names;
  const cairn = cairnOf(roadmap, events, { name });
  const picture = { png: new Uint8Array(), alt: cairnAlt(cairn) };
  const standing = { roadmap, events, page, picture };
  const stone = stones(events).find((one) => one.phase === phase.id) ?? {
    phase: phase.id,
    at: now,
    day: '',
    gday: '',
    proof: { link, note },
  };
  const document = {
    v: 4,
    rev: 'r',
    name,
    left: null,
    ...choicesOf(null),
    events,
  } as const;
  return {
    doneCard: done.doneCard({ roadmap, phase, count: 1, next: roadmap.phases.at(-1) ?? null }),
    lastDone: done.doneCard({ roadmap, phase, count: roadmap.phases.length, next: null }),
    alreadyDoneCard: done.alreadyDoneCard(
      roadmap,
      phase,
      { ...stone, proof: { ...stone.proof, link, note, met: criteriaOf(phase), later: true } },
      true,
    ),
    takenBackCard: done.takenBackCard(roadmap, phase, page > 3),
    everythingDoneCard: done.everythingDoneCard(roadmap),
    needsTrackCard: done.needsTrackCard(roadmap, phase, { link, note }),
    notTaken: done.notTaken(errors.tooSlow(), phase, { link, note }),
    notYourMessage: done.notYourMessage(page > 3),
    ownProgress: progress.ownProgress({ ...standing, streak: { weeks: page, freezes: page % 3, thisWeek: page > 3 } }),
    sharedProgress: progress.sharedProgress({ ...standing, name }),
    othersProgress: progress.othersProgress({ ...standing, user: SNOWFLAKE, name, permissions: 32n }),
    meCard: me.meCard({
      ...{ zone: settings.timezone, hidden: page > 3, groupZone: settings.timezone, now },
      ...{ tracks: tracksOf(roadmap), track: phase.tracks[0]?.id ?? null, words: page > 3 ? 'unnamed' : 'nobody' },
    }),
    noSuchTrack: me.noSuchTrack(tracksOf(roadmap)),
    nextCard: next.nextCard(roadmap, nextStepOf(roadmap, events), { events, track: null, words: null }),
    whereCard: next.whereCard(roadmap, page),
    nextCardWithWords: next.nextCard(roadmap, stepIn(phase, events), {
      events,
      track: phase.tracks[0]?.id ?? null,
      words: { user: SNOWFLAKE, name, note, month: '2025-05', thisYear: page > 3 },
    }),
    takenBackFrom: progress.takenBackFrom(roadmap, phase, name),
    privacyCard: privacy.privacyCard(page),
    exportMessage: privacy.exportMessage({
      user: SNOWFLAKE,
      found: [{ guild: SNOWFLAKE, document }],
      unreadable: Array(page).fill(SNOWFLAKE),
      now,
    }),
    confirmDeletion: privacy.confirmDeletion(page > 3),
    deleted: privacy.deleted(page > 3),
  };
}

function ofRoadmap({ roadmap, phase, events, names: [name], typed, page }: State): Record<string, Message> {
  const several = roadmap.phases.map((one) => ({ phase: one, because: { kind: 'title' as const, text: one.title } }));
  const mine = new Set(events.map((event) => event.phase));
  return {
    phaseCard: phaseCard(roadmap, phase),
    sharedPhase: sharedPhase(roadmap, phase, named(name)),
    overview: overview({ roadmap, done: mine, known: mine, current: phase.id, page }),
    overviewInOutage: overview({ roadmap, done: null, known: mine, current: null, page }),
    noSuchPhase: choices.noSuchPhase(roadmap, typed),
    notOnRoadmap: choices.notOnRoadmap(roadmap),
    severalPhases: choices.severalPhases(roadmap, several),
    helpCard: helpCard({ roadmap, commands, needsSetup: page > 3 }),
  };
}

function ofServer(
  { roadmap, settings, notices, places, last }: State,
  next: ReturnType<typeof nextSlots>,
): Record<string, Message> {
  const warnings = [setup.lacking(SNOWFLAKE, 0n) ?? '', setup.lacking(SNOWFLAKE, 'gone') ?? ''];
  const choices = { ...settings, paused: settings.paused !== null };
  const [slot] = next;
  return {
    leaderboardCard: leaderboardCard({
      board: 'all',
      page: places,
      asker: places.rows[0]?.user ?? '',
      month: '2026-03',
    }),
    sharedLeaderboard: sharedLeaderboard('2026-03', places),
    noticesMessage: { components: noticesMessage(notices).components },
    firstSteps: setup.firstSteps(roadmap),
    setupState: setup.setupState({ roadmap, settings, next, last, guild: SNOWFLAKE, permissions: 0n, notices }),
    setupPreview: setup.setupPreview({ roadmap, settings, next, choices, warnings }),
    ...(slot && { samplePrompt: samplePrompt(roadmap, settings, slot) }),
  };
}

function ofForms({ roadmap, phase, settings, link, note }: State): Shown['forms'] {
  const tracks = phase.tracks.slice(0, 2).map(({ id }) => id);
  return {
    stuckForm: stuck.stuckForm(phase),
    setupForm: setup.setupForm(roadmap, settings),
    doneForm: doneForm(roadmap, phase, { link, note, tracks, met: criteriaOf(phase).slice(1), later: true }),
    doneFormOfAnyPhase: doneForm(roadmap, null, { link, note, tracks }),
    changeForm: changeForm(roadmap, phase, { link, note, tracks, met: criteriaOf(phase), later: false }),
    reviewsForm: reviewsForm({ by: 'mentor', role: SNOWFLAKE, channel: SNOWFLAKE }),
  };
}

const FIXED: Record<string, Message> = {
  storeOutage: errors.storeOutage(false),
  storeOutageOfChange: errors.storeOutage(true),
  newerDocument: errors.newerDocument(),
  unexpected: errors.unexpected('a1b2c3'),
  unknownCommand: errors.unknownCommand(),
  oldButton: errors.oldButton(),
  tooMuch: errors.tooMuch(90_000),
  tooSlow: errors.tooSlow(),
  notShared: errors.notShared(),
};
