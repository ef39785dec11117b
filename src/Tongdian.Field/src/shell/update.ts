/** A newer version of the app that waits until its person restarts it, and whether everything for work without network is here. */
export class Updates {
  waiting?: ServiceWorker;
  complete = false;
  #restarting = false;

  constructor(readonly changed: () => void) {}

  async register(): Promise<void> {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#restarting) location.reload();
    });
    navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ offline?: boolean }>) => {
      this.complete = event.data.offline === true;
      this.changed();
    });
    const registration = await navigator.serviceWorker.register('/field/worker.js', { scope: '/field/', updateViaCache: 'none' });
    const look = (): void => {
      this.waiting = registration.waiting && navigator.serviceWorker.controller ? registration.waiting : undefined;
      this.changed();
    };
    look();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
    });
    (await navigator.serviceWorker.ready).active?.postMessage('complete');
  }

  /** Only ever when the person asks for it, with everything kept. */
  restart(): void {
    this.#restarting = true;
    this.waiting?.postMessage('take-over');
  }
}
