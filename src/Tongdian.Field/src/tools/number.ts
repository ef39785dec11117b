/** A number as people type it: a comma or a full-width digit is understood. Undefined when nothing is there, null when it is none. */
export function numberFrom(text: string): number | undefined | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.');
  if (plain === '') return undefined;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
