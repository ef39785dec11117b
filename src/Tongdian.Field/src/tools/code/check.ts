/** A number as it is kept: half-width capitals without the spaces and dashes that people put between groups. */
export function plainCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s\-—–]/g, '');
}

/** Whether it is a number of this kind. */
export function fits(code: string, pattern: string | undefined): boolean {
  return code.length > 0 && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(code));
}

/**
 * The number in what a code says. A square code often holds an address or several labelled values: the longest part that is a number of
 * this kind is taken; null when none is.
 */
export function codeIn(text: string, pattern: string | undefined): string | null {
  const whole = plainCode(text);
  if (fits(whole, pattern)) return whole;
  const parts = text.normalize('NFKC').split(/[^\p{L}\p{N}\-]+/u).map(plainCode).filter(part => /\d/.test(part) && fits(part, pattern));
  return parts.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** A code has to be read twice alike: stripes without a check digit are easily misread. */
export class TwiceAlike {
  private last = '';

  heard(code: string): boolean {
    const again = code === this.last;
    this.last = code;
    return again;
  }
}
