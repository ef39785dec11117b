import { Icon } from '../Icon';
import { filled } from '../language';
import { Note } from '../Note';
import type { Ask } from './ask';
import { FigureView } from './FigureView';
import { figuresOf, findingsOf, type SurveyResult } from './model';
import { summaryOf } from './summary';

/** What was calculated: the results, what speaks against them, and every step. */
export function ResultView({ ask, result }: { ask: Ask; result: SurveyResult }) {
  const { language, words } = ask;
  const figures = figuresOf(result);
  return (
    <div class="tool-group">
      <h4>{words.result}</h4>
      <dl class="tool-summary">
        {summaryOf(ask, result).map(line => (
          <div key={line.name}><dt>{line.name}</dt><dd class={line.bad ? 'tool-wrong' : ''}>{line.bad && <Icon name="octagon-x" />}{line.value}</dd></div>
        ))}
      </dl>
      {findingsOf(result).map(f => <Note key={f.code + f.text.zh} weight={f.severity}><span><strong>{words[f.severity]}</strong>{language === 'en' ? ': ' : '：'}{f.text[language]}</span></Note>)}
      {result.unverified.length > 0 && <Note weight="warning">{filled(words.unverifiedCount, { n: result.unverified.length })}</Note>}
      <details class="tool-more">
        <summary>{filled(words.figures, { n: figures.length })}</summary>
        {figures.map((figure, index) => <FigureView key={figure.id + index} {...{ ask, figure }} />)}
      </details>
      <p class="tool-help">{filled(words.tables, { tables: result.tables })} · {words.proposal}</p>
    </div>
  );
}
