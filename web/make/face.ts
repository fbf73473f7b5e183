/** How one face (portal, console, field) is built: the same for the build and for development. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

export const faces = ['portal', 'console', 'field'] as const;
export type Face = (typeof faces)[number];

/** Where each face answers. */
export const baseOf: Record<Face, string> = { portal: '/', console: '/console/', field: '/field/' };

export const ROOT = join(import.meta.dirname, '../..');
export const OUT = join(ROOT, 'dist/web');

/** What the server puts a fresh value in for, at each answer. */
export const NONCE_MARK = '__LINLI_NONCE__';

/** The configuration of one face. Nothing is loaded from outside: all chunks lie beside it. */
export function faceConfig(face: Face): InlineConfig {
  return {
    configFile: false,
    root: join(ROOT, 'web', face),
    base: baseOf[face],
    cacheDir: join(ROOT, 'node_modules/.vite', face),
    logLevel: 'warn',
    plugins: [react()],
    html: { cspNonce: NONCE_MARK },
    build: {
      outDir: join(OUT, face),
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.json',
      // A picture in a style sheet would need `data:` in the policy for every style.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  };
}
