import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';
import { precache } from './build/precache.ts';

export default defineConfig({
  base: '/field/',
  plugins: [preact(), precache(), compress()],
  build: {
    target: 'es2022',
    rollupOptions: {
      input: { app: 'index.html', worker: 'src/worker.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { include: ['tests/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'], testTimeout: 25_000 },
});
