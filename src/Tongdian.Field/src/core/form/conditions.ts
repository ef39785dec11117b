import type { Condition } from '../../model';

export type Facts = (path: string) => unknown;

/** Whether all hold, as on the server: an unknown fact fulfils none, no condition always holds. */
export function allHold(conditions: Condition[], facts: Facts): boolean {
  return conditions.every((condition) => holds(condition, facts));
}

function holds({ fact, comparison, value }: Condition, facts: Facts): boolean {
  const text = textOf(facts(fact));
  if (text === undefined) return false;
  switch (comparison) {
    case 'is':
      return text === value;
    case 'is-not':
      return text !== value;
    case 'at-least':
      return text.trim() !== '' && Number(text) >= Number(value);
  }
}

function textOf(fact: unknown): string | undefined {
  return typeof fact === 'string' ? fact : typeof fact === 'number' || typeof fact === 'boolean' ? String(fact) : undefined;
}
