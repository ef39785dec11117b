import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../tools/language';
import { en } from './en';
import { zh, type Words } from './zh';

export type { Language, Words };

const remembered = 'tongdian-field-language';

/** What the person chose, or what the phone speaks; Chinese where it speaks neither. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  return chosen === 'zh' || chosen === 'en' ? chosen : navigator.language.startsWith('en') ? 'en' : 'zh';
}

export function remember(language: Language): void {
  localStorage.setItem(remembered, language);
  document.documentElement.lang = tagOf(language);
}

export const tagOf = (language: Language): string => (language === 'en' ? 'en' : 'zh-CN');

export const wordsOf = (language: Language): Words => (language === 'en' ? en : zh);

export const LanguageContext = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'zh',
  choose: () => undefined,
});

export function useWords(): Words {
  return wordsOf(useContext(LanguageContext).language);
}

export function useLanguage() {
  return useContext(LanguageContext);
}
