import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
// The library would load this from a content network; on site there is none.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({ overrides: { locateFile: () => wasm } });

const options: ReaderOptions = { formats: ['QRCode', 'DataMatrix', 'Code128', 'Code39', 'EAN13', 'EAN8'], tryHarder: true, maxNumberOfSymbols: 8 };

/** Every code in a picture, as text. */
export async function decode(picture: Blob | ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, options);
  return [...new Set(found.filter(code => code.isValid && code.text !== '').map(code => code.text))];
}
