import { iconShapes } from './icon-shapes';

export type IconName = keyof typeof iconShapes;

/** A drawing beside a word; the word says what it means. */
export function Icon({ name }: { name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" dangerouslySetInnerHTML={{ __html: iconShapes[name] }} />;
}
