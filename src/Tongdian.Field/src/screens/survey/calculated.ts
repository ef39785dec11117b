import type { SiteSheet } from '../../model';
import type { CalculationAnswer, SurveyInput } from '../../tools/calculation/model';

/** Another input: the result that was shown belongs to the one before. */
export function asked(sheet: SiteSheet | undefined, input: SurveyInput): SiteSheet {
  const { result: _, ...others } = sheet ?? {};
  return { ...others, input };
}

/** With what the device showed; the server calculates anew, and says where that differs. */
export function answered(sheet: SiteSheet | undefined, answer: CalculationAnswer): SiteSheet {
  const { result: _, ...others } = sheet ?? {};
  return answer.ok ? { ...others, result: answer.result } : others;
}
