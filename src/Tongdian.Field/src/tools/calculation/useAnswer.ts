import { useEffect, useRef, useState } from 'preact/hooks';
import { hasLoad, missingIn } from './missing';
import type { Calculate, CalculationAnswer, SurveyInput } from './model';

export interface Answering { answer?: CalculationAnswer; state: 'idle' | 'working' | 'failed'; ask: () => void }

/** Calculates a moment after the last change; an answer to an older input is thrown away. */
export function useAnswer(input: SurveyInput, calculate: Calculate, onAnswer: (answer: CalculationAnswer) => void): Answering {
  const [answer, setAnswer] = useState<CalculationAnswer>();
  const [state, setState] = useState<Answering['state']>('idle');
  const newest = useRef(0);
  const ask = async () => {
    const mine = ++newest.current;
    setState('working');
    try {
      const errors = missingIn(input);
      const found = errors.length > 0 ? { ok: false as const, errors } : await calculate(input);
      if (mine !== newest.current) return;
      setAnswer(found);
      setState('idle');
      onAnswer(found);
    } catch {
      if (mine === newest.current) setState('failed');
    }
  };
  const text = JSON.stringify(input);
  useEffect(() => {
    newest.current++;
    if (!hasLoad(input) || missingIn(input).length > 0) {
      setAnswer(undefined);
      setState('idle');
      return undefined;
    }
    const timer = setTimeout(() => void ask(), 500);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => () => { newest.current++; }, []);
  return { ...(answer && { answer }), state, ask: () => void ask() };
}
