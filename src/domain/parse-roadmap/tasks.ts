/** The parts of a phase that a group is asked: its prompts and its challenge. */
import type { List, ListItem, RootContent } from 'mdast';
import { ROADMAP } from '../limits.ts';
import type { Challenge, Prompt, Text } from '../roadmap.ts';
import { calloutOf, itemText, splitFirstLine, textOf } from './blocks.ts';
import { afterFirstParagraph, atMost, firstParagraph, itemsOf, type Reading } from './items.ts';
import { boldLead } from './labels.ts';
import { inlinePlain } from './phrasing.ts';
import type { Section } from './sections.ts';

export function readPrompts(section: Section, reading: Reading): readonly Prompt[] {
  const { report, phase } = reading;
  const items = itemsOf(section, reading, true);
  atMost(items, ROADMAP.prompts, 'prompts', reading);
  return items.flatMap((item): Prompt[] => {
    const first = firstParagraph(item);
    const lead = boldLead(first.children);
    const body = [{ ...first, children: lead?.rest ?? first.children }, ...afterFirstParagraph(item)];
    const text = textOf(body.filter(({ type }) => type !== 'blockquote'));
    const answer = answerOf(item);
    if (text.plain === '') {
      report.add(item, `a prompt of ${phase} is empty`, 'Write the question, or delete the line.');
      return [];
    }
    report.limit(item, `the word that opens a prompt of ${phase}`, lead?.lead, ROADMAP.promptKind);
    report.limit(item, `a prompt of ${phase}`, text.markdown, ROADMAP.prompt);
    report.limit(item, `the answer of a prompt of ${phase}`, answer?.markdown, ROADMAP.answer);
    return [{ kind: lead?.lead || null, text, answer }];
  });
}

/** The quote within the item, without its marks. */
function answerOf(item: ListItem): Text | null {
  const blocks = item.children.flatMap((block) => {
    if (block.type !== 'blockquote') return [];
    const callout = calloutOf(block);
    return callout ? [...callout.title, ...callout.blocks] : block.children;
  });
  const answer = textOf(blocks);
  return answer.plain === '' ? null : answer;
}

/** `fallback` names a challenge that has no title of its own. */
export function readChallenge(section: Section, fallback: string, reading: Reading): Challenge {
  const { report, phase } = reading;
  const lists = section.blocks.filter((block): block is List => block.type === 'list');
  const items = lists.flatMap(({ children }) => children);
  const criteria = items.map(({ children }) => itemText(children));
  const { title, blocks } = titleOf(section, fallback);
  const text = textOf(blocks);
  if (items.length === 0) {
    report.add(
      section.at,
      `the challenge of ${phase} has no criteria`,
      'Add 1 to 10 lines such as "- [ ] Bad input never panics".',
    );
  }
  atMost(items, ROADMAP.criteria, 'criteria', reading);
  for (const [index, item] of items.entries()) {
    // A checkbox without text is no checkbox to Markdown: `[ ]` is all that stands there.
    const criterion = criteria[index];
    if (!criterion || /^(?:\[[ x]?\])?$/i.test(criterion.plain))
      report.add(item, `a criterion of ${phase} is empty`, 'Write what must be true, or delete the line.');
    report.limit(item, `a criterion of ${phase}`, criterion?.markdown, ROADMAP.criterion);
  }
  report.limit(section.at, `the title of the challenge of ${phase}`, title, ROADMAP.challengeTitle);
  report.limit(section.at, `the text of the challenge of ${phase}`, text.markdown, ROADMAP.challengeText);
  return { title, text: text.plain === '' ? null : text, criteria };
}

/** In the label (`Challenge: Title`), else what follows a bare `**Challenge:**` on its line, when it is short enough. */
function titleOf(section: Section, fallback: string): { title: string; blocks: RootContent[] } {
  const blocks = section.blocks.filter(({ type }) => type !== 'list');
  if (section.title !== null) return { title: section.title, blocks };
  const [first, ...others] = blocks;
  const onLabelLine = first?.position?.start.line === section.at.position?.start.line;
  if (first?.type !== 'paragraph' || !onLabelLine) return { title: fallback, blocks };
  const [line, below] = splitFirstLine(first.children);
  const title = inlinePlain(line);
  if (title === '' || title.length > ROADMAP.challengeTitle) return { title: fallback, blocks };
  return { title, blocks: [{ ...first, children: below }, ...others] };
}
