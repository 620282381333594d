/** The emoji at the beginning of a heading or a track. */
const ONE =
  /^(?:\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*[\u{E0020}-\u{E007F}]*)/u;

/** `🧪 Phase 2` → `🧪` and `Phase 2`. Of several emoji the first counts. */
export function splitEmoji(value: string): { readonly emoji: string | null; readonly text: string } {
  let text = value.trimStart();
  let emoji: string | null = null;
  for (let found = ONE.exec(text)?.[0]; found !== undefined; found = ONE.exec(text)?.[0]) {
    emoji ??= found;
    text = text.slice(found.length).trimStart();
  }
  return { emoji, text };
}
