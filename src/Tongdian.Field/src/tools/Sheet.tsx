import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon';

/** A tool over the whole screen; Escape and the button at the end of its head leave it. */
export function Sheet({ title, close, icon, onClose, children }: { title: string; close: string; icon: IconName; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog ref={dialog} class="tool-sheet" aria-labelledby={heading} onCancel={e => { e.preventDefault(); onClose(); }}>
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" class="tool-button tool-main" onClick={onClose}><Icon name={icon} />{close}</button>
      </header>
      {children}
    </dialog>
  );
}
