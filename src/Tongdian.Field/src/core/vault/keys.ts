import type { Bytes } from '../../model';

/** What everything on the device is sealed with. Neither key leaves the browser's keeping. */
export interface Keys {
  seal: CryptoKey;
  name: CryptoKey;
}

/** The secret of the keys, closed with the PIN. This is all that stands readable on the device. */
export interface Lock {
  salt: Bytes;
  iterations: number;
  iv: Bytes;
  wrapped: Bytes;
}

const iterations = 600_000;

export function makeSecret(): Bytes {
  return crypto.getRandomValues(new Uint8Array(64));
}

export async function keysOf(secret: Bytes): Promise<Keys> {
  return {
    seal: await crypto.subtle.importKey('raw', secret.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']),
    name: await crypto.subtle.importKey('raw', secret.slice(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  };
}

export async function close(secret: Bytes, pin: string): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await stretched(pin, salt, iterations), secret);
  return { salt, iterations, iv, wrapped: new Uint8Array(wrapped) };
}

/** The secret; nothing when the PIN is another. */
export async function open(lock: Lock, pin: string): Promise<Bytes | undefined> {
  const key = await stretched(pin, lock.salt, lock.iterations);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: lock.iv }, key, lock.wrapped));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

async function stretched(pin: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}
