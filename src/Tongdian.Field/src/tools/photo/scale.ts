interface Size { width: number; height: number }

const mostPixels = 40_000_000;
const mostBytes = 20 * 1024 * 1024;
// Writing on a meter is still legible, and a phone with 2 GB can draw it.
const scaledPixels = 16_000_000;

/** Whether a picture is scaled before it is kept. */
export function tooLarge(size: Size, bytes: number): boolean {
  return size.width * size.height > mostPixels || bytes > mostBytes;
}

/** The size it gets: the same shape, never larger than it was. */
export function scaledSize({ width, height }: Size, pixels = scaledPixels): Size {
  const factor = Math.min(1, Math.sqrt(pixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * factor)), height: Math.max(1, Math.floor(height * factor)) };
}
