import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

const drawings: Record<Weight, IconName> = { note: 'info', good: 'circle-check', warn: 'circle-alert', stop: 'triangle-alert' };

type Weight = 'note' | 'good' | 'warn' | 'stop';

export function Notice({ weight, text, children }: { weight: Weight; text: string; children?: ComponentChildren }) {
  return (
    <div class={`notice notice-${weight}`} role={weight === 'stop' ? 'alert' : 'status'}>
      <Icon name={drawings[weight]} />
      <div>
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}
