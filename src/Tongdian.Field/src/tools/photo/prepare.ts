import { kindOfFile } from './file-kind';
import { pictureHead } from './picture-head';
import { scaledSize, tooLarge } from './scale';

export type PhotoTrouble = 'heic' | 'pdf' | 'video' | 'empty' | 'other' | 'broken' | 'too-large';

export interface PreparedPhoto {
  picture: Blob;
  mediaType: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
  takenAt?: string;
  /** What it was before it was scaled; missing when the octets are the camera's own. */
  was?: { width: number; height: number; bytes: number };
}

// Some cameras put previews of hundreds of kilobytes before the size.
const headBytes = 1 << 20;

/** Takes a file for a photo: as it is, scaled when it is huge, or says what is wrong with it. Never throws. */
export async function prepare(file: Blob): Promise<PreparedPhoto | PhotoTrouble> {
  const bytes = await file.slice(0, headBytes).arrayBuffer().then(b => new Uint8Array(b), () => new Uint8Array());
  const kind = kindOfFile(bytes);
  if (kind !== 'jpeg' && kind !== 'png') return kind;
  const head = pictureHead(bytes);
  if (!head) return 'broken';
  const mediaType = `image/${kind}` as const;
  if (tooLarge(head, file.size)) {
    const { width, height } = scaledSize(head);
    const picture = await redrawn(file, width, height);
    if (!picture) return 'too-large';
    return { ...head, picture, mediaType: 'image/jpeg', width, height, was: { width: head.width, height: head.height, bytes: file.size } };
  }
  if (!await canBeSeen(file)) return 'broken';
  return { ...head, picture: file.type === mediaType ? file : file.slice(0, file.size, mediaType), mediaType };
}

async function canBeSeen(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file, { resizeWidth: 32, resizeHeight: 32 })).close();
    return true;
  } catch {
    return false;
  }
}

/** Null when the device has not enough memory for it, or the picture is broken. */
async function redrawn(file: Blob, width: number, height: number): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  } catch {
    return null;
  }
}
