import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

export type Weight = 'done' | 'note' | 'warning' | 'stop';

const icons: Record<Weight, IconName> = { done: 'circle-check', note: 'info', warning: 'triangle-alert', stop: 'octagon-x' };

/** Something to know: colour, icon and words; read out when it appears. */
export function Note({ weight, children }: { weight: Weight; children: ComponentChildren }) {
  return (
    <div class={`tool-note tool-note-${weight}`} role={weight === 'stop' ? 'alert' : 'status'}>
      <Icon name={icons[weight]} /><div>{children}</div>
    </div>
  );
}
