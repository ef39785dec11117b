import { Icon } from '../Icon';
import { filled, numberIn } from '../language';
import type { Ask } from './ask';
import type { Figure, Quantity, TableSource } from './model';

/** One result and how it came about: whoever doubts it can compute it again. */
export function FigureView({ ask, figure }: { ask: Ask; figure: Figure }) {
  const { language, words } = ask;
  const doubtful = figure.tables.some(t => !t.verified);
  return (
    <details class="tool-figure">
      <summary>
        <span>{figure.title[language]}{doubtful && <span class="tool-unverified"><Icon name="triangle-alert" />{words.unverified}</span>}</span>
        <strong>{amount(ask, figure.result)}</strong>
      </summary>
      <dl>
        <dt>{words.formula}</dt><dd class="tool-formula">{figure.formula}</dd>
        <dt>{words.inputs}</dt>
        {figure.inputs.map(q => <dd key={q.symbol}><i>{q.symbol}</i> = {amount(ask, q)} <span class="tool-help">{q.name[language]}</span></dd>)}
        <dt>{words.outcome}</dt><dd><i>{figure.result.symbol}</i> = <strong>{amount(ask, figure.result)}</strong> <span class="tool-help">{figure.result.name[language]}</span></dd>
        {figure.tables.length > 0 && <dt>{words.source}</dt>}
        {figure.tables.map(t => <dd key={t.table}><SourceView {...{ ask }} source={t} /></dd>)}
      </dl>
    </details>
  );
}

/** Where the numbers of a table come from, and whether anybody compared them. */
export function SourceView({ ask: { language, words }, source }: { ask: Ask; source: TableSource }) {
  const about = [source.source, source.edition && filled(words.edition, { edition: source.edition }), source.clause && filled(words.clause, { clause: source.clause })];
  return (
    <>
      {about.filter(Boolean).join(language === 'en' ? ', ' : '，')}{' '}
      {source.verified
        ? <span class="tool-state"><Icon name="circle-check" />{words.verified}</span>
        : <span class="tool-unverified"><Icon name="triangle-alert" />{words.unverified}</span>}
      {source.note && <span class="tool-help tool-source-note">{source.note[language]}</span>}
    </>
  );
}

function amount({ language }: Ask, { value, unit }: Quantity): string {
  return `${numberIn(language, value, 3)}${unit && ` ${unit}`}`;
}
