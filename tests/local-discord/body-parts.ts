/** The parts from which the tables of good and bad bodies are made. */

export interface BodyCase {
  readonly what: string;
  readonly body: unknown;
  /** null: it is accepted. Else `path CODE` of a problem, or an error code alone. */
  readonly refused: string | null;
  readonly source: string;
}

/** A row: what, body, verdict, source. */
type Row = readonly [string, unknown, string | null, string];

export const cases = (rows: readonly Row[]): BodyCase[] =>
  rows.map(([what, body, refused, source]) => ({ what, body, refused, source }));
export const x = (n: number): string => 'x'.repeat(n);
export const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
export const row = (...components: object[]) => ({ type: 1, components });
export const button = (i: number, more: object = {}) => ({
  type: 2,
  style: 1,
  label: `b${i}`,
  custom_id: `c${i}`,
  ...more,
});
export const text = (content: string) => ({ type: 10, content });
export const v2 = (...components: object[]) => ({ flags: 1 << 15, components });
export const options = (n: number) => many(n, (i) => ({ label: `o${i}`, value: `${i}` }));
export const select = (n: number, more: object = {}) => ({ type: 3, custom_id: 's', options: options(n), ...more });

export const CREATE = 'docs: Create Message';
export const COMPONENTS = 'docs: Component Reference';
export const LIMITS = 'docs: Component Reference, components v2 limits';
export const SCHEMA = 'OpenAPI schema';
