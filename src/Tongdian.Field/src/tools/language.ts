export type Language = 'zh' | 'en';

/** A text a person reads, as the rules write it. */
export interface Localized { zh: string; en: string }

type Pairs = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** The words of a tool in one language; every tool keeps its pairs beside it. */
export function wordsIn<T extends Pairs>(pairs: T, language: Language): Record<keyof T, string> {
  const place = language === 'en' ? 1 : 0;
  return Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[place]])) as Record<keyof T, string>;
}

/** Puts values into a text: `{n} of {all}`. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A number as the person reads it. */
export function numberIn(language: Language, value: number, decimals = 0): string {
  return value.toLocaleString(language === 'en' ? 'en' : 'zh-CN', { maximumFractionDigits: decimals });
}

/** The time of day of an instant on the person's clock. */
export function timeIn(language: Language, at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return time.toLocaleTimeString(language === 'en' ? 'en-GB' : 'zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}
