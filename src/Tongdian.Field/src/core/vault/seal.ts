import type { Bytes } from '../../model';
import type { Keys } from './keys';

const text = new TextEncoder();

/** Sealed to its place: a record moved to another name does not open. */
export async function seal(keys: Keys, place: string, data: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: text.encode(place) }, keys.seal, data);
  const record = new Uint8Array(12 + sealed.byteLength);
  record.set(iv);
  record.set(new Uint8Array(sealed), 12);
  return record;
}

export async function unseal(keys: Keys, place: string, record: Bytes): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv: record.slice(0, 12), additionalData: text.encode(place) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, keys.seal, record.slice(12)));
}

/** The name a record has on the device: case numbers say too much by themselves. */
export async function nameOf(keys: Keys, place: string): Promise<string> {
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', keys.name, text.encode(place)));
  return [...mac.subarray(0, 16)].map((b) => b.toString(16).padStart(2, '0')).join('');
}
