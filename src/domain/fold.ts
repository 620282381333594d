/** Text as a search compares it: no case, no accents, straight apostrophes, single spaces. */
export function fold(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words of a folded text: letters, digits and `_`; `std::thread` is two. */
export function wordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}_]+/gu) ?? [];
}
