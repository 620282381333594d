/** Which callback may answer which interaction, and what its data may hold. Sources: see each rule. */
import type { Problem } from '../errors.ts';
import { Kind } from '../interactions/book.ts';

export const Callback = {
  PONG: 1,
  MESSAGE: 4,
  DEFERRED_MESSAGE: 5,
  DEFERRED_UPDATE: 6,
  UPDATE: 7,
  CHOICES: 8,
  MODAL: 9,
} as const;

/**
 * Developer docs, "Receiving and Responding", Interaction Callback Type: 6 and 7 only for components (and modals that
 * components opened), 8 only for autocomplete, 9 neither for modal submits nor pings; autocomplete takes nothing but 8.
 */
function allowedCallbacks(kind: number, fromComponent: boolean): readonly number[] {
  const update = fromComponent ? [Callback.DEFERRED_UPDATE, Callback.UPDATE] : [];
  if (kind === Kind.command) return [Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL];
  if (kind === Kind.component) return [Callback.MESSAGE, Callback.DEFERRED_MESSAGE, ...update, Callback.MODAL];
  if (kind === Kind.autocomplete) return [Callback.CHOICES];
  return [Callback.MESSAGE, Callback.DEFERRED_MESSAGE, ...update];
}

export function checkCallbackType(type: unknown, kind: number, fromComponent: boolean): Problem[] {
  const allowed = allowedCallbacks(kind, fromComponent);
  if (typeof type === 'number' && allowed.includes(type)) return [];
  const message = `Value must be one of {${allowed.join(', ')}}.`;
  return [{ path: ['type'], code: type === undefined ? 'BASE_TYPE_REQUIRED' : 'BASE_TYPE_CHOICES', message }];
}

/**
 * Developer docs, "Autocomplete" and "Application Command Option Choice": ≤ 25 choices, names 1–100, string values ≤ 100,
 * numbers within ±2^53, and of the type of the option that is being typed.
 */
export function checkChoices(choices: readonly unknown[], optionType: number): Problem[] {
  const problems: Problem[] = [];
  if (choices.length > 25) {
    problems.push({
      path: ['data', 'choices'],
      code: 'BASE_TYPE_MAX_LENGTH',
      message: 'Must be 25 or fewer in length.',
    });
  }
  for (const [index, choice] of choices.entries()) {
    const { value } = choice as { value?: unknown };
    const path = ['data', 'choices', index, 'value'];
    if (optionType === 3 && typeof value !== 'string') {
      problems.push({
        path,
        code: 'STRING_TYPE_CONVERT',
        message: `Could not interpret "${String(value)}" as string.`,
      });
    }
    if (optionType === 3 && String(value).length > 100) {
      problems.push({ path, code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 100 or fewer in length.' });
    }
    if (optionType === 4 && !Number.isInteger(value)) {
      problems.push({ path, code: 'NUMBER_TYPE_COERCE', message: `Value "${String(value)}" is not int.` });
    }
    if (optionType === 10 && typeof value !== 'number') {
      problems.push({ path, code: 'NUMBER_TYPE_COERCE', message: `Value "${String(value)}" is not float.` });
    }
  }
  return problems;
}
