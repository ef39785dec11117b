import { exifOf } from './exif';

/** What stands at the beginning of a picture, read without decoding it. */
export interface PictureHead {
  /** Pixels, as it is shown: a turned photo is already turned. */
  width: number;
  height: number;
  /** When the camera took it, on the camera's clock; with an offset only when the camera wrote one. */
  takenAt?: string;
}

/** Size and time of a JPEG or PNG; null when they cannot be found. */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return view.getUint16(0) === 0xffd8 ? jpegHead(view) : pngHead(view);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function pngHead(view: DataView): PictureHead | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return null;
  return sized(view.getUint32(16), view.getUint32(20));
}

function jpegHead(view: DataView): PictureHead | null {
  let exif: ReturnType<typeof exifOf> = {};
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
      // A broken EXIF block does not make the picture unreadable.
      exif = exifOf(new DataView(view.buffer, view.byteOffset + at + 10, Math.max(0, Math.min(length - 8, view.byteLength - at - 10))));
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      const head = exif.turned ? sized(height, width) : sized(width, height);
      return head && exif.takenAt ? { ...head, takenAt: exif.takenAt } : head;
    }
    if (marker === 0xda || length < 2) return null;
    at += 2 + length;
  }
}

function sized(width: number, height: number): PictureHead | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
