// The calculation of a survey: the rules of the server as WebAssembly, fetched when a page first calculates, then the same on that page.

export interface RuleError { field: string; code: string; values: Record<string, string> }

/** `result` is the text of `SurveyResult`, `tables` the name and version of the tables: `cn 1`. */
export type CalculationAnswer<Result = unknown> =
  | { ok: true; tables: string; result: Result }
  | { ok: false; tables?: string; errors: RuleError[] };

/** The rules are not on this device and cannot be fetched now; `cause` says why. What was entered stays. */
export class RulesNotLoaded extends Error {
  override readonly name = 'RulesNotLoaded';
  readonly code = 'rules.not-loaded';

  constructor(cause: unknown) {
    super(`The rules of the calculation could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

interface Exports { Tongdian: { Field: { Rules: { Calculation: { Calculate(inputJson: string, tablesJson: string): string } } } } }
interface Runtime { getAssemblyExports(assembly: string): Promise<Exports> }
interface Bundle { dotnet: { withDiagnosticTracing(on: boolean): { create(): Promise<Runtime> } } }
type Calculate = (inputJson: string) => string;

export const rulesAt = '/field/rules/';

let loading: Promise<Calculate> | undefined;

async function load(): Promise<Calculate> {
  const [bundle, tables] = await Promise.all([
    // The name is put together here, so that the bundler leaves the file where the server has it.
    import(/* @vite-ignore */ new URL(`${rulesAt}_framework/dotnet.js`, location.origin).href) as Promise<Bundle>,
    fetch(`${rulesAt}tables.json`).then(answer => {
      if (!answer.ok) throw new Error(`tables.json: ${answer.status}`);
      return answer.text();
    }),
  ]);
  const runtime = await bundle.dotnet.withDiagnosticTracing(false).create();
  const { Tongdian } = await runtime.getAssemblyExports('Tongdian.Field.Rules.dll');
  return input => Tongdian.Field.Rules.Calculation.Calculate(input, tables);
}

/** Fetches the rules ahead of the first calculation. Fails with `RulesNotLoaded`; the next call tries again. */
export function loadRules(): Promise<Calculate> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw new RulesNotLoaded(cause);
  });
  return loading;
}

/** Calculates as the server does. What is wrong with the input is an answer; only `RulesNotLoaded` is thrown. */
export async function calculate<Result = unknown>(input: unknown): Promise<CalculationAnswer<Result>> {
  const run = await loadRules();
  return JSON.parse(run(JSON.stringify(input))) as CalculationAnswer<Result>;
}
