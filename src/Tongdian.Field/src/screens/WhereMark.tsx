import type { Where } from '../core/state';
import { useWords } from '../words/words';
import { Icon, type IconName } from './Icon';

const drawings: Record<Where, IconName> = { kept: 'smartphone', sending: 'cloud-upload', safe: 'shield-check', trouble: 'triangle-alert' };

/** Where a thing is, in a word and a drawing. */
export function WhereMark({ where }: { where: Where }) {
  return (
    <span class={`where where-${where}`}>
      <Icon name={drawings[where]} />
      {useWords().where[where]}
    </span>
  );
}
