/** One entry of the wire: a line that opens to body, answer and verdict. Long ids are shortened in the line, never in a copy. */
import { h } from './dom.ts';
import type { Problem, WireEntry } from './types.ts';

/** Tokens, and the beginnings of ids, fill lines and say nothing. */
const short = (path: string): string =>
  path.replace(/[\w-]{60,}/g, '…').replace(/\d{15,}/g, (id) => `…${id.slice(-4)}`);

/** Gateway opcodes (developer docs). */
const OPS: Readonly<Record<number, string>> = {
  2: 'IDENTIFY',
  3: 'PRESENCE',
  6: 'RESUME',
  7: 'RECONNECT',
  9: 'INVALID SESSION',
  10: 'HELLO',
};

const titleOf = (entry: WireEntry): string =>
  entry.kind === 'request' ? short(entry.path ?? '') : (entry.event ?? OPS[entry.op ?? -1] ?? `op ${entry.op}`);

interface Payload {
  readonly type?: unknown;
  readonly data?: { readonly name?: string; readonly custom_id?: string };
}

/** What an interaction, or the answer to one, is about. */
function topicOf({ event, path, body, kind }: WireEntry): string {
  const { type, data } = (body ?? {}) as Payload;
  if (event === 'INTERACTION_CREATE') return ` ${data?.name ?? data?.custom_id ?? ''}`;
  return kind === 'request' && path?.endsWith('/callback') ? ` type ${type}` : '';
}

export const searchable = (entry: WireEntry): string =>
  `${entry.method ?? ''} ${titleOf(entry)} ${entry.status ?? ''} ${JSON.stringify(entry.body) ?? ''}`.toLowerCase();

export function drawEntry(entry: WireEntry): HTMLElement {
  const details = h('details', { class: 'entry' }, summary(entry));
  // Bodies are drawn when somebody looks: there are many, and some are long.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(drawInside(entry));
    if (details.open) details.scrollIntoView({ block: 'nearest' });
  });
  return h('li', { class: entry.verdict?.ok === false ? 'refused' : entry.kind, 'data-n': entry.n }, details);
}

function summary(entry: WireEntry): HTMLElement {
  const bad = entry.verdict?.ok === false;
  const status = entry.status ?? 0;
  return h(
    'summary',
    {},
    // As bots' logs have it, and not in the page's time zone, which can be chosen.
    h('span', { class: 'when' }, `${new Date(entry.at).toISOString().slice(11, 19)}Z`),
    h('span', { class: `method ${entry.kind}` }, entry.method ?? (entry.kind === 'sent' ? 'bot →' : '→ bot')),
    h('span', { class: 'title' }, titleOf(entry), h('span', { class: 'topic' }, topicOf(entry))),
    entry.status === undefined
      ? null
      : h('span', { class: status >= 400 || status === 0 ? 'status bad' : 'status' }, status || 'cut'),
    bad ? h('span', { class: 'status bad' }, 'refused') : null,
    entry.fault === undefined ? null : h('span', { class: 'status bad' }, 'fault'),
  );
}

function drawInside(entry: WireEntry): HTMLElement {
  return h(
    'div',
    { class: 'inside' },
    drawVerdict(entry),
    entry.fault === undefined ? null : h('p', {}, `A fault was played: ${entry.fault}`),
    json(entry.kind === 'request' ? 'Body' : 'Payload', entry.body),
    entry.kind === 'request' ? json(`Answer, ${entry.status} in ${entry.ms ?? 0} ms`, entry.answer) : null,
    copyButton(entry),
  );
}

function drawVerdict({ verdict, kind }: WireEntry): HTMLElement {
  if (verdict === null)
    return h('p', { class: 'verdict' }, kind === 'request' ? 'No body that a schema speaks of.' : 'Gateway payload.');
  if (verdict.ok) return h('p', { class: 'verdict fine' }, 'Discord’s schema and rules accept this body.');
  return h(
    'div',
    { class: 'verdict bad' },
    h('p', {}, 'Discord would refuse this:'),
    h('ul', {}, verdict.problems.map(drawProblem)),
  );
}

const drawProblem = ({ path, code, message }: Problem): HTMLElement =>
  h('li', {}, h('code', {}, path.join('.') || 'the request'), ` ${code}: ${message}`);

function json(title: string, value: unknown): HTMLElement | null {
  if (value === undefined || value === null) return null;
  return h('div', {}, h('h3', {}, title), h('pre', { tabindex: 0 }, JSON.stringify(value, null, 2)));
}

function copyButton(entry: WireEntry): HTMLElement {
  const button: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      class: 'secondary',
      onclick: async () => {
        const copied = navigator.clipboard.writeText(JSON.stringify(entry, null, 2));
        // A browser may not let a page write there.
        button.textContent = await copied.then(
          () => 'Copied',
          () => 'Could not be copied',
        );
        setTimeout(() => {
          button.textContent = 'Copy as JSON';
        }, 2_000);
      },
    },
    'Copy as JSON',
  );
  return button;
}
