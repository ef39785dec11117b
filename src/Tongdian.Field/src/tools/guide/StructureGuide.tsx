import { useId } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import type { Choice, Origin } from '../types';
import { pictures } from './pictures';
import { guideWords } from './words';

export interface StructureGuideProps {
  language: Language;
  /** Kind of building, or kind of line. */
  label: string;
  /** The options of the form's field; those without a picture show their label alone. */
  options: readonly Choice[];
  value?: string;
  /** What recognition proposes, with its confidence from 0 to 1. */
  proposal?: { value: string; confidence: number };
  onChange: (id: string, origin: Extract<Origin, 'typed' | 'proposed'>) => void;
}

/** A choice with a picture and a sentence for each, for what a label alone leaves open. */
export function StructureGuide({ language, label, options, value, proposal, onChange }: StructureGuideProps) {
  const words = wordsIn(guideWords, language);
  const name = useId();
  return (
    <fieldset class="tool tool-guide">
      <legend>{label}</legend>
      {options.map(option => (
        <label key={option.id} class={value === option.id ? 'tool-choice tool-chosen' : 'tool-choice'}>
          <input type="radio" {...{ name }} checked={value === option.id} onChange={() => onChange(option.id, proposal?.value === option.id ? 'proposed' : 'typed')} />
          {pictures[option.id] && <svg viewBox="0 0 96 72" aria-hidden="true" dangerouslySetInnerHTML={{ __html: pictures[option.id]! }} />}
          <span>
            <strong>{option.label}</strong>
            {option.id in words && <span class="tool-help">{words[option.id as keyof typeof words]}</span>}
            {proposal?.value === option.id && <span class="tool-unverified"><Icon name="info" />{filled(words.proposed, { p: Math.round(proposal.confidence * 100) })}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
