import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../language';
import { wordsIn } from '../language';
import { MarksDrawing } from './MarksDrawing';
import type { Photo } from './photo';
import { photoWords } from './words';

const side = 640;

/** A small copy: twenty photos of 12 MP on a page would be too much for a phone. */
export function Thumbnail({ language, photo, label, open }: { language: Language; photo: Photo; label: string; open: (id: string) => Promise<Blob> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const factor = Math.min(1, side / Math.max(photo.width, photo.height));
  const [width, height] = [Math.max(1, Math.round(photo.width * factor)), Math.max(1, Math.round(photo.height * factor))];
  useEffect(() => {
    let wanted = true;
    open(photo.id)
      .then(picture => createImageBitmap(picture, { resizeWidth: width, resizeHeight: height }))
      .then(bitmap => {
        if (wanted) canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
        bitmap.close();
      })
      .catch(() => { if (wanted) setFailed(true); });
    return () => { wanted = false; };
  }, [photo.id]);
  if (failed) return <p class="tool-thumbnail tool-wrong">{wordsIn(photoWords, language).cannotShow}</p>;
  return (
    <div class="tool-thumbnail" role="img" aria-label={label}>
      <canvas ref={canvas} {...{ width, height }} />
      <svg viewBox={`0 0 ${photo.width} ${photo.height}`}><MarksDrawing marks={photo.marks ?? []} unit={photo.width / 300} /></svg>
    </div>
  );
}
