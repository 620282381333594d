/** The roadmap a group walks: what a phase is and how one is found. Knows nothing of Markdown files, Discord or members. */

/** The same words twice: as Discord renders them, and bare (select labels, autocomplete, search). */
export interface Text {
  readonly markdown: string;
  readonly plain: string;
}

export interface Roadmap {
  readonly title: string;
  /** The word in the headings: "Phase", "Module", "Week" … */
  readonly unit: string;
  readonly phases: readonly Phase[];
  readonly tip: Text | null;
}

export interface Phase {
  /** `{#id}` in the heading, else the number as text. Check-ins refer to it, so it outlives rewording. */
  readonly id: string;
  readonly number: number;
  readonly emoji: string | null;
  readonly title: string;
  readonly subtitle: string | null;
  readonly why: Text | null;
  readonly topics: readonly Topic[];
  readonly teaches: readonly Text[];
  /** Null only where the phase has tracks. */
  readonly milestone: Text | null;
  readonly tracks: readonly Track[];
  readonly challenge: Challenge | null;
  readonly resources: readonly Resource[];
  readonly errors: readonly CompilerError[];
  readonly prompts: readonly Prompt[];
}

export interface Topic {
  /** `{#id}` at the end of the item, else its text as a slug. */
  readonly id: string;
  readonly text: Text;
}

export interface Track {
  /** `{#id}` behind the name, else the name as a slug. */
  readonly id: string;
  readonly emoji: string | null;
  readonly name: string;
  readonly focus: Text;
  /** The criterion that is this track's own, where the table has a third column. */
  readonly criterion: Text | null;
}

export interface Challenge {
  readonly title: string;
  readonly text: Text | null;
  /** 1–10, each at most 100 characters: they stand beside checkboxes. */
  readonly criteria: readonly Text[];
}

export interface Resource {
  readonly name: string;
  /** https */
  readonly url: string;
  /** What it is good for, where the roadmap says so. */
  readonly note: Text | null;
}

/** An error of the compiler (or tool) that learners of the phase meet, such as E0502. */
export interface CompilerError {
  readonly code: string;
  readonly url: string | null;
  readonly text: Text;
}

export interface Prompt {
  /** "Guess", "Choose", "Tell" or whatever bold word opens the item. */
  readonly kind: string | null;
  readonly text: Text;
  /** Never posted with the question; the next prompt may reveal it. */
  readonly answer: Text | null;
}

/** By its id, as check-ins and buttons know it; undefined: it left the roadmap, or never was on it. */
export function phaseOf({ phases }: Pick<Roadmap, 'phases'>, id: string | undefined): Phase | undefined {
  return phases.find((phase) => phase.id === id);
}

/** What is wrong in a roadmap file. Line and column count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}
