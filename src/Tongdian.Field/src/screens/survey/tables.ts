import { useEffect, useState } from 'preact/hooks';
import { rulesAt } from '../../rules';
import type { Language, Localized } from '../../tools/language';
import type { Choice } from '../../tools/types';

/** What is to be chosen from, as the tables of the calculation name it. */
export interface TableChoices {
  kinds: Choice[];
  things: Choice[];
}

interface Tables {
  demand: { rows: { kind: string; name: Localized }[] };
  knownThings: { rows: { id: string; name: Localized }[] };
}

/** Undefined until they are here; null when they cannot be had now. */
export function useTableChoices(language: Language): TableChoices | undefined | null {
  const [tables, setTables] = useState<Tables | null>();
  useEffect(() => {
    fetch(`${rulesAt}tables.json`)
      .then((answer) => (answer.ok ? (answer.json() as Promise<Tables>) : null))
      .then(setTables, () => setTables(null));
  }, []);
  return (
    tables && {
      kinds: tables.demand.rows.map((row) => ({ id: row.kind, label: row.name[language] })),
      things: tables.knownThings.rows.map((row) => ({ id: row.id, label: row.name[language] })),
    }
  );
}
