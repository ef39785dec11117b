import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, formOf, isSafe } from '../src/core/form/check';
import { allHold } from '../src/core/form/conditions';
import { ServerClock } from '../src/core/server/clock';
import { byTurn } from '../src/core/work/order';
import type { FieldView } from '../src/model';
import { isFar } from '../src/tools/position/geo';
import { aVisit } from './vocabulary';

const field = (id: string, type: FieldView['type'], more: Partial<FieldView> = {}) => ({
  field: { id, type, label: id, required: true, requiredWhen: [], ...more } as FieldView,
});
const formWith = (fields: ReturnType<typeof field>[], more = {}) =>
  formOf(aVisit('1', 'construction', { fields, files: [], signatures: [], ...more }));
const codes = (form: ReturnType<typeof formOf>, fields: Record<string, unknown>) =>
  check(form, { fields, files: [], signatures: [] }).map((f) => `${f.at} ${f.code}`);

test('conditions decide as on the server', () => {
  const facts = (path: string): unknown => ({ 'survey.phases': 'three', 'case.sources': 2, 'a.b': true, 'a.list': [1] })[path];
  const holds = (fact: string, comparison: 'is' | 'is-not' | 'at-least', value: string) => allHold([{ fact, comparison, value }], facts);
  expect([
    holds('survey.phases', 'is', 'three'),
    holds('a.b', 'is', 'true'),
    holds('case.sources', 'at-least', '2'),
    holds('survey.phases', 'is-not', 'single'),
  ]).not.toContain(false);
  expect([
    holds('none', 'is-not', 'x'),
    holds('none', 'is', ''),
    holds('a.list', 'is-not', 'x'),
    holds('survey.phases', 'at-least', '1'),
  ]).not.toContain(true);
  expect(allHold([], facts)).toBe(true);
});

test('what is required depends on facts, on other fields and on the form itself', () => {
  const three = { fact: 'survey.phases', comparison: 'is', value: 'three' } as const;
  const own = { fact: 'construction.hidden', comparison: 'is', value: 'true' } as const;
  const form = formWith(
    [
      field('hidden', 'boolean'),
      field('uB', 'number', { required: false, requiredWhen: [three] }),
      field('total', 'money', { required: false, requiredUnless: 'reason' }),
      field('reason', 'text', { required: false }),
      field('depth', 'number', { required: false, requiredWhen: [own] }),
    ],
    { facts: { 'survey.phases': 'three' } },
  );
  expect(codes(form, {})).toEqual(['hidden required', 'uB required', 'total required']);
  expect(codes(form, { hidden: true, uB: 231, reason: 'free' })).toEqual(['depth required']);
});

test('values are judged by themselves', () => {
  const form = formWith([
    field('n', 'number', { min: 198, max: 235.4 }),
    field('i', 'integer'),
    field('m', 'money'),
    field('t', 'text', { pattern: '^[A-Z0-9]{8,22}$' }),
    field('rows', 'rows', { columns: [field('c', 'number').field] }),
    field('list', 'checklist', {
      options: [
        { id: 'a', label: '' },
        { id: 'b', label: '' },
      ],
    }),
  ]);
  expect(codes(form, { n: 240, i: 1.5, m: 1.005, t: 'ab', rows: [{ c: 'x' }, {}], list: { a: { result: 'fail' } } })).toEqual([
    'n above',
    'i whole',
    'm cents',
    't pattern',
    'rows[0].c number',
    'list.a remark',
    'list.b not-judged',
  ]);
  expect(
    codes(form, { n: 220, i: 2, m: 19.99, t: 'AB123456', rows: [{ c: 1 }], list: { a: { result: 'pass' }, b: { result: 'not-applicable' } } }),
  ).toEqual([]);
});

test('safety is settled only when everything of it is confirmed', () => {
  const form = formWith([field('safetyBriefing', 'boolean'), field('checkedDeadBefore', 'boolean'), field('other', 'boolean')]);
  const safe = (fields: Record<string, unknown>) => isSafe(form, { fields, files: [], signatures: [] });
  expect([safe({}), safe({ safetyBriefing: true }), safe({ safetyBriefing: true, checkedDeadBefore: false })]).toEqual([false, false, false]);
  expect(safe({ safetyBriefing: true, checkedDeadBefore: true })).toBe(true);
});

test('visits come by appointment, then urgent, green and due, then the days to come', () => {
  const day = '2026-06-10';
  const at = (number: string, more: Parameters<typeof aVisit>[2]) => aVisit(number, 'survey', more);
  const when = (d: string, from: string) => ({ appointment: { day: d, from, words: '', agreed: true } });
  const sorted = [
    at('late', when(day, '14:00')),
    at('early', when(day, '09:00')),
    at('urgent', { urgent: true }),
    at('green', { green: true }),
    at('due', { dueAt: '2026-06-10T09:00Z' }),
    at('later', { dueAt: '2026-06-12T09:00Z' }),
    at('tomorrow', when('2026-06-11', '08:00')),
    at('pool', { mine: false, urgent: true }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (mixed) => {
      expect([...mixed].sort(byTurn(day)).map((v) => v.number)).toEqual(['early', 'late', 'urgent', 'green', 'due', 'later', 'tomorrow', 'pool']);
    }),
  );
});

test('a clock is wrong when it is more than two minutes off, whatever the way there took', () => {
  const clock = new ServerClock();
  const told = (offMs: number, waitMs: number): number | undefined => {
    clock.heard(new Date(1_000_000 + offMs).toISOString(), 1_000_000, 1_000_000 + waitMs);
    return clock.wrongByMinutes;
  };
  expect([told(0, 100), told(119_000, 100), told(170_000, 400_000)]).toEqual([undefined, undefined, undefined]);
  expect([told(600_000, 0), told(-600_000, 0)]).toEqual([10, -10]);
});

test('far is what is far beyond what the reading may be wrong', () => {
  const address = { lat: 40.316, lon: 116.637 };
  expect(isFar({ lat: 40.3161, lon: 116.637, accuracyM: 10 }, address)).toBe(false);
  expect(isFar({ lat: 40.32, lon: 116.637, accuracyM: 10 }, address)).toBe(true);
  expect(isFar({ lat: 40.32, lon: 116.637, accuracyM: 500 }, address)).toBe(false);
  expect(isFar({ lat: 40.32, lon: 116.637 }, address)).toBe(true);
});
