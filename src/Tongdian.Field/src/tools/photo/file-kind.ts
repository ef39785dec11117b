export type FileKind = 'jpeg' | 'png' | 'heic' | 'pdf' | 'video' | 'empty' | 'other';

const heifBrands = /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/;

/** What a file is by its first octets: names and declared types of files lie. */
export function kindOfFile(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  const text = String.fromCharCode(...head.subarray(0, 16));
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.slice(4, 8) === 'ftyp') {
    const brand = text.slice(8, 12);
    return heifBrands.test(brand) ? 'heic' : brand.startsWith('avif') ? 'other' : 'video';
  }
  return text.startsWith('\x1aE\xdf\xa3') ? 'video' : 'other';
}
