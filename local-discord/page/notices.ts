/** Short words about what just happened, above the messages: said once, gone when read. */
import { byId, h } from './dom.ts';

export interface Notice {
  readonly words: string;
  readonly kind?: 'problem' | 'news';
  readonly action?: { readonly words: string; readonly run: () => void };
}

const LASTS_MS = 12_000;
const AT_ONCE = 3;

export function createNotices() {
  const place = byId('notices', HTMLDivElement);
  return (notice: Notice): void => {
    const { words, kind = 'news', action } = notice;
    const same = [...place.children].find((each) => each.getAttribute('data-words') === words);
    same?.remove();
    const element = h(
      'div',
      { class: `notice ${kind}`, 'data-words': words },
      h('span', {}, words),
      action === undefined
        ? null
        : h(
            'button',
            {
              type: 'button',
              class: 'plain',
              onclick: () => {
                element.remove();
                action.run();
              },
            },
            action.words,
          ),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Dismiss', onclick: () => element.remove() }, '✕'),
    );
    place.append(element);
    while (place.children.length > AT_ONCE) place.firstElementChild?.remove();
    // What went wrong stays until somebody has read it.
    if (kind === 'news') setTimeout(() => element.remove(), LASTS_MS);
  };
}
