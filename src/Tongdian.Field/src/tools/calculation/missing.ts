import type { FieldError, SurveyInput } from './model';

/**
 * What has to be filled in before anything can be calculated: without a required member, or with a fraction where a whole number belongs, the
 * calculation could only say that it cannot read the input, not which field it is.
 */
export function missingIn(input: SurveyInput): FieldError[] {
  const errors: FieldError[] = [];
  const need = (field: string, value: unknown) => { if (value === undefined || value === null) errors.push({ field, code: 'survey.missing', values: {} }); };
  const whole = (field: string, value: number | undefined) => { if (value !== undefined && !Number.isInteger(value)) errors.push({ field, code: 'whole', values: {} }); };
  const { load, line, transformer, feeder } = input;
  load?.appliances?.forEach((appliance, index) => {
    need(`load.appliances[${index}].kw`, appliance.kw);
    need(`load.appliances[${index}].count`, appliance.count);
    whole(`load.appliances[${index}].count`, appliance.count);
  });
  if (load?.homes) {
    need('load.homes.count', load.homes.count);
    whole('load.homes.count', load.homes.count);
  }
  if (line) {
    need('line.lengthM', line.lengthM);
    need('line.ambientC', line.ambientC);
    whole('line.circuits', line.circuits);
  }
  if (transformer) need('transformer.ratedKva', transformer.ratedKva);
  if (feeder) for (const field of ['kv', 'limitA', 'greatestA'] as const) need(`feeder.${field}`, feeder[field]);
  return errors;
}

/** Whether there is a load to calculate with. */
export function hasLoad({ load }: SurveyInput): boolean {
  return load !== undefined && (load.askedKw !== undefined || load.askedKva !== undefined || load.homes !== undefined || (load.appliances?.length ?? 0) > 0);
}
