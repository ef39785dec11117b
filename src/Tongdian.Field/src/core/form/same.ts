/** Whether two values say the same: the order of members is none of it, and nothing is as good as null. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return (
    (!Array.isArray(a) || a.length === (b as unknown[]).length) &&
    [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => same(one[name], other[name]))
  );
}
