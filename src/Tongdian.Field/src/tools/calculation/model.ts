import type { Localized } from '../language';
import type { Point } from '../types';

// The JSON of Tongdian.Domain.Survey: SurveyInput, SurveyResult and what is in them.

export interface Quantity { symbol: string; name: Localized; value: number; unit: string }

export interface TableSource { table: string; source: string; edition: string; clause: string; verified: boolean; note?: Localized | null }

export interface Figure { id: string; title: Localized; formula: string; inputs: Quantity[]; result: Quantity; tables: TableSource[] }

export type Severity = 'note' | 'warning' | 'stop';

export interface Finding { code: string; severity: Severity; text: Localized }

interface Part { figures: Figure[]; findings: Finding[] }

export interface Appliance { kind: string; kw: number; count: number; phases: number; phase?: string }

export interface HomesInput { count: number; areaM2?: number; kwEach?: number }

export interface LoadInput {
  appliances?: Appliance[]; homes?: HomesInput; askedKw?: number; askedKva?: number; powerFactor?: number; simultaneousP?: number; simultaneousQ?: number;
}

export interface SupplyInput { voltage?: string; phases?: number; availableKv?: number[]; importance?: string }

export interface LineInput {
  lengthM: number; material: string; insulation: string; laying: string; ambientC: number; circuits?: number; use?: string; sectionMm2?: number;
  measuredV?: number; area?: string;
}

export interface TransformerInput { ratedKva: number; greatestKva?: number; greatestKw?: number; powerFactor?: number; committedKva?: number }

export interface FeederInput { kv: number; limitA: number; greatestA: number; committedKva?: number }

export interface NameplateInput { model: string; voltage?: string; current?: string; constant?: number }

export interface MeasureInput {
  knownFrom: Point; knownTo: Point; from: Point; to: Point; thing?: string; knownM?: number; knownUncertaintyM?: number; pointUncertaintyPx?: number;
}

export interface Fix { latitude: number; longitude: number; accuracyM: number; at: string; mock?: boolean }

export interface SurveyInput {
  /** Limits of the region, as the server gives them. */
  limit?: unknown;
  load?: LoadInput; supply?: SupplyInput; line?: LineInput; transformer?: TransformerInput; feeder?: FeederInput; nameplate?: NameplateInput;
  photo?: MeasureInput; track?: { fixes: Fix[] };
}

export interface OpenCapacity extends Part { kva: number; percentNow: number; percentAfter?: number | null; fits?: boolean | null }

export interface SurveyResult {
  tables: string;
  load?: Part & { kw: number; kvar: number; kva: number; powerFactor: number; groups: { kind: string; name: Localized; basis: Localized; figures: Figure[] }[] } | null;
  supply?: Part & {
    voltage: string; phases: number; nominalV?: number | null; reason: Localized; supplies: number; emergencySource: boolean;
    spread?: Part & { phases: { phase: string; kw: number }[]; unbalancePercent: number; equivalentKw: number } | null;
  } | null;
  current?: { amps: number; powerFactor: number; figures: Figure[] } | null;
  cable?: Part & { sectionMm2?: number | null; cableType?: string | null; breakerA?: number | null; reason: Localized } | null;
  transformer?: OpenCapacity | null;
  feeder?: OpenCapacity | null;
  customerTransformer?: Part & { kva?: number | null } | null;
  meter?: Part & {
    type?: string | null; connection: string; voltage?: string | null; current?: string | null; meterAccuracy?: string | null; ctRatio?: string | null;
    ctAccuracy?: string | null; ptRatio?: string | null; reason: Localized;
  } | null;
  cost?: { yuan?: number | null; reason: Localized; figures: Figure[] } | null;
  nameplate?: { agrees: boolean; findings: Finding[]; tables: TableSource[] } | null;
  photo?: Part & { metres: number; plusMinus: number } | null;
  route?: Part & { metres: number; plusMinus: number } | null;
  unverified: TableSource[];
}

export interface FieldError { field: string; code: string; values: Record<string, string> }

export type CalculationAnswer = { ok: true; result: SurveyResult } | { ok: false; errors: FieldError[] };

export type Calculate = (input: SurveyInput) => Promise<CalculationAnswer>;

/** Every figure of a result, in the order of the calculation. */
export function figuresOf(result: SurveyResult): Figure[] {
  return [
    ...(result.load?.groups.map(g => g.figures) ?? []), result.load?.figures, result.supply?.figures, result.supply?.spread?.figures, result.current?.figures,
    result.cable?.figures, result.transformer?.figures, result.feeder?.figures, result.customerTransformer?.figures, result.meter?.figures, result.cost?.figures,
    result.photo?.figures, result.route?.figures,
  ].flatMap(figures => figures ?? []);
}

const weights: Record<Severity, number> = { stop: 0, warning: 1, note: 2 };

/** Every finding, the weightiest first. */
export function findingsOf(result: SurveyResult): Finding[] {
  return [
    result.load, result.supply, result.supply?.spread, result.cable, result.transformer, result.feeder, result.customerTransformer, result.meter,
    result.nameplate, result.photo, result.route,
  ].flatMap(part => part?.findings ?? []).sort((a, b) => weights[a.severity] - weights[b.severity]);
}
