/** What the browser gives, in one place: everything the app's heart needs of it is named here. */

interface Locks {
  request<T>(name: string, options: { ifAvailable?: boolean; steal?: boolean }, run: (lock: unknown) => Promise<T>): Promise<T>;
}

const locks = (): Locks | undefined => (navigator as { locks?: Locks }).locks;

/** Runs it unless another window does the same at this moment. */
export async function alone(name: string, run: () => Promise<void>): Promise<void> {
  const held = locks();
  if (!held) return run();
  await held.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await run();
  });
}

/** When no other window is sending any more. */
export async function afterOthers(name: string): Promise<void> {
  await locks()?.request(name, {}, () => Promise.resolve());
}

/**
 * Holds the app for this window. `got` when it is ours; `lost` when another window has taken it over; false when another has it.
 * Two windows with drafts in their memories would write over each other.
 */
export function holdApp(steal: boolean, lost: () => void): Promise<boolean> {
  const held = locks();
  if (!held) return Promise.resolve(true);
  return new Promise((resolve) => {
    held
      .request('tongdian-field', steal ? { steal } : { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? Promise.resolve() : new Promise<void>(() => undefined);
      })
      .catch(lost);
  });
}

/** Asks the browser not to clear the storage when space runs short. */
export async function askToPersist(): Promise<boolean> {
  const { storage } = navigator;
  return (await storage?.persisted?.()) === true || (await storage?.persist?.()) === true;
}

export async function roomLeft(): Promise<number | undefined> {
  const estimate = await navigator.storage?.estimate?.();
  return estimate?.quota !== undefined && estimate.usage !== undefined ? estimate.quota - estimate.usage : undefined;
}
