/** How long things may be: Discord's own limits, and those of a roadmap that follow from them. Constants only. */

/**
 * Discord's limits that messages are built against. Source: Discord's developer documentation (Message resource,
 * Component reference, Application commands), 2026-08. Characters count as UTF-16 units: never fewer than Discord counts.
 */
export const DISCORD = {
  /** Components v2: text of all components of one message together. */
  messageText: 4000,
  selectOptions: 25,
  /** Of an option; as long as its description may be. */
  selectLabel: 100,
  selectPlaceholder: 150,
  /** Suggestions of an autocomplete. */
  choices: 25,
  choiceName: 100,
  customId: 100,
  buttonLabel: 80,
  buttonUrl: 512,
  modalTitle: 45,
  /** Of a modal's label component. */
  modalLabel: 45,
  /** Options of a checkbox group in a modal, and the characters of each label. */
  checkboxes: 10,
  checkboxLabel: 100,
  threadName: 100,
  nonce: 25,
} as const;

/** What one roadmap may hold. A card has `messageText` for everything. */
export const ROADMAP = {
  phases: 100,
  /** Of the roadmap and of a phase: fits a select's label with number and emoji beside it. */
  title: 80,
  subtitle: 80,
  tip: 600,
  why: 600,
  /** A select holds them. */
  topics: DISCORD.selectOptions,
  topic: 100,
  teaches: 10,
  teach: 200,
  milestone: 400,
  resources: 10,
  resourceName: 80,
  resourceUrl: 300,
  resourceNote: 120,
  errors: 10,
  errorCode: 20,
  errorText: 160,
  /** One for each of up to four weeks. */
  prompts: 4,
  promptKind: 30,
  prompt: 1200,
  answer: 600,
  challengeTitle: 80,
  challengeText: 400,
  /** They stand beside a modal's checkboxes. */
  criteria: DISCORD.checkboxes,
  criterion: DISCORD.checkboxLabel,
  /** A select holds them. */
  tracks: DISCORD.selectOptions,
  trackName: 60,
  trackFocus: 100,
  trackCriterion: 100,
  id: 32,
  /** Everything on one phase's card together, bullets counted; what is left of `DISCORD.messageText` is for headings. */
  phase: 3700,
} as const;

/**
 * What a file may look like before it is parsed at all. The Markdown parser's time grows with the square of some of these, within one
 * block; and what walks its tree overflows the stack on deep nesting. What ships has 50,000 characters, 5 % of them marks, in 14 phases; these leave
 * room for a hundred phases, each as full as its card.
 */
export const FILE = {
  characters: 512 * 1024,
  lines: 20_000,
  line: 4000,
  /** Lines that follow one another without an empty one. */
  blockLines: 400,
  blockCharacters: 8000,
  /** `*`, `_`, `[`, `|` and the like, and all of `&amp;`: each is a question for the parser. */
  marks: 40_000,
  /** Of those in lines that follow one another: its square is what one block may cost. The most in `rust.md` is 53. */
  blockMarks: 600,
  /** Quotes and lists within one another on one line. */
  nesting: 16,
  indentation: 120,
  /** Marks of quotes and lists in the whole file, each level counted: a hundred phases of 80 items have 8,000. */
  items: 12_000,
} as const;
