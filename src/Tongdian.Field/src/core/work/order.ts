import type { Visit } from '../../model';

/** Appointments of today by the hour; then what has none, urgent and green first, by due time; then the days to come. */
export function byTurn(today: string): (a: Visit, b: Visit) => number {
  return (a, b) => compare(turn(a, today), turn(b, today));
}

type Turn = readonly (string | number)[];

function turn(visit: Visit, today: string): Turn {
  const day = visit.appointment?.day;
  const when = day === undefined ? 1 : day <= today ? 0 : 2;
  return [
    visit.mine ? 0 : 1,
    when,
    when === 1 ? '' : day!,
    when === 1 ? '' : (visit.appointment?.from ?? '99:99'),
    visit.urgent ? 0 : 1,
    visit.green ? 0 : 1,
    visit.dueAt ?? '9999',
    visit.number,
  ];
}

function compare(a: Turn, b: Turn): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < b[i]!) return -1;
    if (a[i]! > b[i]!) return 1;
  }
  return 0;
}
