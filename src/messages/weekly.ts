/** What the group sees each week: the prompt, the challenge, the closing. Knows what a slot is, not whether it was posted. */
import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { GroupCairn } from '../domain/cairn.ts';
import type { Settings } from '../domain/guild.ts';
import { DISCORD } from '../domain/limits.ts';
import type { News } from '../domain/news.ts';
import type { Phase, Roadmap, Track } from '../domain/roadmap.ts';
import { type PhaseWeek, promptBefore, type Slot } from '../domain/schedule.ts';
import { answerOf, challengeFor, promptFor } from '../domain/weekly-content.ts';
import type { Message, PostMessage } from '../message.ts';
import { actions, markerOf } from './actions.ts';
import { bare, card, cut, escaped, listed, plainName, row, text } from './parts.ts';
import { filesOf, gallery, groupWords, type Picture } from './pictures.ts';
import { isWeek, unitCount, unitOf, weekOfUnit } from './unit.ts';

/** Everything a weekly post is made of. */
export interface WeeklyPost {
  readonly roadmap: Roadmap;
  readonly settings: Settings;
  readonly slot: Slot;
  /** What was checked in since the last prompt, oldest first. */
  readonly stones: readonly News[];
  /** Everybody's stones so far, with their picture where it could be drawn; null: not told. */
  readonly group: { readonly cairn: GroupCairn; readonly png: Uint8Array | null } | null;
}

/** The post of a slot, whichever kind it is. */
export function weeklyMessage(post: WeeklyPost): PostMessage {
  const { position, kind } = post.slot;
  if (position.kind !== 'closing' && kind === 'challenge') return challengeMessage(post, position);
  const message = position.kind === 'closing' ? closingMessage(post) : promptMessage(post, position);
  return { ...message, ...filesOf(pictureOf(post)) };
}

/** The prompt as it will be posted, for an owner's eyes: nobody is mentioned. */
export function samplePrompt(roadmap: Roadmap, settings: Settings, slot: Slot): Message {
  const { mentionRole: _, ...message } = weeklyMessage({
    roadmap,
    settings: { ...settings, role: null },
    slot,
    stones: [],
    group: null,
  });
  return message;
}

/** The thread for the answers, at most 100 characters; null: this post has none. */
export function threadName(roadmap: Roadmap, { kind, position }: Slot): string | null {
  if (kind === 'challenge') return null;
  if (position.kind === 'closing') return 'The whole roadmap · Tell';
  const asked = promptFor(roadmap, position);
  const week = isWeek(roadmap)
    ? weekOfUnit(roadmap, numberAt(roadmap, position), position.weekOfPhase).replace(/^w/, 'W')
    : `Week ${position.weekOfPhase + 1}`;
  const words = [week, asked?.prompt.kind, asked && bare(asked.phase.title)];
  return cut(words.filter(Boolean).join(' · '), DISCORD.threadName);
}

/** How a post is named in a sentence to an owner: "the prompt of phase 2, week 1". */
export function slotName(roadmap: Roadmap, { kind, position }: Slot): string {
  if (position.kind === 'closing') return 'the closing post';
  const number = numberAt(roadmap, position);
  return kind === 'challenge'
    ? `the challenge of ${unitOf(roadmap)} ${number}`
    : `the prompt of ${weekOfUnit(roadmap, number, position.weekOfPhase)}`;
}

function numberAt({ phases }: Roadmap, { phaseIndex }: PhaseWeek): number {
  return phases[phaseIndex]?.number ?? phaseIndex + 1;
}

/** Longest parts, so that the whole stays under 4,000 characters whatever a roadmap holds. */
const QUESTION = 1800;
const ANSWER = 900;
const CHALLENGE = 700;
const MILESTONE = 500;
const CRITERIA = 1300;
const TRACKS = 900;

function promptMessage(post: WeeklyPost, position: PhaseWeek): PostMessage {
  const { roadmap, settings, slot } = post;
  const asked = promptFor(roadmap, position);
  if (!asked) throw new RangeError(`the roadmap has no phase at ${position.phaseIndex}`);
  const { phase, prompt } = asked;
  const kind = prompt.kind ? `\n**${prompt.kind}**` : '';
  return posted(settings, [
    card(
      text(`### 🧭 ${place(roadmap, settings, phase, position)}${kind}`),
      text(cutMarkdown(prompt.text.markdown, QUESTION)),
      newStones(post),
      ...groupCairn(post),
      buttons(roadmap, slot, phase),
    ),
    ...lastAnswer(post),
  ]);
}

function challengeMessage({ roadmap, settings, slot }: WeeklyPost, position: PhaseWeek): PostMessage {
  const phase = roadmap.phases[position.phaseIndex];
  if (!phase) throw new RangeError(`the roadmap has no phase at ${position.phaseIndex}`);
  const { title, text: words, criteria } = challengeFor(phase);
  const milestone = phase.milestone && phase.milestone.plain !== words?.plain ? phase.milestone.markdown : null;
  const task = words ? `\n${words.markdown}` : '';
  const own = phase.tracks.filter(({ criterion }) => criterion);
  return posted(settings, [
    card(
      text(`### 🏔️ Challenge · ${place(roadmap, settings, phase, position)}`),
      text(cutMarkdown(`**${title}**${task}`, CHALLENGE)),
      text(
        `**It is done when**\n${fitting(
          criteria.map(({ markdown }) => `- ${markdown}`),
          CRITERIA,
          unitOf(roadmap),
        )}`,
      ),
      own.length ? text(`**And for your track**\n${fitting(own.map(trackCriterion), TRACKS, unitOf(roadmap))}`) : null,
      milestone ? text(cutMarkdown(`🪨 **The milestone:** ${milestone}`, MILESTONE)) : null,
      buttons(roadmap, slot, phase),
    ),
  ]);
}

function closingMessage(post: WeeklyPost): PostMessage {
  const { roadmap, settings, slot } = post;
  const walked = `### 🏁 The end of the roadmap\nThe group has walked **${escaped(roadmap.title)}**: ${unitCount(roadmap)}, from first to last.`;
  const rest =
    'The weekly posts rest now; everything else stays. Whoever is still on the way: every check-in counts, in any order.\n' +
    '**Tell:** which stone are you proudest of, and what do you build next?';
  return posted(settings, [
    card(
      text(walked),
      text(rest),
      newStones(post),
      ...groupCairn(post),
      row(actions.nextStep(markerOf({ kind: slot.kind, id: slot.week })), actions.progress(), actions.leaderboard()),
    ),
    ...lastAnswer(post),
  ]);
}

function posted({ role }: Settings, components: readonly APIContainerComponent[]): PostMessage {
  if (!role) return { components };
  return { components: [text(`<@&${role}>`), ...components], mentionRole: role };
}

/** "Week 2 of 3 · Phase 2: Ownership"; "Week 2: Ownership · part 1 of 2" where the roadmap itself counts in weeks. */
function place(roadmap: Roadmap, { weeksPerPhase }: Settings, phase: Phase, { weekOfPhase }: PhaseWeek): string {
  const name = `${roadmap.unit} ${phase.number}: ${phase.title}`;
  if (!isWeek(roadmap)) return `Week ${weekOfPhase + 1} of ${weeksPerPhase} · ${name}`;
  return weeksPerPhase === 1 ? name : `${name} · part ${weekOfPhase + 1} of ${weeksPerPhase}`;
}

function buttons(roadmap: Roadmap, slot: Slot, phase: Phase) {
  const next = actions.nextStep(markerOf({ kind: slot.kind, id: slot.week }));
  const open = actions.openPhase(phase.id, `Open the ${unitOf(roadmap)}`);
  return row(next, open, actions.checkIn(phase.id), actions.stuck(phase.id));
}

/** Behind a spoiler of its own: bars in Rust's closures would end one made of Markdown. */
function lastAnswer({ roadmap, settings, slot }: WeeklyPost): readonly APIContainerComponent[] {
  const told = answerOf(roadmap, promptBefore(settings, slot, roadmap.phases.length));
  if (!told) return [];
  const kind = told.kind ? ` (${told.kind})` : '';
  const words = text(`**The answer to last time${kind}**\n${cutMarkdown(told.answer.markdown, ANSWER)}`);
  return [{ type: ComponentType.Container, spoiler: true, components: [words] }];
}

/** The picture and its facts in words; nothing where nobody has laid a stone. */
function groupCairn(post: WeeklyPost) {
  const { group } = post;
  const said = group && groupWords(group.cairn);
  return said ? [gallery(pictureOf(post)), text(`-# ${said}`)] : [];
}

function pictureOf({ group }: WeeklyPost): Picture {
  const alt = group && groupWords(group.cairn);
  return alt && group.png ? { png: group.png, alt } : null;
}

const MOST_NAMES = 8;

/** "🪨 New stones since the last prompt: Ana, Ben and 12 more" */
function newStones({ stones }: WeeklyPost) {
  const names = new Map(stones.map(({ user, name }) => [user, plainName(name)]));
  if (!names.size) return null;
  const all = [...names.values()];
  const shown = all.length > MOST_NAMES ? all.slice(0, MOST_NAMES - 1) : all;
  const more = all.length > shown.length ? [`${all.length - shown.length} more`] : [];
  return text(`🪨 New stones since the last prompt: ${listed([...shown, ...more])}.`);
}

function trackCriterion({ emoji, name, criterion }: Track): string {
  return `- ${emoji ? `${emoji} ` : ''}**${name}:** ${criterion?.markdown ?? ''}`;
}

/** As many whole lines as fit, and how many are left for the phase's own card. */
function fitting(lines: readonly string[], most: number, unit: string): string {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > most - 40) break;
    kept.push(line);
  }
  return [...kept, `-# … and ${lines.length - kept.length} more: open the ${unit}.`].join('\n');
}

/** Cuts Markdown without leaving a code block open. */
function cutMarkdown(words: string, most: number): string {
  if (words.length <= most) return words;
  const kept = cut(words, most - 4);
  return (kept.match(/```/g)?.length ?? 0) % 2 ? `${kept}\n\`\`\`` : kept;
}
