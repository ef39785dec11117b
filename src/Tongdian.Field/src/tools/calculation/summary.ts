import { filled, numberIn } from '../language';
import type { Ask } from './ask';
import type { OpenCapacity, SurveyResult } from './model';

export interface Line { name: string; value: string; bad?: boolean }

/** What a surveyor looks at first. */
export function summaryOf({ language, words }: Ask, result: SurveyResult): Line[] {
  const n = (value: number, decimals = 1) => numberIn(language, value, decimals);
  const open = (name: string, part: OpenCapacity | null | undefined): Line | null => part ? {
    name,
    value: `${n(part.kva)} kVA ${part.fits == null ? '' : part.fits ? words.enough : words.tooMuch} (${filled(words.loadRate, { now: n(part.percentNow), after: part.percentAfter == null ? '?' : n(part.percentAfter) })})`,
    bad: part.fits === false,
  } : null;
  const { load, supply, current, cable, meter, cost, route } = result;
  const volts = supply?.nominalV ? (supply.nominalV >= 1000 ? `${supply.nominalV / 1000} kV` : `${supply.nominalV} V`) : '';
  const lines: (Line | null | undefined)[] = [
    load && { name: words.loadIs, value: `${n(load.kw)} kW · ${n(load.kva)} kVA · cosφ ${n(load.powerFactor, 3)}` },
    supply && { name: words.supplyIs, value: [words[supply.voltage === 'high' ? 'high' : 'low'], volts, words[supply.phases === 3 ? 'phasesThree' : 'phasesOne']].filter(Boolean).join(' · '), bad: supply.nominalV == null },
    current && { name: words.currentIs, value: `${n(current.amps)} A` },
    cable && { name: words.cableIs, value: cable.sectionMm2 == null ? words.none : `${cable.cableType ?? ''} ${n(cable.sectionMm2)} mm²`.trim(), bad: cable.sectionMm2 == null },
    cable?.breakerA ? { name: words.breakerIs, value: `${n(cable.breakerA)} A` } : null,
    open(words.openIs, result.transformer),
    open(words.feederIs, result.feeder),
    result.customerTransformer?.kva ? { name: words.ownTransformerIs, value: `${n(result.customerTransformer.kva)} kVA` } : null,
    meter && { name: words.meterIs, value: meter.type ? [meter.type, meter.voltage && `${meter.voltage} V`, meter.current && `${meter.current} A`].filter(Boolean).join(' ') : words.none, bad: !meter.type },
    meter?.ctRatio ? { name: words.ctIs, value: meter.ctRatio } : null,
    meter?.ptRatio ? { name: words.ptIs, value: `${meter.ptRatio} kV` } : null,
    route && { name: words.routeIs, value: `${n(route.metres)} ± ${n(route.plusMinus)} m` },
    cost && { name: words.costIs, value: cost.yuan ? `¥ ${n(cost.yuan, 2)}` : cost.reason[language] },
  ];
  return lines.filter((line): line is Line => !!line);
}
