import type { ComponentChildren } from 'preact';
import { useLanguage, useWords } from '../../words/words';
import { Icon } from '../Icon';

/** What stands before the app is opened: the mark, a title, one thing to do, and the other language. */
export function Door({ title, why, children }: { title: string; why?: string; children?: ComponentChildren }) {
  const words = useWords();
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <main class="door">
      <p class="door-mark">
        <img src="/field/icon.svg" alt="" width="56" height="56" />
        {words.app}
      </p>
      <section class="card">
        <h1>{title}</h1>
        {why && <p class="quiet">{why}</p>}
        {children}
      </section>
      <button type="button" class="plain" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => choose(other)}>
        <Icon name="languages" />
        {other === 'en' ? 'English' : '中文'}
      </button>
    </main>
  );
}
