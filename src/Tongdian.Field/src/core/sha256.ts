import type { Bytes } from '../model';

// The browser's own digest takes a file whole; a 50 MB document on a small phone must pass piece by piece.
const K = new Uint32Array(64);
const start = new Uint32Array(8);

for (let n = 2, found = 0; found < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++)
    if (n % d === 0) {
      prime = false;
      break;
    }
  if (!prime) continue;
  if (found < 8) start[found] = fraction(Math.sqrt(n));
  K[found++] = fraction(Math.cbrt(n));
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x1_0000_0000) >>> 0;
}

/** SHA-256 of what is added, in any number of parts. */
export class Sha256 {
  readonly #state = new Uint32Array(start);
  readonly #words = new Uint32Array(64);
  readonly #block = new Uint8Array(64);
  #filled = 0;
  #length = 0;

  add(data: Uint8Array): this {
    this.#length += data.length;
    for (let at = 0; at < data.length; ) {
      const take = Math.min(64 - this.#filled, data.length - at);
      this.#block.set(data.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if (this.#filled === 64) this.#mix();
    }
    return this;
  }

  hex(): string {
    const bits = this.#length * 8;
    this.add(Uint8Array.of(0x80));
    while (this.#filled !== 56) this.add(Uint8Array.of(0));
    const end = new DataView(this.#block.buffer);
    end.setUint32(56, Math.floor(bits / 0x1_0000_0000));
    end.setUint32(60, bits >>> 0);
    this.#mix();
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #mix(): void {
    const w = this.#words;
    const view = new DataView(this.#block.buffer);
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15]!,
        b = w[i - 2]!;
      const s0 = (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) >>> 0;
      const s1 = (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)) >>> 0;
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      this.#state[i] = this.#state[i]! + word;
    });
    this.#filled = 0;
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

export function sha256(data: Bytes): string {
  return new Sha256().add(data).hex();
}
