/** What the camera wrote into a photo. */
export interface Exif { takenAt?: string; turned?: boolean }

const orientation = 0x0112, changed = 0x0132, exifBlock = 0x8769, taken = 0x9003, takenOffset = 0x9011;

/** Reads the TIFF part of an EXIF block; what cannot be read is left out. */
export function exifOf(tiff: DataView): Exif {
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const main = entriesAt(tiff, tiff.getUint32(4, little), little);
    const inner = main.get(exifBlock);
    const detail = inner === undefined ? new Map<number, number>() : entriesAt(tiff, tiff.getUint32(inner + 8, little), little);
    const turn = main.get(orientation);
    const takenAt = instantOf(textOf(tiff, detail.get(taken) ?? main.get(changed), little), textOf(tiff, detail.get(takenOffset), little));
    return {
      ...(takenAt && { takenAt }),
      ...(turn !== undefined && tiff.getUint16(turn + 8, little) >= 5 && { turned: true }),
    };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

/** Where the entries of a directory stand, by their tag. */
function entriesAt(tiff: DataView, at: number, little: boolean): Map<number, number> {
  const entries = new Map<number, number>();
  const count = tiff.getUint16(at, little);
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12;
    entries.set(tiff.getUint16(entry, little), entry);
  }
  return entries;
}

function textOf(tiff: DataView, entry: number | undefined, little: boolean): string {
  if (entry === undefined) return '';
  const length = Math.min(40, tiff.getUint32(entry + 4, little));
  const start = length <= 4 ? entry + 8 : tiff.getUint32(entry + 8, little);
  let text = '';
  for (let at = start; at < start + length && tiff.getUint8(at) !== 0; at++) text += String.fromCharCode(tiff.getUint8(at));
  return text;
}

function instantOf(time: string, offset: string): string | undefined {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(time);
  if (!match || match[1] === '0000') return undefined;
  return `${match[1]}-${match[2]}-${match[3]}T${match[4]}${/^[+-]\d\d:\d\d$/.test(offset) ? offset : ''}`;
}
