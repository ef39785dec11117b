export const shortestPin = 6;

/** How much work a PIN is to whoever has copied the device's storage. */
export type Strength = 'too-short' | 'weak' | 'fair' | 'strong';

export function strengthOf(pin: string): Strength {
  const characters = [...pin];
  if (characters.length < shortestPin) return 'too-short';
  const kinds = [/\d/, /[a-z]/, /[A-Z]/, /[^\da-zA-Z]/].filter((kind) => kind.test(pin)).length;
  const steps = characters.slice(1).map((c, i) => c.codePointAt(0)! - characters[i]!.codePointAt(0)!);
  const monotone = steps.every((step) => step === steps[0]);
  if (monotone || new Set(characters).size < 4) return 'weak';
  if (kinds === 1 && characters.length < 10) return /^\d+$/.test(pin) && characters.length < 8 ? 'weak' : 'fair';
  return characters.length >= 10 || kinds >= 3 ? 'strong' : 'fair';
}

const freeTries = 5;

/** Milliseconds to wait after so many wrong PINs in a row: half a minute after the fifth, doubled each time, a quarter of an hour at most. */
export function waitAfter(wrong: number): number {
  return wrong < freeTries ? 0 : Math.min(30_000 * 2 ** (wrong - freeTries), 900_000);
}
