import { filled, numberIn, wordsIn, type Language } from '../language';
import { walkedMetres } from '../position/geo';
import type { Place } from '../types';
import { routeSvg } from './routeSvg';
import { routeWords } from './words';

/** The walked way, seen from above. */
export function RouteSketch({ language, track }: { language: Language; track: readonly Place[] }) {
  const label = filled(wordsIn(routeWords, language).sketch, { m: numberIn(language, walkedMetres(track)) });
  return <div class="tool-drawing" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: routeSvg(track, language) }} />;
}
