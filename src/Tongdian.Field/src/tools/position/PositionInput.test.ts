// @vitest-environment happy-dom
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { PositionInput } from './PositionInput';

test('a position that was entered at a desk is shown without an accuracy, and judged by its distance', async () => {
  const place = document.createElement('div');
  await act(() => render(h(PositionInput, {
    language: 'en', label: 'Site', value: { lat: 40.32, lon: 116.637 }, address: { lat: 40.316, lon: 116.637 }, onChange: () => undefined,
  }), place));
  expect(place.textContent).toContain('accuracy unknown');
  expect(place.textContent).toContain('445 m from the address');
});
