import { filled, wordsIn, type Language } from '../language';
import type { FieldError } from './model';
import { calculationWords } from './words';

export type Words = ReturnType<typeof wordsIn<typeof calculationWords>>;

/** What the parts of the form share: words, and what was found wrong with a field. */
export interface Ask { language: Language; words: Words; wrong: (path: string) => string | undefined }

export function askWith(language: Language, errors: readonly FieldError[]): Ask {
  const words = wordsIn(calculationWords, language);
  return { language, words, wrong: path => errors.filter(e => e.field === path).map(e => errorIn(words, e))[0] };
}

/** An error of the calculation in words. */
export function errorIn(words: Words, error: FieldError): string {
  if (error.code === 'survey.missing') return error.field === 'load' ? words.needed : words.missing;
  if (error.code === 'whole') return words.whole;
  if (error.code === 'survey.out-of-range') return filled(words.range, error.values);
  return error.code === 'survey.unknown' ? filled(words.unknown, error.values) : error.code;
}
