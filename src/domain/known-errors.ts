/** Which errors that the roadmap explains stand in what somebody pasted. Knows no compiler: a code is a word like any other. */
import type { CompilerError, Phase, Roadmap } from './roadmap.ts';

/**
 * Each code once, in the order in which it first occurs as a word of its own.
 * @param here whose explanation comes before that of other phases, since it is the one at hand.
 */
export function errorsIn({ phases }: Roadmap, words: string, here: Phase | null): readonly CompilerError[] {
  const known = new Map<string, CompilerError>();
  for (const { errors } of here ? [here, ...phases] : phases) {
    for (const error of errors) if (!known.has(error.code)) known.set(error.code, error);
  }
  return [...known.values()]
    .map((error) => ({ error, at: placeOf(error.code, words) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ error }) => error);
}

const LETTER = /[\p{L}\p{N}_]/u;

/** -1: nowhere as a whole word. E0502 is not in E05021. */
function placeOf(code: string, words: string): number {
  for (let at = words.indexOf(code); at >= 0; at = words.indexOf(code, at + 1)) {
    if (!LETTER.test(words[at - 1] ?? '') && !LETTER.test(words[at + code.length] ?? '')) return at;
  }
  return -1;
}
