import type { Language } from '../language';
import type { SurveyInput, SurveyResult } from './model';

/** A field of the form, as far as it says what fits into it. */
export interface FormField { id: string; label: string; min?: number; max?: number; pattern?: string; options?: readonly { id: string }[] }

export interface Adopted { field: string; value: string | number; origin: 'measured' | 'proposed' | 'typed' }

type Maybe = Omit<Adopted, 'value'> & { value: string | number | null | undefined };

/**
 * What a calculation says about fields of the forms, by the ids of processes/*.yaml. What was not calculated is not there; nobody's entry is
 * replaced by nothing.
 */
export function adopt(input: SurveyInput, result: SurveyResult, language: Language): Adopted[] {
  const { load, supply, current, cable, meter, cost, route } = result;
  const high = supply?.voltage === 'high';
  const proposed = (field: string, value: Maybe['value']): Maybe => ({ field, value, origin: 'proposed' });
  const given = (field: string, value: Maybe['value'], origin: 'measured' | 'typed' = 'typed'): Maybe => ({ field, value, origin });
  const length = (field: string) => (route ? given(field, round(route.metres, 1), 'measured') : given(field, input.line?.lengthM));
  const all: Maybe[] = [
    proposed('phases', supply && !high ? (supply.phases === 3 ? 'three' : 'single') : null),
    proposed('nominalVoltage', high && supply.nominalV ? `${supply.nominalV / 1000}kv` : null),
    proposed('capacityKw', load && !high ? up(load.kw, 1) : null),
    proposed('capacityKva', high && load ? result.customerTransformer?.kva ?? up(load.kva, 0) : null),
    proposed('powerFactor', current && round(current.powerFactor, 3)),
    length('serviceLineLengthM'),
    length('lineLengthM'),
    given('measuredVoltageV', high ? null : input.line?.measuredV, 'measured'),
    given('measuredVoltageKv', high && input.line?.measuredV ? round(input.line.measuredV / 1000, 3) : null, 'measured'),
    given('transformerCapacityKva', input.transformer?.ratedKva),
    given('transformerMaxLoadKw', input.transformer?.greatestKw),
    proposed('crossSectionMm2', cable?.sectionMm2),
    proposed('protection', cable?.breakerA ? (language === 'en' ? `Circuit-breaker ${cable.breakerA} A` : `断路器 ${cable.breakerA} A`) : null),
    proposed('meteringMode', meter && metering(meter.connection)),
    proposed('ctRatio', meter?.ctRatio),
    proposed('ptRatio', meter?.ptRatio ? inVolts(meter.ptRatio) : null),
    proposed('noChargeReason', cost?.yuan === 0 ? cost.reason[language] : null),
    proposed('totalCost', cost?.yuan ? round(cost.yuan, 2) : null),
  ];
  return all.filter((a): a is Adopted => a.value !== null && a.value !== undefined);
}

/** Of these, what the form has a field for and would take. */
export function fitting(adopted: readonly Adopted[], fields: readonly FormField[]): { field: FormField; adopted: Adopted; fits: boolean }[] {
  return adopted.flatMap(a => {
    const field = fields.find(f => f.id === a.field);
    return field ? [{ field, adopted: a, fits: takes(field, a.value) }] : [];
  });
}

function takes({ min, max, pattern, options }: FormField, value: string | number): boolean {
  if (options) return options.some(o => o.id === value);
  if (typeof value === 'number') return (min === undefined || value >= min) && (max === undefined || value <= max);
  return (max === undefined || value.length <= max) && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value));
}

function metering(connection: string): string | null {
  return { direct: 'direct', ct: 'with-ct', 'ct-pt': 'high-side' }[connection] ?? null;
}

/** `10/0.1` (kV) as the forms write it: `10000/100`. */
function inVolts(ratio: string): string | null {
  const sides = ratio.split('/').map(side => Math.round(Number(side) * 1000));
  return sides.length === 2 && sides.every(Number.isFinite) ? sides.join('/') : null;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A capacity is never rounded below what is needed; the millionth forgives binary fractions. */
function up(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.ceil(value * factor - 1e-6) / factor;
}
