/** `/reviews`, and the buttons under what was handed in: members decide whether others' milestones count. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import {
  type AskedInGuild,
  defineCommand,
  memberOf,
  type Press,
  type Reply,
  reply,
  type Services,
} from '../src/command.ts';
import { WAITING } from '../src/domain/leaderboard.ts';
import type { MemberDocument } from '../src/domain/progress.ts';
import type { Change } from '../src/domain/record.ts';
import {
  approve,
  type Decision,
  decideOn,
  type Judge,
  postAgain,
  release,
  requestChanges,
  standing,
  take,
} from '../src/domain/review.ts';
import { inOrder, type Target, targetOf } from '../src/domain/review-target.ts';
import { phaseOf, type Roadmap } from '../src/domain/roadmap.ts';
import { hasPassed, type Looking, sittingOf, targetIn } from '../src/domain/sitting.ts';
import { submissionOf } from '../src/domain/submission.ts';
import type { Message } from '../src/message.ts';
import { correction, oldButton } from '../src/messages/errors.ts';
import { askForm, NOTHING_ASKED, readRequest, requestToCopy } from '../src/messages/review-form.ts';
import {
  doneWords,
  type Hindrance,
  hindranceWords,
  postedAgain,
  sittingCard,
  sittingEnds,
  standsThere,
} from '../src/messages/reviews.ts';
import { closedPost, submissionMarker, submissionPost } from '../src/messages/submission.ts';

/**
 * A sitting shows one after the other: who has waited longest comes first, and the rest is asked for anew each time. Mostly one of
 * the first is for whoever asks; where none is, more are looked at, and no more than that: each comes with its member's document.
 */
const SITTING = [25, 400] as const;

export const reviews = defineCommand({
  definition: { name: 'reviews', description: 'Milestones of others that wait for you to look at them', contexts: [0] },
  onlyReads: true,
  run: (call, services) => sit(call, services, {}),
  actions: {
    take: onPost((judge, { user, phase }) => take(judge, user, phase)),
    'let-go': onPost((judge, { user, phase }) => release(judge, user, phase)),
    approve: onPost((judge, { user, phase }) => approve(judge, user, phase)),
    ask: { answers: 'modal', onlyReads: true, run: (call, services) => openForm(call, services, 'asked') },
    asked: onPost((judge, { user, phase }, said) => requestChanges(judge, user, phase, said), 'asked'),
    sit: {
      answers: 'update',
      onlyReads: true,
      run: (call, services) => sit(call, services, { after: targetOf(call.args) }),
    },
    'sit-take': inSitting((judge, { user, phase }) => take(judge, user, phase)),
    'sit-let-go': inSitting((judge, { user, phase }) => release(judge, user, phase)),
    'sit-approve': inSitting((judge, { user, phase }) => approve(judge, user, phase)),
    'sit-ask': { answers: 'modal', onlyReads: true, run: (call, services) => openForm(call, services, 'sit-asked') },
    'sit-asked': inSitting((judge, { user, phase }, said) => requestChanges(judge, user, phase, said), 'sit-asked'),
    post: { answers: 'update', run: (call, services) => onTarget(call, (target) => repost(call, services, target)) },
  },
});

type Pressed = AskedInGuild & Press;
type Said = Parameters<typeof requestChanges>[3];
type Make = (judge: Judge, target: Target, said: Said) => Change<Decision>;
const NOTHING_SAID: Said = { words: '', unmet: [] };

function onTarget(call: Pressed, act: (target: Target) => Reply | Promise<Reply>): Reply | Promise<Reply> {
  const target = targetOf(call.args);
  return target ? act(target) : { kind: 'aside', message: oldButton() };
}

/** The action that takes the form; null: a button, with which nothing is said. */
type Form = 'asked' | 'sit-asked' | null;

/** @param form where it comes from one, something must be in it. */
function deciding(
  call: Pressed,
  services: Services,
  form: Form,
  act: (target: Target, said: Said) => Promise<Reply>,
): Reply | Promise<Reply> {
  return onTarget(call, (target) => {
    const said = form ? readRequest(phaseOf(services.roadmap, target.phase), call.fields) : NOTHING_SAID;
    return said ? act(target, said) : { kind: 'aside', message: correction(NOTHING_ASKED) };
  });
}

/** What was typed must not be typed twice: it stands beside whatever kept it from being taken. */
function typedIn(call: Pressed, { roadmap }: Pick<Services, 'roadmap'>, to: Form): Message {
  const target = targetOf(call.args);
  return target && to ? requestToCopy({ roadmap, target, to }, call.fields) : { components: [] };
}

function givesBack(to: Form) {
  return (call: Pressed, roadmap: Roadmap) => typedIn(call, { roadmap }, to);
}

/** From the form alone: it can not wait for a store. */
function openForm(call: Pressed, { roadmap }: Services, to: NonNullable<Form>): Reply | Promise<Reply> {
  return onTarget(call, (target) => {
    if (call.user !== target.user) return { kind: 'modal', modal: askForm({ roadmap, target, met: call.args[3], to }) };
    return { kind: 'aside', message: correction(hindranceWords(roadmap, { kind: 'own' }, call.name, target.phase)) };
  });
}

/** Under the post that everybody sees: it is drawn anew as things are now. */
function onPost(make: Make, form: Form = null) {
  const run = (call: Pressed, services: Services) =>
    deciding(call, services, form, async (target, said) => {
      const { result, theirs } = await decide(call, services, target, (judge) => make(judge, target, said));
      const { roadmap } = services;
      const name = theirs?.name ?? '';
      if (isDone(result)) {
        const { submission } = result;
        const drawn =
          result.kind === 'approved'
            ? closedPost(roadmap, { phase: target.phase, name, state: 'approved', reviewer: call.name })
            : submissionPost(roadmap, { user: target.user, name, submission }, call.now);
        return reply(drawn);
      }
      const why = correction(hindranceWords(roadmap, result, name, target.phase));
      const beside = { components: [...why.components, ...typedIn(call, services, form).components] };
      // Who may not is told so; there is nothing new to show.
      if (result.kind === 'own' || result.kind === 'may-not') return { kind: 'aside', message: beside };
      return { kind: 'message', message: postNow(services, target, theirs, call.now), beside };
    });
  return { answers: 'redraw' as const, givesBack: givesBack(form), run };
}

/** In one's own sitting: what was done, and the next. */
function inSitting(make: Make, form: Form = null) {
  const run = (call: Pressed, services: Services) =>
    deciding(call, services, form, async (target, said) => {
      const { result, theirs } = await decide(call, services, target, (judge) => make(judge, target, said));
      const name = theirs?.name ?? '';
      if (!isDone(result)) {
        const remark = hindranceWords(services.roadmap, result, name, target.phase);
        return { ...(await sit(call, services, { remark, from: target })), beside: typedIn(call, services, form) };
      }
      const remark = doneWords(services.roadmap, result.kind, name, target.phase);
      return sit(call, services, { remark, from: target });
    });
  return { answers: 'update' as const, givesBack: givesBack(form), run };
}

type Done = Extract<Decision, { kind: 'taken' | 'released' | 'approved' | 'requested' }>;

function isDone(result: Decision | Hindrance): result is Done {
  return ['taken', 'released', 'approved', 'requested'].includes(result.kind);
}

function lookingOf({ user, name, now, permissions, roles }: AskedInGuild): Looking {
  return { id: user, name, now, roles, manages: (permissions & PermissionFlagsBits.ManageGuild) !== 0n };
}

interface Decided {
  readonly result: Decision | Hindrance;
  /** The learner's document, as it was just before. */
  readonly theirs: MemberDocument | null;
}

/** Both documents change at once: whoever finds that somebody else was faster is not thanked for it. */
async function decide(
  call: AskedInGuild,
  { progress, wake }: Services,
  target: Target,
  make: (judge: Judge) => Change<Decision>,
): Promise<Decided> {
  const member = { guild: call.guild, user: target.user };
  const judgeOf = (own: MemberDocument | null): Judge => {
    const passed = hasPassed(own?.events ?? [], target.phase);
    return { ...lookingOf(call), by: call.id, channel: call.channel, passed };
  };
  if (call.user === target.user) {
    const theirs = await progress.get(member);
    const { kind } = standing(theirs, null, target.user, target.phase, judgeOf(theirs));
    return { result: hindranceOf({ kind: kind === 'decided' ? kind : 'own' }, target, theirs), theirs };
  }
  const { result, theirs } = await progress.updateBoth([member, memberOf(call)], ([theirs, own], guild) => {
    const judge = judgeOf(own);
    const { changes, outcome } = decideOn(target, judge, make(judge))(theirs, own, guild);
    return { changes, outcome: { result: outcome, theirs } };
  });
  if (!isDone(result)) return { result: hindranceOf(result, target, theirs), theirs };
  if (result.kind === 'approved' || result.kind === 'requested') wake(call.guild);
  return { result, theirs };
}

/** That it counts is told apart from that it is gone. */
function hindranceOf(refusal: Hindrance, { phase }: Target, theirs: MemberDocument | null): Hindrance {
  const counts = refusal.kind === 'decided' && theirs?.left === null && hasPassed(theirs.events, phase);
  return counts ? { kind: 'counts' } : refusal;
}

/** What the post shows to everybody after somebody was too late. */
function postNow({ roadmap }: Services, { user, phase }: Target, theirs: MemberDocument | null, now: number): Message {
  const name = theirs?.name ?? '';
  const submission = theirs?.left === null ? submissionOf(theirs.events, phase) : undefined;
  if (submission) return submissionPost(roadmap, { user, name, submission }, now);
  const counts = theirs?.left === null && hasPassed(theirs.events, phase);
  return closedPost(roadmap, { phase, name, state: counts ? 'approved' : 'gone' });
}

/** A message of one's own. */
type Shown = Extract<Reply, { kind: 'message' }>;

interface Where {
  readonly remark?: string;
  /** Skipped: what comes behind it is shown. */
  readonly after?: Target | null;
  /** Shown once more, where it is still open. */
  readonly from?: Target;
}

async function sit(call: AskedInGuild, services: Services, { remark = '', after, from }: Where): Promise<Shown> {
  const { progress, guilds, leaderboard, roadmap } = services;
  const [few, many] = SITTING;
  const [own, guild, rows] = await Promise.all([
    progress.get(memberOf(call)),
    guilds.get(call.guild),
    leaderboard.first(call.guild, WAITING, few),
  ]);
  const rule = guild?.settings?.review ?? null;
  const sitting = (found: typeof rows) => {
    const seen = sittingOf(found, rule, lookingOf(call), own?.events ?? []);
    const next = seen.open.find((entry) => {
      if (after) return inOrder(targetIn(entry), after) > 0;
      return !from || inOrder(targetIn(entry), from) >= 0;
    });
    return { ...seen, next };
  };
  const first = sitting(rows);
  const further = !first.next && rows.length === few;
  const { open, others, next } = further ? sitting(await leaderboard.first(call.guild, WAITING, many)) : first;
  if (!next) return shown(sittingEnds({ remark: remark || null, skipped: open.length, others, onWord: rule === null }));
  const more = open.length - 1 - open.indexOf(next);
  const message = sittingCard({ roadmap, entry: next, now: call.now, remark: remark || null, more, others });
  return shown(message, next.user);
}

/** @param users whose milestones it shows. */
function shown(message: Message, ...users: readonly string[]): Shown {
  return { kind: 'message', message, shown: users };
}

/** For a post that was deleted. One that still stands among the newest is shown instead: nobody is asked twice at once. */
async function repost(call: Pressed, services: Services, target: Target): Promise<Reply> {
  const { progress, guilds, channels, wake } = services;
  const settings = (await guilds.get(call.guild))?.settings;
  const channel = settings?.review?.channel ?? settings?.channel ?? call.channel;
  const found = await channels.find(channel, submissionMarker(target));
  const again = (remark: string) => sit(call, services, { remark, from: target });
  if (typeof found !== 'string') return again(standsThere(call.guild, channel, found.messageId));
  const waits = await progress.update({ guild: call.guild, user: target.user }, postAgain(call, target));
  if (!waits) return again(hindranceWords(services.roadmap, { kind: 'decided' }, '', target.phase));
  wake(call.guild);
  return again(postedAgain(channel));
}
